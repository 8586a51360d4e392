// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.List;

/** The last attempt to make, remove or merge a snapshot failed: by cause. */
public final class SnapshotTaskFailed implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.task-failed", SnapshotFaults.kinds().toArray(new String[0]))
          .requires(VCenterFact.TASKS)
          .judgesStale()
          .seedRows("002-33", "002-37", "002-38", "002-39", "002-40")
          .errorIds("AzureMigrate:572", "AzureMigrate:1028")
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
    TaskRecord task = SnapshotFaults.lastFailure(vm, scene);
    VimFault fault = task == null ? null : task.error();
    if (task != null && fault == null) {
      return Outcome.undetermined("reason.unset", "info.error");
    }
    if (task == null || fault == null || SnapshotFaults.isFormat(fault)) {
      boolean seen = VmTasks.in(scene).of(vm).stream().anyMatch(VmTasks::isSnapshot);
      return seen
          ? List.of()
          : Gaps.orTruncated(List.of(), scene.inventory().history().reach().failedTasks());
    }
    return Outcome.hit(SnapshotFaults.kind(fault))
        .with(VmTasks.name(task), fault.message() == null ? fault.faultClass() : fault.message())
        .evidence("info.descriptionId", task.descriptionId())
        .evidence("info.error", fault.faultClass())
        .evidence("info.error.faultMessage.key", fault.messageKeys())
        .evidence("info.error.localizedMessage", fault.message())
        .evidence("info.completeTime", task.times().completeTime())
        .evidence("info.reason.userName", task.userName())
        .only();
  }
}
