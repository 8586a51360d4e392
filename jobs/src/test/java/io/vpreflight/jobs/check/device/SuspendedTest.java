// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuspendedTest {
  private static Results run(AVm... vms) {
    return Runs.run(new Suspended(), vms);
  }

  private static AVm with(@Nullable VmPowerState state) {
    AVm vm = AVm.named("app");
    vm.powerState = state;
    return vm;
  }

  @Test
  void a_suspended_machine_is_found() {
    assertEquals(List.of("app: suspended"), Runs.found(run(with(VmPowerState.SUSPENDED))));
  }

  @Test
  void on_and_off_pass() {
    assertEquals(List.of(), Runs.found(run(with(VmPowerState.POWERED_ON))));
    assertEquals(List.of(), Runs.found(run(with(VmPowerState.POWERED_OFF))));
  }

  @Test
  void unset_is_undetermined() {
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(with(null))));
  }

  @Test
  void unreadable_is_undetermined() {
    AVm vm = AVm.named("app").unreadable(VmProperty.POWER_STATE, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }
}
