// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file of the user's, read so that every problem can be told with its line. */
final class YamlFile {
  private static final String UNKNOWN_KEY = "config.unknown-key";

  private final Path file;
  private final List<Text> problems;
  private final @Nullable References references;
  private final RetiredKeys retired;
  private @Nullable SecretsStore secrets;
  private boolean secretsUnread;

  /** Problems are added to the list, so that all are told at once. */
  YamlFile(Path file, List<Text> problems) {
    this(file, problems, null, RetiredKeys.OURS);
  }

  /**
   * The same, with values that may refer to variables. A value that cannot be had is {@link
   * Unread}.
   */
  YamlFile(Path file, List<Text> problems, @Nullable References references, RetiredKeys retired) {
    this.file = file;
    this.problems = problems;
    this.references = references;
    this.retired = retired;
  }

  /**
   * From now on, values may name entries of that key store.
   *
   * @param store null when the section names none, which was told
   */
  void secrets(@Nullable SecretsStore store) {
    secrets = store;
    secretsUnread = store == null;
  }

  /**
   * What it holds; nothing when it is empty, or when it cannot be read, which is a problem.
   *
   * @param origin who named the file
   */
  Optional<Node> root(String origin) {
    try {
      return compose(Files.readString(file));
    } catch (CharacterCodingException e) {
      problems.add(Text.of("config.not-yaml", file.toString(), "not UTF-8"));
    } catch (IOException e) {
      problems.add(Text.of("config.unreadable", origin, file.toString()));
    }
    return Optional.empty();
  }

  /** What a text holds that was read of the file; nothing when it is empty or no YAML. */
  Optional<Node> compose(String text) {
    try {
      return new Compose(LoadSettings.builder().build()).composeString(text);
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark().map(mark -> file + ":" + (mark.getLine() + 1)).orElse(file.toString());
      problems.add(Text.of("config.not-yaml", place, String.valueOf(e.getProblem())));
    } catch (YamlEngineException e) {
      problems.add(Text.of("config.not-yaml", file.toString(), String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  void problem(String key, Node at, Object... args) {
    List<Object> filled = new ArrayList<>();
    filled.add(place(at));
    filled.addAll(List.of(args));
    problems.add(new Text(key, filled));
  }

  /** Keys with what stands there; a key that is said twice is a problem. */
  Map<String, NodeTuple> entries(MappingNode mapping) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (entries.putIfAbsent(key, entry) != null) {
        problem("config.duplicate-key", entry.getKeyNode(), key);
      }
    }
    return entries;
  }

  /**
   * The same for a section whose keys we name; one that has another name now is a problem, and
   * stands under that name.
   */
  Map<String, NodeTuple> entries(String section, MappingNode mapping) {
    Map<String, NodeTuple> entries = entries(mapping);
    for (String key : List.copyOf(entries.keySet())) {
      RetiredKeys.Renamed renamed = retired.of(section, key);
      if (renamed != null) {
        NodeTuple entry = Objects.requireNonNull(entries.remove(key));
        problem("config.retired-key", entry.getKeyNode(), key, renamed.now(), renamed.since());
        entries.putIfAbsent(renamed.now(), entry);
      }
    }
    return entries;
  }

  /**
   * A section whose entries are named by the user, each with a map of its own.
   *
   * @param unread gets the name of an entry without a map, and of all when there are none to be had
   */
  void named(Node node, BiConsumer<Setting, MappingNode> reader, Consumer<Setting> unread) {
    if (!(node instanceof MappingNode mapping)) {
      problem("config.not-a-map", node);
      unread.accept(Unread.at(place(node)));
      return;
    }
    entries(mapping)
        .forEach(
            (name, entry) -> {
              if (entry.getValueNode() instanceof MappingNode values) {
                reader.accept(new Setting(name, place(entry.getKeyNode())), values);
              } else {
                problem("config.not-a-map", entry.getValueNode());
                unread.accept(new Setting(name, place(entry.getKeyNode())));
              }
            });
  }

  /** A problem with a value. */
  void problem(String key, Setting at) {
    problems.add(Text.of(key, at.origin(), at.value()));
  }

  /** A problem that was told by whoever read the value. */
  void problem(Setting at, Text problem) {
    problems.add(Text.of("config.at", at.origin(), problem));
  }

  /** Says that there is no such name, and which one was probably meant. */
  void unknown(String key, Setting name, Collection<String> known) {
    SettingValues.unknown(key, name, known, problems);
  }

  /** Says that there is no such key, and which one was probably meant. */
  void unknownKey(Node at, String key, Collection<String> known) {
    unknown(UNKNOWN_KEY, new Setting(key, place(at)), known);
  }

  /**
   * A single value; anything else is a problem, and so is a key without a value. Empty then, where
   * values may not refer to variables.
   */
  Optional<Setting> value(Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(filled(new Setting(scalar.getValue(), place(node))));
    }
    problem("config.not-a-value", node);
    return references == null ? Optional.empty() : Optional.of(Unread.at(place(node)));
  }

  private Setting filled(Setting said) {
    if (references == null) {
      return said;
    }
    List<String> unset = new ArrayList<>();
    Setting filled = references.fill(said, unset);
    unset.forEach(name -> problems.add(Text.of("config.unset-variable", said.origin(), name)));
    if (!SecretPlaces.isEntry(filled.value())) {
      return filled;
    }
    return secretsUnread
        ? Unread.at(filled.origin())
        : new Setting(filled.value(), filled.origin(), secrets);
  }

  /** A list of values; a single one is a list as well. */
  List<Setting> values(Node node) {
    List<Setting> found = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(element -> value(element).ifPresent(found::add));
    } else {
      value(node).ifPresent(found::add);
    }
    return found;
  }

  /** File and line. */
  String place(Node node) {
    return node.getStartMark()
        .map(mark -> file + ":" + (mark.getLine() + 1))
        .orElse(file.toString());
  }
}
