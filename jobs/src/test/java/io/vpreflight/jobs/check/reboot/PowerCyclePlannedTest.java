// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmOptions;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PowerCyclePlannedTest {
  private final AVm vm = AVm.named("app");

  private void rebootPowerOff(@Nullable Boolean value) {
    vm.options = new VmOptions("efi", false, value, null, null, "normal");
  }

  private AnInventory inventory() {
    return AnInventory.of(vm);
  }

  private static Results run(AnInventory inventory) {
    return Runs.run(new PowerCyclePlanned(), inventory);
  }

  @Test
  void a_reboot_that_will_power_off_is_a_plan() {
    rebootPowerOff(true);
    assertEquals(List.of("app: power-off"), Runs.found(run(inventory())));
  }

  @Test
  void a_reboot_that_will_cycle_power_is_a_plan_whatever_the_case_of_the_key() {
    vm.extraConfig.put("vmx.reboot.powercycle", "TRUE");
    assertEquals(List.of("app: power-cycle"), Runs.found(run(inventory())));
    rebootPowerOff(null);
    assertEquals(List.of("app: power-cycle"), Runs.found(run(inventory())));
  }

  @Test
  void no_plan_passes() {
    vm.extraConfig.put("vmx.reboot.powercycle", "FALSE");
    assertEquals(List.of(), Runs.found(run(inventory())));
    assertEquals(List.of(), Runs.undetermined(run(inventory())));
  }

  @Test
  void an_older_server_without_the_property_is_judged_by_the_key() {
    rebootPowerOff(null);
    AnInventory old = inventory().without(VmProperty.REBOOT_POWER_OFF);
    old.apiVersion = "7.0.3.0";
    assertEquals(List.of(), Runs.undetermined(run(old)));
    assertEquals(1, Runs.evaluated(run(old)));
  }

  @Test
  void unset_is_undetermined() {
    rebootPowerOff(null);
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(inventory())));
  }

  @Test
  void unreadable_is_undetermined() {
    rebootPowerOff(null);
    vm.unreadable(VmProperty.REBOOT_POWER_OFF, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(inventory())));
    vm.unreadable.clear();
    vm.unreadable(VmProperty.EXTRA_CONFIG_POWER_CYCLE, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(inventory())));
  }
}
