// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What state changed block tracking is in, of a disk or rolled up to its virtual machine. Declared
 * with the most telling first: that is the order in which a mixture is named.
 */
public enum TrackingState {
  /**
   * Tracked, or about to be, on a base that may be wrong: increments can miss blocks without any
   * error.
   */
  SUSPECT_BASE,
  /** Not to be known: a property is unset, unreadable or was not read. */
  UNKNOWN,
  /** Some disks of the virtual machine are tracked and some are not. Never of a single disk. */
  PARTIAL,
  /** Tracked, but begun anew since the baseline: the next increment reads everything. */
  RESET_SINCE_BASELINE,
  /** Switched on; takes effect with the next power on, resume, snapshot or migration. */
  PENDING_STUN,
  /** The virtual machine is switched on, the key of the disk is not. */
  VM_FLAG_ON_DISK_OFF,
  /** The key of the disk is on, the virtual machine is switched off: nothing is tracked. */
  DISK_ON_VM_FLAG_OFF,
  /** The configuration forbids tracking. */
  DISALLOWED,
  /** Switched on; only a changeId in a snapshot would prove that it works. */
  ON,
  /** A snapshot shows a changeId of the disk: it works. */
  ON_PROVEN,
  /** Switched off. */
  OFF,
  /** Cannot be tracked, whatever is switched on. */
  UNSUPPORTED,
  /** The virtual machine has no disk. Never of a disk. */
  NO_DISKS;

  private static final Set<TrackingState> TRACKED =
      EnumSet.of(SUSPECT_BASE, RESET_SINCE_BASELINE, ON, ON_PROVEN);

  /** True when blocks are being tracked, as far as vCenter shows. */
  public boolean isTracked() {
    return TRACKED.contains(this);
  }

  /** The name in files: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state of a virtual machine whose disks are in those states. */
  static TrackingState rollUp(Collection<TrackingState> disks) {
    TrackingState first = NO_DISKS;
    int tracked = 0;
    for (TrackingState state : disks) {
      first = state.compareTo(first) < 0 ? state : first;
      tracked += state.isTracked() ? 1 : 0;
    }
    boolean mixed = tracked > 0 && tracked < disks.size();
    return mixed && first.compareTo(PARTIAL) > 0 ? PARTIAL : first;
  }
}
