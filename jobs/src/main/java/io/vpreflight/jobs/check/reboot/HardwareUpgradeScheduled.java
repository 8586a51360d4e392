// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.HardwareUpgrade;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** The virtual hardware is to be upgraded at the next reboot, or that failed. */
public final class HardwareUpgradeScheduled implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.reboot.hardware-upgrade", "scheduled", "failed")
          .requires(VmProperty.SCHEDULED_HARDWARE_UPGRADE)
          .mayRead(VmProperty.HARDWARE_VERSION)
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
    HardwareUpgrade upgrade = vm.config().options().scheduledHardwareUpgradeInfo();
    String status = upgrade == null ? null : upgrade.scheduledHardwareUpgradeStatus();
    if (upgrade == null || status == null) {
      return Outcome.unset(VmProperty.SCHEDULED_HARDWARE_UPGRADE);
    }
    return switch (status) {
      case "failed" -> hit("failed", vm, upgrade);
      // A status that was left behind by a plan which was taken back.
      case "pending" ->
          "never".equals(upgrade.upgradePolicy()) ? List.of() : hit("scheduled", vm, upgrade);
      default -> List.of();
    };
  }

  private static List<Outcome> hit(String kind, VirtualMachine vm, HardwareUpgrade upgrade) {
    String path = VmProperty.SCHEDULED_HARDWARE_UPGRADE.path();
    return Outcome.hit(kind)
        .with(upgrade.versionKey() == null ? "?" : upgrade.versionKey())
        .evidence(
            path + ".scheduledHardwareUpgradeStatus", upgrade.scheduledHardwareUpgradeStatus())
        .evidence(path + ".upgradePolicy", upgrade.upgradePolicy())
        .evidence(path + ".versionKey", upgrade.versionKey())
        .evidence(path + ".fault", upgrade.fault())
        .evidence(VmProperty.HARDWARE_VERSION, vm.config().version())
        .only();
  }
}
