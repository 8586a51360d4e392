// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** The virtual machine is suspended: neither running nor shut down. */
public final class Suspended implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.power.suspended", "suspended").requires(VmProperty.POWER_STATE).build();

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
    VmPowerState state = vm.runtime().powerState();
    if (state == null) {
      return Outcome.unset(VmProperty.POWER_STATE);
    }
    return state == VmPowerState.SUSPENDED
        ? Outcome.hit("suspended").evidence(VmProperty.POWER_STATE, state.vim()).only()
        : List.of();
  }
}
