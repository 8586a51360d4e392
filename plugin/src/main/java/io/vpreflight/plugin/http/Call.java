// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request, as a resource sees it.
 *
 * @param caller who asks; nobody where no token is wanted
 * @param path as it was asked for
 * @param parts of the path that the route names
 * @param query parameters; of one that is repeated, the first
 * @param header value of a header, or null
 * @param body of a POST; empty when there is none
 * @param texts in which is said what whoever asks reads
 */
record Call(
    Identity caller,
    String path,
    Map<String, String> parts,
    Map<String, String> query,
    Function<String, @Nullable String> header,
    String body,
    Texts texts) {
  Call {
    parts = Map.copyOf(parts);
    query = Map.copyOf(query);
  }

  /** A part of the path that the route names. */
  String part(String name) {
    return parts.getOrDefault(name, "");
  }

  /** A parameter; empty when it is not there. */
  String query(String name) {
    return query.getOrDefault(name, "");
  }

  /** A parameter; null when it is not there. */
  @Nullable String queryOrNull(String name) {
    return query.get(name);
  }

  /** The name of a schedule that is known; empty for all of them. */
  String schedule(History history) {
    String name = query("schedule");
    Text problem = history.problem(name);
    if (problem != null) {
      throw new Problem(400, problem);
    }
    return name;
  }

  /** A number of rows, of which there is a default and a most. */
  int limit(int usual, int most) {
    String said = query.get("limit");
    if (said == null) {
      return usual;
    }
    if (said.matches("[0-9]{1,4}") && Integer.parseInt(said) >= 1) {
      return Math.min(Integer.parseInt(said), most);
    }
    throw new Problem(400, Text.of("http.bad-limit", most));
  }

  /** A parameter that nobody knows is more likely a slip than meant to be ignored. */
  void only(String... known) {
    TreeSet<String> unknown = new TreeSet<>(query.keySet());
    List.of(known).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new Problem(
          400,
          Text.of(
              "http.unknown-parameter",
              String.join(", ", unknown),
              known.length == 0 ? "-" : String.join(", ", known)));
    }
  }
}
