// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsStateTest {
  private final AVm vm = AVm.named("app");

  private Results run() {
    return Runs.run(new ToolsState(), vm);
  }

  private List<String> found(String version, String running) {
    vm.toolsVersionStatus2 = version;
    vm.toolsRunningStatus = running;
    return Runs.found(run());
  }

  @Test
  void missing_tools_are_found() {
    assertEquals(
        List.of("app: not-installed"), found("guestToolsNotInstalled", "guestToolsNotRunning"));
  }

  @Test
  void silent_tools_are_found() {
    assertEquals(List.of("app: not-running"), found("guestToolsCurrent", "guestToolsNotRunning"));
    assertEquals(List.of("app: not-running"), found("guestToolsTooOld", "guestToolsNotRunning"));
  }

  @Test
  void unfit_versions_are_found() {
    assertEquals(
        List.of("app: blacklisted"), found("guestToolsBlacklisted", "guestToolsNotRunning"));
    assertEquals(List.of("app: too-old"), found("guestToolsTooOld", "guestToolsRunning"));
    assertEquals(List.of("app: too-new"), found("guestToolsTooNew", "guestToolsRunning"));
  }

  @Test
  void tools_that_the_guests_own_system_keeps_are_fine() {
    assertEquals(List.of(), found("guestToolsUnmanaged", "guestToolsRunning"));
    assertEquals(List.of(), found("guestToolsUnmanaged", "guestToolsExecutingScripts"));
    assertEquals(List.of(), found("guestToolsSupportedOld", "guestToolsRunning"));
    assertEquals(List.of(), found("guestToolsSupportedNew", "guestToolsRunning"));
  }

  @Test
  void shortly_after_a_boot_tools_may_still_start() {
    vm.bootTime = AnInventory.NOW.minus(Duration.ofMinutes(14));
    assertEquals(List.of(), found("guestToolsCurrent", "guestToolsNotRunning"));
    assertEquals(List.of("app: reason.reboot.just-booted"), Runs.undetermined(run()));
    assertEquals(List.of("app: too-old"), found("guestToolsTooOld", "guestToolsRunning"));
    vm.bootTime = AnInventory.NOW.minus(Duration.ofMinutes(15));
    assertEquals(List.of("app: not-running"), found("guestToolsCurrent", "guestToolsNotRunning"));
  }

  @Test
  void machines_that_do_not_run_need_no_tools() {
    vm.powerState = VmPowerState.POWERED_OFF;
    assertEquals(List.of(), found("guestToolsNotInstalled", "guestToolsNotRunning"));
    vm.powerState = VmPowerState.SUSPENDED;
    assertEquals(List.of(), found("guestToolsNotInstalled", "guestToolsNotRunning"));
    vm.powerState = VmPowerState.POWERED_ON;
    vm.template = true;
    assertEquals(List.of(), found("guestToolsNotInstalled", "guestToolsNotRunning"));
  }

  @Test
  void unset_is_undetermined() {
    List<String> unset = List.of("app: reason.unset");
    vm.bootTime = null;
    found("guestToolsCurrent", "guestToolsNotRunning");
    assertEquals(unset, Runs.undetermined(run()));
    vm.toolsRunningStatus = null;
    assertEquals(unset, Runs.undetermined(run()));
    vm.toolsVersionStatus2 = null;
    assertEquals(unset, Runs.undetermined(run()));
    vm.powerState = null;
    assertEquals(unset, Runs.undetermined(run()));
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.TOOLS_RUNNING_STATUS, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }
}
