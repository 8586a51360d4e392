// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultToleranceEnabledTest {
  private static Results run(AVm... vms) {
    return Runs.run(new FaultToleranceEnabled(), vms);
  }

  @Test
  void a_primary_is_found_whatever_the_state_of_the_pair() {
    for (String state : List.of("disabled", "enabled", "needSecondary", "starting", "running")) {
      AVm vm = AVm.named("app");
      vm.faultToleranceState = state;
      vm.ftInfo = new FaultToleranceInfo(1, List.of("a", "b"));
      assertEquals(List.of("app: configured"), Runs.found(run(vm)), state);
    }
  }

  @Test
  void the_secondary_is_not_judged() {
    AVm vm = AVm.named("app");
    vm.faultToleranceState = "running";
    vm.ftInfo = new FaultToleranceInfo(2, List.of("a", "b"));
    assertEquals(0, Runs.evaluated(run(vm)));
  }

  @Test
  void not_configured_passes() {
    assertEquals(List.of(), Runs.found(run(AVm.named("app"))));
  }

  @Test
  void unset_is_undetermined() {
    AVm vm = AVm.named("app");
    vm.faultToleranceState = null;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(vm)));
  }

  @Test
  void unreadable_is_undetermined() {
    AVm vm = AVm.named("app").unreadable(VmProperty.FAULT_TOLERANCE_STATE, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }
}
