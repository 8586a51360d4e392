// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@code vpreflight.yaml}. Every problem is told with its line, and an unknown key with the
 * name that it was probably meant to be. Passwords never stand in it, only the files that hold
 * them.
 */
public final class ConfigFile {
  private static final Set<String> VALUES =
      Set.of(
          "profile",
          "failOn",
          "maxUnreadable",
          "lang",
          "timeout",
          "format",
          "out",
          "waivers",
          "logLevel");
  private static final Set<String> LISTS =
      Set.of("include", "exclude", "check", "skip", "baseline");
  private static final Set<String> VCENTER =
      Set.of("url", "username", "passwordFile", "caFile", "proxy", "thumbprints");

  private final Path file;
  private final List<Text> problems = new ArrayList<>();

  private ConfigFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static AuditDraft read(Path file) {
    ConfigFile reader = new ConfigFile(file);
    AuditDraft draft = new AuditDraft();
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(file.toString()).setAllowDuplicateKeys(false).build();
      Optional<Node> root = new Compose(settings).composeString(Files.readString(file));
      root.ifPresent(node -> reader.top(node, draft));
    } catch (IOException e) {
      reader.problems.add(
          Text.of("config.unreadable", file.toString(), String.valueOf(e.getMessage())));
    } catch (YamlEngineException e) {
      reader.problems.add(
          Text.of("config.not-yaml", file.toString(), String.valueOf(e.getMessage())));
    }
    if (!reader.problems.isEmpty()) {
      throw new ConfigException(reader.problems);
    }
    return draft;
  }

  private void top(Node root, AuditDraft draft) {
    if (!(root instanceof MappingNode mapping)) {
      problems.add(Text.of("config.not-a-map", place(root)));
      return;
    }
    List<String> known = new ArrayList<>(VALUES);
    known.addAll(LISTS);
    known.add("vcenters");
    for (NodeTuple entry : mapping.getValue()) {
      String key = scalar(entry.getKeyNode());
      Node value = entry.getValueNode();
      if (VALUES.contains(key)) {
        setting(value).ifPresent(s -> draft.values.put(key, s));
      } else if (LISTS.contains(key)) {
        draft.lists.put(key, settings(value));
      } else if (key.equals("vcenters")) {
        vcenters(value, draft);
      } else {
        unknown(entry.getKeyNode(), key, known);
      }
    }
  }

  private void vcenters(Node node, AuditDraft draft) {
    if (!(node instanceof SequenceNode sequence)) {
      problems.add(Text.of("config.not-a-list", place(node), "vcenters"));
      return;
    }
    for (Node element : sequence.getValue()) {
      if (element instanceof MappingNode mapping) {
        draft.vcenters.add(vcenter(mapping));
      } else {
        problems.add(Text.of("config.not-a-map", place(element)));
      }
    }
  }

  private VCenterDraft vcenter(MappingNode mapping) {
    VCenterDraft draft = new VCenterDraft();
    for (NodeTuple entry : mapping.getValue()) {
      String key = scalar(entry.getKeyNode());
      Node value = entry.getValueNode();
      switch (key) {
        case "url" -> draft.url = setting(value).orElse(null);
        case "username" -> draft.username = setting(value).orElse(null);
        case "passwordFile" -> draft.passwordFile = setting(value).orElse(null);
        case "caFile" -> draft.caFile = setting(value).orElse(null);
        case "proxy" -> draft.proxy = setting(value).orElse(null);
        case "thumbprints" -> draft.thumbprints.addAll(settings(value));
        case "password" ->
            problems.add(Text.of("config.password-in-file", place(entry.getKeyNode())));
        default -> unknown(entry.getKeyNode(), key, VCENTER);
      }
    }
    if (draft.url == null) {
      problems.add(Text.of("config.vcenter-without-url", place(mapping)));
    }
    return draft;
  }

  private void unknown(Node node, String key, java.util.Collection<String> known) {
    String near = NearestName.of(key, known);
    problems.add(
        near == null
            ? Text.of("config.unknown-key", place(node), key)
            : Text.of("config.unknown-key.near", place(node), key, near));
  }

  private Optional<Setting> setting(Node node) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(new Setting(scalar.getValue(), place(node)));
    }
    problems.add(Text.of("config.not-a-value", place(node)));
    return Optional.empty();
  }

  private List<Setting> settings(Node node) {
    List<Setting> found = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(element -> setting(element).ifPresent(found::add));
    } else {
      setting(node).ifPresent(found::add);
    }
    return found;
  }

  private static String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private String place(Node node) {
    return node.getStartMark()
        .map(mark -> file + ":" + (mark.getLine() + 1))
        .orElse(file.toString());
  }
}
