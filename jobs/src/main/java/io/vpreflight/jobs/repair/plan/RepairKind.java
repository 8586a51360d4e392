// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.vsphere.OptIn;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be mended. A plan is about one kind. */
public enum RepairKind {
  /** Change tracking off and on again, each made effective by a snapshot of ours. */
  RESET_CBT("002-30", "004-31"),
  /** Change tracking on, made effective by a snapshot of ours. */
  ENABLE_CBT(),
  /** Merges deltas that no snapshot needs any more. */
  CONSOLIDATE("002-37", "003-12"),
  /** Removes snapshots that an earlier repair of ours left behind, by reference. */
  REMOVE_LEFTOVERS(),
  /** Empties the attribute DPMServer where it names a server that is no more. */
  CLEAR_ATTRIBUTE("004-49"),
  /** Reads the configuration file again. */
  RELOAD(),
  /** Gives the copy of a machine an instance UUID of its own. */
  NEW_INSTANCE_UUID(OptIn.NEW_INSTANCE_UUID, "000-48"),
  /** Powers a machine on that somebody names. */
  POWER_ON_VM(OptIn.POWER_ON_VM, "000-77", "000-80", "002-13"),
  /** Moves a machine to another host of its cluster; its disks stay. */
  MOVE_VM(OptIn.MOVE_VM, "002-42"),
  /** Wakes a host that stands by. */
  POWER_UP_HOST(OptIn.POWER_UP_HOST, "000-56"),
  /** Connects a host again that vCenter let go of, with what it knows of it, never by force. */
  RECONNECT_HOST(OptIn.RECONNECT_HOST, "000-56");

  private final @Nullable OptIn optIn;
  private final List<String> seedRows;

  RepairKind(String... seedRows) {
    this.optIn = null;
    this.seedRows = List.of(seedRows);
  }

  RepairKind(OptIn optIn, String... seedRows) {
    this.optIn = optIn;
    this.seedRows = List.of(seedRows);
  }

  /** What has to be switched on by name before it may be planned or run; null for nothing. */
  public @Nullable OptIn optIn() {
    return optIn;
  }

  /** Rows of the troubleshooting guides that it answers. */
  public List<String> seedRows() {
    return seedRows;
  }

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

  /** True when hosts are repaired, false when virtual machines are. */
  public boolean isAboutHosts() {
    return this == POWER_UP_HOST || this == RECONNECT_HOST;
  }

  /** True when nothing is planned because a check found it: somebody names each one. */
  public boolean isOnlyByName() {
    return this == POWER_ON_VM || this == MOVE_VM || isAboutHosts();
  }

  /** True when it takes snapshots: what forbids snapshots forbids it. */
  public boolean takesSnapshots() {
    return this == RESET_CBT || this == ENABLE_CBT;
  }
}
