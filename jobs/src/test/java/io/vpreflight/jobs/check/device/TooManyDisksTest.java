// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class TooManyDisksTest {
  private static Results run(AVm... vms) {
    return Runs.run(new TooManyDisks(), vms);
  }

  private static AVm withDisks(int count) {
    AVm vm = AVm.named("app");
    for (int i = 1; i < count; i++) {
      vm.disk(2000 + i, i);
    }
    return vm;
  }

  @Test
  void one_more_than_the_limit_is_found() {
    assertEquals(List.of("app: over"), Runs.found(run(withDisks(61))));
  }

  @Test
  void the_limit_itself_passes() {
    Results results = run(withDisks(60));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void unset_devices_are_undetermined() {
    AVm vm = AVm.named("app");
    vm.hardwareUnset = true;
    Results results = run(vm);
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(results));
    assertEquals(List.of(), Runs.found(results));
  }

  @Test
  void unreadable_devices_are_undetermined() {
    AVm vm = AVm.named("app").unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }
}
