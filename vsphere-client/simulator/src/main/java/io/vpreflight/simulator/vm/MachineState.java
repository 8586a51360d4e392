// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a host knows of a machine and vim25 does not show. Mutable; guarded by the lock of the
 * world.
 */
final class MachineState {
  /** The disks that are tracked at this moment, by their keys. */
  final Map<Integer, TrackedDisk> tracked = new HashMap<>();

  /** Disks that are not to be tracked although the machine is: their own key says no. */
  final Set<Integer> untracked = new HashSet<>();

  /** Each time that the machine stood still. */
  final List<Stun> stuns = new ArrayList<>();

  /** Files that merged snapshots left to be merged. */
  final Set<String> unneeded = new LinkedHashSet<>();

  /** What it writes to each of its disks. */
  long bytesPerSecond = 64 << 10;

  /** The last number that a snapshot has had. */
  int lastSnapshotId;

  /** Whether the growth of its delta disks is being followed. */
  boolean growing;
}
