// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.meta;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VCenter;
import java.time.Duration;
import java.util.List;

/** The clock of vCenter and ours disagree: one of them is wrong. */
public final class ClockOffset implements ObjectCheck<VCenter> {
  private static final CheckInfo INFO =
      CheckInfo.of("vcenter.clock.offset", "off", "far-off").seedRows("004-18").build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VCenter> subject() {
    return Subject.VCENTER;
  }

  @Override
  public List<Outcome> check(VCenter vcenter, Scene scene) {
    // A file that somebody else wrote says nothing of the clock that it was read by.
    if (vcenter.userName() == null) {
      return Outcome.undetermined("reason.meta.offset-not-measured");
    }
    Duration offset = vcenter.clockOffset();
    Duration distance = offset.abs();
    if (distance.compareTo(scene.limits().duration("clock.offset.warning")) < 0) {
      return List.of();
    }
    boolean far = distance.compareTo(scene.limits().duration("clock.offset.critical")) >= 0;
    return Outcome.hit(far ? "far-off" : "off")
        .with(distance)
        .evidence("CurrentTime", vcenter.collectedAt())
        .evidence("CurrentTime.offset", offset)
        .only();
  }
}
