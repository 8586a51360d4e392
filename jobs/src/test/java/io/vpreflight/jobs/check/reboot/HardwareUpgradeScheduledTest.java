// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HardwareUpgrade;
import io.vpreflight.vsphere.inventory.VmOptions;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HardwareUpgradeScheduledTest {
  private final AVm vm = AVm.named("app");

  private Results run(@Nullable HardwareUpgrade upgrade) {
    vm.options = new VmOptions("efi", false, false, upgrade, null, "normal");
    return Runs.run(new HardwareUpgradeScheduled(), vm);
  }

  @Test
  void a_planned_upgrade_is_found_with_its_version() {
    Results results = run(new HardwareUpgrade("onSoftPowerOff", "vmx-21", "pending", null));
    assertEquals(List.of("app: scheduled"), Runs.found(results));
    assertEquals(List.of("vmx-21"), results.findings().get(0).summary().args());
  }

  @Test
  void an_upgrade_that_failed_is_found_with_its_fault() {
    Results results = run(new HardwareUpgrade("always", null, "failed", "ToolsUpgradeNeeded"));
    assertEquals(List.of("app: failed"), Runs.found(results));
    assertEquals(
        "ToolsUpgradeNeeded",
        results.findings().get(0).evidence().get("config.scheduledHardwareUpgradeInfo.fault"));
  }

  @Test
  void nothing_planned_or_done_passes() {
    assertEquals(List.of(), Runs.found(run(new HardwareUpgrade("never", null, "none", null))));
    assertEquals(
        List.of(), Runs.found(run(new HardwareUpgrade("always", "vmx-21", "success", null))));
    assertEquals(
        List.of(), Runs.found(run(new HardwareUpgrade("never", "vmx-21", "pending", null))));
  }

  @Test
  void unset_is_undetermined() {
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(null)));
    assertEquals(
        List.of("app: reason.unset"),
        Runs.undetermined(run(new HardwareUpgrade("never", null, null, null))));
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.SCHEDULED_HARDWARE_UPGRADE, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(null)));
  }
}
