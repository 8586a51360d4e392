// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingDisallowedTest {
  private static Results run(AVm... vms) {
    return Runs.run(new TrackingDisallowed(), vms);
  }

  @Test
  void a_key_that_forbids_is_found_once_a_machine() {
    AVm vm = AVm.named("sql").disk(2001, 1);
    vm.extraConfig.put("ctkdisallowed", "TRUE");
    assertEquals(List.of("sql: disallowed"), Runs.found(run(vm)));
  }

  @Test
  void a_machine_without_the_key_passes_whatever_its_flag() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = null;
    Results results = run(vm, AVm.named("web"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(2, Runs.evaluated(results));
  }

  @Test
  void a_key_that_forbids_is_found_whatever_the_flag() {
    AVm vm = AVm.named("sql");
    vm.extraConfig.put("ctkdisallowed", "TRUE");
    vm.changeTrackingEnabled = null;
    assertEquals(List.of("sql: disallowed"), Runs.found(run(vm)));
  }

  @Test
  void unset_is_undetermined() {
    AVm vm = AVm.named("sql");
    vm.hardwareUnset = true;
    assertEquals(List.of("sql: reason.unset"), Runs.undetermined(run(vm)));
  }

  @Test
  void unreadable_is_undetermined() {
    AVm vm = AVm.named("sql").unreadable(VmProperty.EXTRA_CONFIG_TRACKING, "NoPermission");
    assertEquals(List.of("sql: reason.unreadable"), Runs.undetermined(run(vm)));
  }
}
