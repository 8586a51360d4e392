// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@code vpreflight.yaml}. Every problem is told with its line, and an unknown key with the
 * name that it was probably meant to be. Passwords never stand in it, only the files that hold
 * them.
 */
public final class ConfigFile {
  /** Keys with one value. */
  public static final Set<String> VALUES =
      Set.of("profile", "failOn", "maxUnreadable", "timeout", "format", "out", "waivers");

  /** Keys with a list. */
  public static final Set<String> LISTS = Set.of("include", "exclude", "check", "skip", "baseline");

  /** Keys of one vCenter. */
  public static final Set<String> VCENTER =
      Set.of(
          "url",
          "username",
          "passwordFile",
          "caFile",
          "proxy",
          "thumbprints",
          "repairUsername",
          "repairPasswordFile",
          WriteBackSection.KEY);

  /** Keys of what is written into one vCenter. */
  public static final Set<String> WRITE_BACK = WriteBackSection.KEYS;

  /** Keys of what repairs may do. */
  public static final Set<String> REPAIR = Set.of("enabled", ServiceResolver.SERVICE);

  private static final String REPAIRS = "repair";

  /** Keys of one schedule with one value, whatever it does, besides those of an audit. */
  public static final Set<String> SCHEDULE = SchedulesSection.KEYS;

  private static final String VCENTERS = "vcenters";
  private static final String SCHEDULES = "schedules";
  private static final String LISTEN = "listen";
  private static final String NOTIFY = "notify";
  private static final String STORE = "store";
  private static final String SECRETS = "secrets";

  /** Keys with something of their own below them. */
  public static final Set<String> SECTIONS =
      Set.of(VCENTERS, REPAIRS, SCHEDULES, LISTEN, NOTIFY, STORE, SECRETS);

  /** Keys of one channel, whatever its type. */
  public static final Set<String> CHANNEL = NotifySection.KEYS;

  private final YamlFile yaml;
  private final List<Text> problems;
  private final AuditDraft draft = new AuditDraft();

  private ConfigFile(YamlFile yaml, List<Text> problems) {
    this.yaml = yaml;
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param environment has what <code>${NAME}</code> in a value refers to
   * @throws ConfigException with everything that is wrong
   */
  public static AuditDraft read(Path file, Environment environment) {
    List<Text> problems = new ArrayList<>();
    AuditDraft draft = read(file, environment, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return draft;
  }

  /**
   * Reads a file whose values are looked at next, whatever is wrong with some of them.
   *
   * @param told gets what is wrong; what was read is not to be used then, but to find what else is
   * @throws ConfigException when the file is none that could be read
   */
  public static AuditDraft read(Path file, Environment environment, List<Text> told) {
    return read(file, environment, told, RetiredKeys.OURS);
  }

  /** The same with keys that other versions have renamed. */
  static AuditDraft read(Path file, Environment environment, List<Text> told, RetiredKeys retired) {
    List<Text> problems = new ArrayList<>();
    ConfigFile reader =
        new ConfigFile(
            new YamlFile(file, problems, new References(environment), retired), problems);
    Node root = reader.yaml.root("--config").orElse(null);
    if (root instanceof MappingNode mapping) {
      reader.top(mapping);
    } else if (root != null) {
      reader.yaml.problem("config.not-a-map", root);
    }
    if (!(root instanceof MappingNode) && !problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    told.addAll(problems);
    return reader.draft;
  }

  private void top(MappingNode mapping) {
    Set<String> known = new TreeSet<>(VALUES);
    known.addAll(LISTS);
    known.addAll(SECTIONS);
    Map<String, NodeTuple> entries = yaml.entries("", mapping);
    NodeTuple secrets = entries.remove(SECRETS);
    if (secrets != null) {
      secrets(secrets);
    }
    entries.forEach(
        (key, entry) -> {
          Node value = entry.getValueNode();
          if (VALUES.contains(key)) {
            yaml.value(value).ifPresent(setting -> draft.values.put(key, setting));
          } else if (LISTS.contains(key)) {
            draft.lists.put(key, yaml.values(value));
          } else if (key.equals(VCENTERS)) {
            vcenters(value);
          } else if (key.equals(REPAIRS)) {
            repairs(value);
          } else if (key.equals(SCHEDULES)) {
            new SchedulesSection(yaml).read(value, draft.schedules);
          } else if (key.equals(NOTIFY)) {
            new NotifySection(yaml).read(value, draft.channels);
          } else if (key.equals(STORE)) {
            store(value);
          } else if (key.equals(LISTEN)) {
            listen(value);
          } else {
            yaml.unknownKey(entry.getKeyNode(), key, known);
          }
        });
  }

  /** First of all, for what stands before it may name its entries. */
  private void secrets(NodeTuple section) {
    if (!(section.getValueNode() instanceof MappingNode mapping)) {
      yaml.problem("config.not-a-map", section.getValueNode());
      yaml.secrets(null);
      return;
    }
    secretsOf(SECRETS, mapping, SecretsStore.KEYS, draft.secrets);
    String origin = yaml.place(section.getKeyNode());
    yaml.secrets(SecretsStore.of(draft.secrets, origin, problems));
  }

  private void repairs(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      yaml.problem("config.not-a-map", node);
      draft.repair.put(ServiceResolver.SERVICE, Unread.at(yaml.place(node)));
      return;
    }
    yaml.entries(REPAIRS, mapping)
        .forEach(
            (key, entry) -> {
              if (key.equals(ServiceResolver.SERVICE)) {
                yaml.value(entry.getValueNode())
                    .ifPresent(setting -> draft.repair.put(key, setting));
              } else if (REPAIR.contains(key)) {
                draft.enabled.addAll(yaml.values(entry.getValueNode()));
              } else {
                yaml.unknownKey(entry.getKeyNode(), key, REPAIR);
              }
            });
  }

  /** An address alone, or an address with what belongs to it. */
  private void listen(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      yaml.value(node).ifPresent(address -> draft.listen.put("address", address));
      return;
    }
    yaml.entries(LISTEN, mapping)
        .forEach((key, entry) -> take(key, entry, ListenResolver.KEYS, draft.listen));
  }

  /** A value of that section, if the section knows the key. */
  private void take(String key, NodeTuple entry, Set<String> known, Map<String, Setting> section) {
    if (known.contains(key)) {
      yaml.value(entry.getValueNode()).ifPresent(setting -> section.put(key, setting));
    } else {
      yaml.unknownKey(entry.getKeyNode(), key, known);
    }
  }

  private void store(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      yaml.problem("config.not-a-map", node);
      draft.store.put("url", Unread.at(yaml.place(node)));
      return;
    }
    secretsOf(STORE, mapping, StoreResolver.KEYS, draft.store);
  }

