// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a request. Immutable. */
final class Router {
  private final List<Route> routes;

  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** A route, and what its named parts are. */
  record Found(Route route, Map<String, String> parts) {}

  /** All of them. */
  List<Route> routes() {
    return routes;
  }

  /**
   * The route of that request; {@code HEAD} is a {@code GET} without its body.
   *
   * @throws Problem 404 for an unknown path, 405 for a method that it does not have
   */
  Found find(String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Map<String, String> parts = route.match(path);
      if (parts != null) {
        if (route.method().equals(wanted)) {
          return new Found(route, parts);
        }
        allowed.add(route.method());
      }
    }
    if (allowed.isEmpty()) {
      throw Problem.notFound();
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    String all = String.join(", ", allowed);
    throw new Problem(405, Text.of("http.bad-method", all), Map.of("Allow", all));
  }
}
