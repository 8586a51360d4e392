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
    Text problem = history.problem(name);
    if (problem != null) {
      throw new ConfigException(List.of(problem));
    }
  }

  /** There is no such schedule. */
  static ConfigException noSchedule(String name, Collection<String> known) {
    return new ConfigException(List.of(History.noSchedule(name, known)));
  }

  /** There is no such token. */
  static ConfigException noToken(String name, Collection<String> known) {
    return new ConfigException(List.of(NearestName.problem("config.no-token", name, known)));
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
}
