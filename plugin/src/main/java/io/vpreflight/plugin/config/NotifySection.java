// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Reads the section {@code notify:}: a channel a name, each with the keys of its type. */
final class NotifySection {
  /** Where a secret is looked for, by the key under which somebody might write it itself. */
  private static final Map<String, String> SECRETS =
      Map.of("password", "passwordFile", "secret", "secretFile", "routingKey", "routingKeyFile");

  private static final Set<String> LISTS = Set.of("to", "schedules", "thumbprints");
  private static final Set<String> COMMON =
      Set.of("type", "lang", "minimum", "schedules", "quiet", "timeZone", "always");
  private static final Set<String> TRUST = Set.of("caFile", "thumbprints");
  private static final Set<String> HTTP =
      Set.of("url", "urlFile", "allowHttp", "allowPrivate", "proxy");

  /** The types, each with the keys that it has besides the common ones. */
  static final Map<String, Set<String>> TYPES = types();

  /** All of their keys. */
  static final Set<String> KEYS = keys();

  private final YamlFile yaml;

  NotifySection(YamlFile yaml) {
    this.yaml = yaml;
  }

  private static Map<String, Set<String>> types() {
    Map<String, Set<String>> types = new TreeMap<>();
    types.put(
        "mail",
        all(
            TRUST,
            Set.of("server", "security", "username", "passwordFile", "from", "to", "folder")));
    types.put("webhook", all(TRUST, HTTP, Set.of("secretFile", "template")));
    types.put("slack", all(TRUST, HTTP));
    types.put("teams", all(TRUST, HTTP));
    types.put("pagerduty", all(TRUST, HTTP, Set.of("routingKeyFile")));
    types.put("syslog", all(TRUST, Set.of("server")));
    return types;
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    TYPES.values().forEach(keys::addAll);
    return keys;
  }

  @SafeVarargs
  private static Set<String> all(Set<String>... keys) {
    Set<String> all = new TreeSet<>(COMMON);
    for (Set<String> some : keys) {
      all.addAll(some);
    }
    return all;
  }

  /** Adds what it holds. */
  void read(Node node, List<ChannelDraft> channels) {
    yaml.named(node, (name, values) -> channels.add(channel(name, values)), name -> {});
  }

  private ChannelDraft channel(Setting name, MappingNode mapping) {
    ChannelDraft channel = new ChannelDraft(name);
    Map<String, NodeTuple> entries = yaml.entries("notify", mapping);
    NodeTuple type = entries.get("type");
    if (type == null) {
      yaml.problem("config.notify-no-type", mapping, String.join(", ", TYPES.keySet()));
    } else {
      yaml.value(type.getValueNode()).ifPresent(said -> channel.values.put("type", said));
    }
    Setting said = channel.values.get("type");
    Set<String> known = said == null ? null : TYPES.get(said.value());
    if (said != null && known == null) {
      yaml.unknown("config.notify-type", said, TYPES.keySet());
    }
    entries.forEach(
        (key, entry) -> {
          if (SECRETS.containsKey(key)) {
            String file = Objects.requireNonNull(SECRETS.get(key));
            yaml.problem("config.notify-secret", entry.getKeyNode(), file);
            channel.values.putIfAbsent(file, Unread.at(yaml.place(entry.getKeyNode())));
          } else if (known != null && !known.contains(key)) {
            yaml.unknownKey(entry.getKeyNode(), key, known);
          } else if (LISTS.contains(key)) {
            channel.lists.put(key, yaml.values(entry.getValueNode()));
          } else if (!key.equals("type")) {
            yaml.value(entry.getValueNode()).ifPresent(one -> channel.values.put(key, one));
          }
        });
    return channel;
  }
}
