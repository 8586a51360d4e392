// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** The virtual machine is the primary of a fault tolerance pair. */
public final class FaultToleranceEnabled implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.fault-tolerance.enabled", "configured")
          .requires(VmProperty.FAULT_TOLERANCE_STATE)
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
    String state = vm.runtime().faultToleranceState();
    if (state == null) {
      return Outcome.unset(VmProperty.FAULT_TOLERANCE_STATE);
    }
    return state.equals("notConfigured")
        ? List.of()
        : Outcome.hit("configured")
            .with(state)
            .evidence(VmProperty.FAULT_TOLERANCE_STATE, state)
            .only();
  }
}
