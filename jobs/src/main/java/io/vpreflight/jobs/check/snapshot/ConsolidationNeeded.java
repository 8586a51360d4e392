// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** Delta disks are left without a snapshot, and vCenter says so. */
public final class ConsolidationNeeded implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.consolidation-needed", "flagged")
          .requires(VmProperty.CONSOLIDATION_NEEDED)
          .seedRows("002-37", "003-12")
          .errorIds("AzureMigrate:572")
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
    Boolean needed = vm.runtime().consolidationNeeded();
    if (needed == null) {
      return Outcome.unset(VmProperty.CONSOLIDATION_NEEDED);
    }
    return needed
        ? Outcome.hit("flagged").evidence(VmProperty.CONSOLIDATION_NEEDED, true).only()
        : List.of();
  }
}
