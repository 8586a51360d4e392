// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next reboot of the guest will switch the virtual machine off, or off and on: a plan. */
public final class PowerCyclePlanned implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.reboot.power-cycle-planned", "power-off", "power-cycle")
          .requires(VmProperty.EXTRA_CONFIG_POWER_CYCLE)
          .mayRead(VmProperty.REBOOT_POWER_OFF)
          .seedRows("000-57")
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
    Boolean powerOff = vm.config().options().rebootPowerOff();
    Boolean powerCycle = vm.config().extraConfig().flag("vmx.reboot.PowerCycle");
    if (Boolean.TRUE.equals(powerOff)) {
      return hit("power-off", powerOff, powerCycle);
    }
    if (Boolean.TRUE.equals(powerCycle)) {
      return hit("power-cycle", powerOff, powerCycle);
    }
    if (powerOff != null) {
      return List.of();
    }
    // Older servers do not have the property, and then cannot plan that either.
    if (!scene.inventory().coverage().isCollected(VmProperty.REBOOT_POWER_OFF)) {
      return List.of();
    }
    Text refused = Gaps.unreadable(VmProperty.REBOOT_POWER_OFF, vm.unreadable());
    if (refused != null) {
      return List.of(new Outcome.Undetermined("", refused));
    }
    return Outcome.unset(VmProperty.REBOOT_POWER_OFF);
  }

  private static List<Outcome> hit(
      String kind, @Nullable Boolean powerOff, @Nullable Boolean powerCycle) {
    return Outcome.hit(kind)
        .evidence(VmProperty.REBOOT_POWER_OFF, powerOff)
        .evidence(VmProperty.EXTRA_CONFIG_POWER_CYCLE, powerCycle)
        .only();
  }
}
