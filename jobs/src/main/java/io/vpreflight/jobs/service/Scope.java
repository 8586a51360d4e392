// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a token allows. {@link #ADMIN} allows what the others do; no other one does. */
public enum Scope {
  /** To see everything that is kept. */
  READ,
  /** To plan repairs. */
  PLAN,
  /** To approve plans. */
  APPROVE,
  /** To have approved plans run. */
  EXECUTE,
  /** To act on schedules and tokens. */
  ADMIN;

  /** As it is said and kept. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them, as they are said. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Scope::label).toList();
  }

  /** The scope of that label. */
  public static Optional<Scope> of(String label) {
    return Arrays.stream(values()).filter(scope -> scope.label().equals(label)).findFirst();
  }
}
