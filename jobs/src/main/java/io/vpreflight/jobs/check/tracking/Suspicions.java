// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.vsphere.inventory.VmPowerState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why the base of a disk that is switched on may be wrong. */
final class Suspicions {
  private final VmFacts facts;
  private final List<FrozenDisk> snapshots;

  /**
   * Looks at one disk.
   *
   * @param snapshots the disk in every snapshot, oldest first
   */
  Suspicions(VmFacts facts, List<FrozenDisk> snapshots) {
    this.facts = facts;
    this.snapshots = snapshots;
  }

  /** The worst of what else may have spoilt the base; null when nothing is known to have. */
  @Nullable Suspicion other() {
    Suspicion snapshot = snapshotWithoutChangeId();
    if (snapshot != null) {
      return snapshot;
    }
    Instant revert = facts.past.revert;
    if (revert != null && !isBeforeEnabling(revert)) {
      return new Suspicion(Suspicion.Cause.REVERTED, revert, null);
    }
    Instant crash = facts.past.crash;
    if (crash != null && !isBeforeEnabling(crash)) {
      return new Suspicion(Suspicion.Cause.DIRTY_POWER_OFF, crash, null);
    }
    boolean dirty =
        facts.vm.runtime().powerState() == VmPowerState.POWERED_OFF
            && Boolean.FALSE.equals(facts.vm.runtime().cleanPowerOff());
    return dirty ? new Suspicion(Suspicion.Cause.DIRTY_POWER_OFF, null, null) : null;
  }

  private boolean isBeforeEnabling(Instant moment) {
    Enabling enabling = facts.enabling;
    return enabling != null && enabling.wasOff() && moment.isBefore(enabling.at());
  }

  /** Switched on while a snapshot of the disk existed, by what events or the baseline tell. */
  @Nullable Suspicion enabledWithSnapshot() {
    Enabling enabling = facts.enabling;
    if (enabling == null) {
      return null;
    }
    FrozenDisk existed = null;
    for (FrozenDisk snapshot : snapshots) {
      if (facts.isBefore(snapshot.createTime(), enabling.at())) {
        if (!enabling.wasOff() && !snapshot.lacksChangeId()) {
          // Tracked at that time, or not to be known: the flag was perhaps only set again.
          return null;
        }
        existed = snapshot;
      }
    }
    Instant at = enabling.seen() ? enabling.at() : null;
    return existed == null
        ? null
        : new Suspicion(Suspicion.Cause.ENABLED_WITH_SNAPSHOT, at, existed);
  }

  private @Nullable Suspicion snapshotWithoutChangeId() {
    FrozenDisk lacking = null;
    for (FrozenDisk snapshot : snapshots) {
      if (snapshot.lacksChangeId()) {
        lacking = snapshot;
      } else if (lacking != null && snapshot.changeId() != null) {
        return new Suspicion(Suspicion.Cause.ENABLED_WITH_SNAPSHOT, null, lacking);
      }
    }
    return lacking == null
        ? null
        : new Suspicion(Suspicion.Cause.SNAPSHOT_WITHOUT_CHANGE_ID, null, lacking);
  }
}
