// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads waivers: a YAML list of {@code check}, {@code object}, {@code owner}, {@code reason} and
 * {@code until}, every one of them wanted.
 */
public final class WaiverFile {
  private static final Set<String> KEYS = Set.of("check", "object", "owner", "reason", "until");

  private WaiverFile() {}

  /** Reads a file; problems are added to the list, so that all are told at once. */
  public static List<Waiver> read(Path file, List<Text> problems) {
    Object top;
    try {
      top =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
    } catch (IOException e) {
      problems.add(Text.of("config.unreadable", file.toString(), String.valueOf(e.getMessage())));
      return List.of();
    } catch (YamlEngineException e) {
      problems.add(Text.of("config.not-yaml", file.toString(), String.valueOf(e.getMessage())));
      return List.of();
    }
    List<Waiver> waivers = new ArrayList<>();
    if (!(top instanceof List<?> list)) {
      problems.add(Text.of("config.not-a-list", file.toString(), "waivers"));
      return waivers;
    }
    int number = 0;
    for (Object element : list) {
      number++;
      if (element instanceof Map<?, ?> map && map.keySet().equals(KEYS)) {
        waiver(file + " #" + number, map, waivers, problems);
      } else {
        problems.add(Text.of("config.waiver", file + " #" + number));
      }
    }
    return waivers;
  }

  private static void waiver(
      String place, Map<?, ?> map, List<Waiver> waivers, List<Text> problems) {
    try {
      waivers.add(
          new Waiver(
              String.valueOf(map.get("check")),
              Pattern.of(String.valueOf(map.get("object"))),
              String.valueOf(map.get("owner")),
              String.valueOf(map.get("reason")),
              LocalDate.parse(String.valueOf(map.get("until")))));
    } catch (DateTimeParseException e) {
      problems.add(Text.of("config.bad-date", place, String.valueOf(map.get("until"))));
    }
  }
}
