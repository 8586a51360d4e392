// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import java.util.List;
import java.util.stream.Stream;

/** Which steps there are. */
public final class Visits {
  /** The steps on this machine, in their order. */
  public static final List<String> LOCAL =
      List.of("java", "config-folder", "cache-folder", "time-zone", "terminal");

  private Visits() {}

  /** The ids of all steps, in their order. */
  public static List<String> ids() {
    return Stream.concat(LOCAL.stream(), Visit.STEPS.stream()).toList();
  }
}
