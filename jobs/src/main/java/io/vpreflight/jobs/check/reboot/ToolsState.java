// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.GuestInfo;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** VMware Tools of a running virtual machine are missing, silent or unfit. */
public final class ToolsState implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of(
              "vm.tools.state", "not-installed", "not-running", "blacklisted", "too-old", "too-new")
          .requires(
              VmProperty.POWER_STATE,
              VmProperty.TOOLS_RUNNING_STATUS,
              VmProperty.TOOLS_VERSION_STATUS,
              VmProperty.BOOT_TIME)
          .mayRead(VmProperty.TOOLS_VERSION, VmProperty.TOOLS_INSTALL_TYPE)
          .seedRows("000-57", "000-58")
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
    VmPowerState power = vm.runtime().powerState();
    if (power == null) {
      return Outcome.unset(VmProperty.POWER_STATE);
    }
    if (power != VmPowerState.POWERED_ON) {
      return List.of();
    }
    GuestInfo guest = vm.guest();
    String version = guest.toolsVersionStatus2();
    String running = guest.toolsRunningStatus();
    if (version == null || running == null) {
      return Outcome.unset(
          version == null ? VmProperty.TOOLS_VERSION_STATUS : VmProperty.TOOLS_RUNNING_STATUS);
    }
    String kind = kind(version, running);
    if (kind == null) {
      return List.of();
    }
    Instant boot = vm.runtime().bootTime();
    if (kind.startsWith("not-")) {
      if (boot == null) {
        return Outcome.unset(VmProperty.BOOT_TIME);
      }
      if (scene.age(boot).compareTo(scene.limits().duration("boot.grace")) < 0) {
        return Outcome.undetermined("reason.reboot.just-booted", scene.age(boot));
      }
    }
    return Outcome.hit(kind)
        .with(guest.toolsVersion() == null ? "?" : guest.toolsVersion())
        .evidence(VmProperty.TOOLS_VERSION_STATUS, version)
        .evidence(VmProperty.TOOLS_RUNNING_STATUS, running)
        .evidence(VmProperty.TOOLS_VERSION, guest.toolsVersion())
        .evidence(VmProperty.TOOLS_INSTALL_TYPE, guest.toolsInstallType())
        .evidence(VmProperty.BOOT_TIME, boot)
        .only();
  }

  /** The worst that is wrong; Tools that the guest's own system keeps are as good as any. */
  private static @Nullable String kind(String version, String running) {
    if (version.equals("guestToolsNotInstalled")) {
      return "not-installed";
    }
    if (version.equals("guestToolsBlacklisted")) {
      return "blacklisted";
    }
    if (running.equals("guestToolsNotRunning")) {
      return "not-running";
    }
    return switch (version) {
      case "guestToolsTooOld" -> "too-old";
      case "guestToolsTooNew" -> "too-new";
      default -> null;
    };
  }
}
