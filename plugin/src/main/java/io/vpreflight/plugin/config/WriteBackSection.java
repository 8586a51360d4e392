// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the section {@code writeBack:} of a vCenter. */
final class WriteBackSection {
  /** Its own key. */
  static final String KEY = "writeBack";

  /** Keys in it. */
  static final Set<String> KEYS =
      Set.of(
          "username",
          "passwordFile",
          "schedule",
          "tags",
          "attribute",
          "events",
          "minimum",
          "eventsAtMost",
          "lang",
          "dryRun");

  private final YamlFile yaml;

  WriteBackSection(YamlFile yaml) {
    this.yaml = yaml;
  }

  /** What it says; null when it is no section, which is a problem. */
  @Nullable WriteBackDraft read(Node key, Node node) {
    if (!(node instanceof MappingNode mapping)) {
      yaml.problem("config.not-a-map", node);
      return null;
    }
    WriteBackDraft draft = new WriteBackDraft(yaml.place(key));
    yaml.entries(KEY, mapping)
        .forEach(
            (name, entry) -> {
              if (name.equals("password")) {
                yaml.problem("config.password-in-file", entry.getKeyNode());
                draft.values.putIfAbsent("passwordFile", Unread.at(yaml.place(entry.getKeyNode())));
              } else if (KEYS.contains(name)) {
                yaml.value(entry.getValueNode()).ifPresent(said -> draft.values.put(name, said));
              } else {
                yaml.unknownKey(entry.getKeyNode(), name, KEYS);
              }
            });
    return draft;
  }
}
