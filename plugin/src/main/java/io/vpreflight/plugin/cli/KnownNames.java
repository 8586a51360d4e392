// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.plugin.config.ConfigException;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/** Names that somebody may say, and what is said of one that is none of them. */
final class KnownNames {
  private KnownNames() {}

  /**
   * Lets the name of a schedule pass that the store knows, and an empty one, which means all.
   *
   * @throws ConfigException for any other, with those that there are
   */
  static void schedule(String name, History history) {
    if (!name.isEmpty()) {
      Collection<String> known = history.schedules();
      if (!known.contains(name)) {
        throw noSchedule(name, known);
      }
    }
  }

  /** There is no such schedule. */
  static ConfigException noSchedule(String name, Collection<String> known) {
    return none("config.no-such-schedule", name, known);
  }

  /** There is no such token. */
  static ConfigException noToken(String name, Collection<String> known) {
    return none("config.no-token", name, known);
  }

  /** The names in a list of the API. */
  static List<String> in(String json, String list) {
    return StreamSupport.stream(
            JsonParser.parseString(json).getAsJsonObject().getAsJsonArray(list).spliterator(),
            false)
        .map(one -> one.getAsJsonObject().get("name").getAsString())
        .sorted()
        .toList();
  }

  private static ConfigException none(String key, String name, Collection<String> known) {
    String near = NearestName.of(name, known);
    String all = String.join(", ", known);
    Text problem;
    if (known.isEmpty()) {
      problem = Text.of(key + ".none", name);
    } else if (near == null) {
      problem = Text.of(key, name, all);
    } else {
      problem = Text.of(key + ".near", name, all, near);
    }
    return new ConfigException(List.of(problem));
  }
}
