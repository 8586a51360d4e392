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
import java.util.Objects;

/**
 * Tracking is configured and waits for a stun. Only time tells: the change is younger than the last
 * power on, resume, snapshot or migration. For machines whose last stun lies before the events that
 * were read it says so once, with their number, not once a machine.
 */
public final class TrackingPending implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info("vm.cbt.pending", "flag-set", "disk-added").build();

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
    List<Outcome> outcomes = new ArrayList<>(tracking.undetermined());
    List<DiskTracking> flagSet = new ArrayList<>();
    for (DiskTracking disk : tracking.disks()) {
      Pending pending = disk.pending();
      if (pending == null) {
        continue;
      }
      if (pending.cause() == Pending.Cause.FLAG_SET) {
        flagSet.add(disk);
      } else {
        Outcome.HitBuilder hit =
            Outcome.hit("disk-added").key(disk.key()).with(disk.label(), when(pending));
        disk.evidence().forEach(hit::evidence);
        outcomes.add(hit.build());
      }
    }
    if (!flagSet.isEmpty()) {
      Pending pending = Objects.requireNonNull(flagSet.get(0).pending());
      Outcome.HitBuilder hit =
          Outcome.hit("flag-set").with(when(pending), VmTracking.labels(flagSet));
      flagSet.forEach(disk -> disk.evidence().forEach(hit::evidence));
      hit.evidence("VmReconfiguredEvent.userName", pending.userName());
      hit.evidence("runtime.bootTime", vm.runtime().bootTime());
      outcomes.add(hit.build());
    }
    Text unknown = tracking.pendingUnknown();
    if (unknown != null) {
      outcomes.add(
          vm.runtime().powerState() == null
              ? new Outcome.Undetermined("", unknown)
              : new Outcome.NotObservable(unknown));
    }
    return outcomes;
  }

  private static Text when(Pending pending) {
    String key = pending.seen() ? "reason.tracking.at" : "reason.tracking.after";
    return Text.of(key, pending.since());
  }
}
