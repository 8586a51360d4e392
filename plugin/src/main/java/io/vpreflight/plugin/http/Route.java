// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which resource answers where.
 *
 * @param method of HTTP
 * @param template path, with parts such as {@code {name}}
 * @param scopes of which a token must have one; empty where nobody is asked for a token
 * @param resource that answers
 */
record Route(String method, String template, Set<Scope> scopes, Resource resource) {
  Route {
    scopes = Set.copyOf(scopes);
  }

  /** The named parts of that path; null when it is another path. */
  @Nullable Map<String, String> match(String path) {
    List<String> wanted = List.of(template.split("/", -1));
    List<String> given = List.of(path.split("/", -1));
    if (wanted.size() != given.size()) {
      return null;
    }
    Map<String, String> parts = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String one = wanted.get(i);
      if (one.startsWith("{") && !given.get(i).isEmpty()) {
        parts.put(one.substring(1, one.length() - 1), given.get(i));
      } else if (!one.equals(given.get(i))) {
        return null;
      }
    }
    return parts;
  }
}
