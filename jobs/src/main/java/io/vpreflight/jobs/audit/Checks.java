// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.identity.DuplicateInstanceUuid;
import io.vpreflight.jobs.check.reboot.HostRebootRequired;
import io.vpreflight.jobs.check.snapshot.ConsolidationNeeded;
import io.vpreflight.jobs.check.tracking.DiskNotTracked;
import io.vpreflight.jobs.check.tracking.FlagOff;
import io.vpreflight.jobs.check.tracking.KnownTrackingBug;
import io.vpreflight.jobs.check.tracking.TrackingDisallowed;
import io.vpreflight.jobs.check.tracking.TrackingMemory;
import io.vpreflight.jobs.check.tracking.TrackingOff;
import io.vpreflight.jobs.check.tracking.TrackingPending;
import io.vpreflight.jobs.check.tracking.TrackingReset;
import io.vpreflight.jobs.check.tracking.TrackingSuspect;
import io.vpreflight.jobs.check.tracking.TrackingSwitched;
import io.vpreflight.jobs.check.tracking.UntrackableDisk;
import java.util.List;

/** Every check there is, sorted by id. One line a check; a test holds the list to its rules. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          // sorted by id
          new TrackingMemory(),
          new HostRebootRequired(),
          new TrackingDisallowed(),
          new DiskNotTracked(),
          new FlagOff(),
          new KnownTrackingBug(),
          new TrackingOff(),
          new TrackingPending(),
          new TrackingReset(),
          new TrackingSuspect(),
          new TrackingSwitched(),
          new UntrackableDisk(),
          new DuplicateInstanceUuid(),
          new ConsolidationNeeded());

  private Checks() {}

  /** All of them, sorted by id. */
  public static List<Check> all() {
    return ALL;
  }
}