  /** A section that knows the file of a password, and never the password. */
  private void secretsOf(
      String name, MappingNode mapping, Set<String> known, Map<String, Setting> section) {
    yaml.entries(name, mapping)
        .forEach(
            (key, entry) -> {
              if (key.equals("password")) {
                yaml.problem("config.notify-secret", entry.getKeyNode(), "passwordFile");
                section.putIfAbsent("passwordFile", Unread.at(yaml.place(entry.getKeyNode())));
              } else {
                take(key, entry, known, section);
              }
            });
  }

  private void vcenters(Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      yaml.problem("config.not-a-list", node, VCENTERS);
      draft.vcenters.add(unread(node));
      return;
    }
    for (Node element : sequence.getValue()) {
      if (element instanceof MappingNode mapping) {
        draft.vcenters.add(vcenter(mapping));
      } else {
        yaml.problem("config.not-a-map", element);
        draft.vcenters.add(unread(element));
      }
    }
  }

  /** One of which nothing is known. */
  private VCenterDraft unread(Node node) {
    VCenterDraft vcenter = new VCenterDraft();
    vcenter.url = Unread.at(yaml.place(node));
    return vcenter;
  }

  private VCenterDraft vcenter(MappingNode mapping) {
    VCenterDraft vcenter = new VCenterDraft();
    Map<String, NodeTuple> entries = yaml.entries(VCENTERS, mapping);
    entries.forEach(
        (key, entry) -> {
          Node value = entry.getValueNode();
          switch (key) {
            case "url" -> vcenter.url = yaml.value(value).orElse(null);
            case "username" -> vcenter.username = yaml.value(value).orElse(null);
            case "passwordFile" -> vcenter.passwordFile = yaml.value(value).orElse(null);
            case "caFile" -> vcenter.caFile = yaml.value(value).orElse(null);
            case "proxy" -> vcenter.proxy = yaml.value(value).orElse(null);
            case "repairUsername" -> vcenter.repairUsername = yaml.value(value).orElse(null);
            case "repairPasswordFile" ->
                vcenter.repairPasswordFile = yaml.value(value).orElse(null);
            case "thumbprints" -> vcenter.thumbprints.addAll(yaml.values(value));
            case WriteBackSection.KEY ->
                vcenter.writeBack = new WriteBackSection(yaml).read(entry.getKeyNode(), value);
            case "password" -> yaml.problem("config.password-in-file", entry.getKeyNode());
            default -> yaml.unknownKey(entry.getKeyNode(), key, VCENTER);
          }
        });
    if (!entries.containsKey("url")) {
      yaml.problem("config.vcenter-without-url", mapping);
      vcenter.url = Unread.at(yaml.place(mapping));
    }
    return vcenter;
  }
}
