// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Text;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads waivers: a YAML list of {@code check}, {@code object}, {@code owner}, {@code reason} and
 * {@code until}, every one of them wanted. A waiver of a check that does not exist would never
 * waive anything, and is a problem.
 */
public final class WaiverFile {
  private static final List<String> KEYS = List.of("check", "object", "owner", "reason", "until");
  private static final String EVERY_CHECK = "*";

  private final YamlFile yaml;
  private final List<String> checks = Checks.all().stream().map(c -> c.info().id()).toList();
  private final List<Waiver> waivers = new ArrayList<>();

  private WaiverFile(YamlFile yaml) {
    this.yaml = yaml;
  }

  /**
   * Reads a file.
   *
   * @param origin who named it
   * @param problems everything that is wrong is added to it
   */
  public static List<Waiver> read(Path file, String origin, List<Text> problems) {
    WaiverFile reader = new WaiverFile(new YamlFile(file, problems));
    reader.yaml.root(origin).ifPresent(reader::top);
    return reader.waivers;
  }

  private void top(Node root) {
    if (!(root instanceof SequenceNode sequence)) {
      yaml.problem("config.not-a-list", root, "waivers");
      return;
    }
    for (Node element : sequence.getValue()) {
      if (element instanceof MappingNode mapping) {
        waiver(mapping);
      } else {
        yaml.problem("config.waiver", element);
      }
    }
  }

  private void waiver(MappingNode mapping) {
    Map<String, Setting> said = new HashMap<>();
    Map<String, NodeTuple> entries = yaml.entries(mapping);
    entries.forEach(
        (key, entry) -> {
          if (KEYS.contains(key)) {
            yaml.value(entry.getValueNode()).ifPresent(value -> said.put(key, value));
          } else {
            yaml.unknownKey(entry.getKeyNode(), key, KEYS);
          }
        });
    if (!entries.keySet().containsAll(KEYS)) {
      yaml.problem("config.waiver", mapping);
    }
    Setting check = said.get("check");
    if (check != null && !check.value().equals(EVERY_CHECK) && !checks.contains(check.value())) {
      yaml.unknown("config.unknown-check", check, checks);
    }
    Setting object = said.get("object");
    Setting owner = said.get("owner");
    Setting reason = said.get("reason");
    LocalDate until = until(said.get("until"));
    if (check != null && object != null && owner != null && reason != null && until != null) {
      waivers.add(
          new Waiver(
              check.value(), Pattern.of(object.value()), owner.value(), reason.value(), until));
    }
  }

  private @Nullable LocalDate until(@Nullable Setting said) {
    try {
      return said == null ? null : LocalDate.parse(said.value());
    } catch (DateTimeParseException e) {
      yaml.problem("config.bad-date", said);
      return null;
    }
  }
}
