// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;

/**
 * Tracking has begun anew since the baseline: the part of the changeId before the slash is another.
 * A larger number behind it is normal.
 *
 * <p>Only snapshots show a changeId, so that most machines show none at most times, and at the
 * first run there is nothing to compare with. No one inventory can show it: it is said once with
 * the number of machines, instead of a line a machine.
 */
public final class TrackingReset implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info("vm.cbt.reset", "reset")
          .seedRows("002-27", "002-28", "002-29")
          .errorIds("AzureMigrate:1018")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VirtualMachine> subject() {
    return Subject.VM;
  }

  @Override
  public List<Outcome> check(VirtualMachine vm, Scene scene) {
    VmTracking tracking = ChangeTracking.in(scene).of(vm);
    List<DiskTracking> tracked = tracking.tracked();
    if (tracked.isEmpty()) {
      return tracking.undetermined();
    }
    if (scene.baseline() == null) {
      return List.of(new Outcome.NotObservable(Text.of("reason.tracking.first-run")));
    }
    List<Outcome> outcomes = new ArrayList<>();
    boolean blind = false;
    for (DiskTracking disk : tracked) {
      FrozenDisk from = disk.resetFrom();
      if (from != null) {
        Outcome.HitBuilder hit =
            Outcome.hit("reset").key(disk.key()).with(disk.label(), from.createTime());
        disk.evidence().forEach(hit::evidence);
        outcomes.add(hit.build());
      } else {
        blind |= !disk.isComparable();
      }
    }
    if (blind) {
      outcomes.add(new Outcome.NotObservable(Text.of("reason.tracking.no-change-id")));
    }
    return outcomes;
  }
}
