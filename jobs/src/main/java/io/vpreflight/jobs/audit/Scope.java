// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import java.util.List;

/**
 * Which objects are asked about. Everything is read whatever the scope, so that the half of a
 * duplicate that lies outside is still seen.
 *
 * @param include folder paths, clusters, names; empty means everything
 * @param exclude the same, and stronger
 */
public record Scope(List<Pattern> include, List<Pattern> exclude) {
  /** Everything. */
  public static final Scope ALL = new Scope(List.of(), List.of());

  public Scope {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** True when nothing is left out. */
  public boolean isAll() {
    return include.isEmpty() && exclude.isEmpty();
  }
}
