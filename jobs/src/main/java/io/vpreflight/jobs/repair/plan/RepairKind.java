// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be mended. A plan is about one kind. */
public enum RepairKind {
  /** Change tracking off and on again, each made effective by a snapshot of ours. */
  RESET_CBT,
  /** Change tracking on, made effective by a snapshot of ours. */
  ENABLE_CBT,
  /** Merges deltas that no snapshot needs any more. */
  CONSOLIDATE,
  /** Removes snapshots that an earlier repair of ours left behind, by reference. */
  REMOVE_LEFTOVERS,
  /** Empties the attribute DPMServer where it names a server that is no more. */
  CLEAR_ATTRIBUTE,
  /** Reads the configuration file again. */
  RELOAD;

  /** The name in files and on the command line: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that label; null when there is none. */
  public static @Nullable RepairKind of(String label) {
    for (RepairKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    return null;
  }

  /** True when it takes snapshots: what forbids snapshots forbids it. */
  public boolean takesSnapshots() {
    return this == RESET_CBT || this == ENABLE_CBT;
  }
}
