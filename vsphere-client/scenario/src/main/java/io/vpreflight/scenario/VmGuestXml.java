// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

/** Writes {@code guest}; for one machine. */
final class VmGuestXml {
  private final VmScenario vm;

  VmGuestXml(VmScenario vm) {
    this.vm = vm;
  }

  XmlElement guest() {
    boolean running = vm.areToolsRunning();
    boolean installed = !vm.toolsVersionStatus().equals("guestToolsNotInstalled");
    boolean windows = vm.guestId().startsWith("win");
    XmlElement guest =
        XmlElement.typed("val", "GuestInfo")
            .add("toolsStatus", toolsStatus(installed, running))
            .add("toolsVersionStatus", legacyVersionStatus())
            .add("toolsVersionStatus2", vm.toolsVersionStatus())
            .add("toolsRunningStatus", vm.toolsRunningStatus())
            .add("toolsVersion", vm.toolsVersion());
    if (installed) {
      guest.add("toolsInstallType", windows ? "guestToolsTypeMSI" : "guestToolsTypeOpenVMTools");
    }
    if (running) {
      guest
          .add("guestId", vm.guestId())
          .add("guestFamily", windows ? "windowsGuest" : "linuxGuest")
          .add("guestFullName", vm.guestFullName());
    }
    guest.add("hostName", vm.hostName()).add("ipAddress", vm.ipAddress());
    if (running) {
      for (AdapterScenario adapter : vm.adapters()) {
        if (adapter.isSeenByGuest()) {
          guest.add(new AdapterXml(vm, adapter).guestNet());
        }
      }
      for (DiskScenario disk : vm.disks()) {
        guest.add(
            "disk",
            XmlElement.named("disk")
                .add("diskPath", path(windows, disk.index()))
                .add("capacity", disk.capacityBytes())
                .add("freeSpace", disk.capacityBytes() / 100 * 45)
                .add("mappings", XmlElement.named("mappings").add("key", disk.key())));
      }
    }
    boolean operations = running && installed;
    return guest
        .add("guestState", vm.isPoweredOn() ? (running ? "running" : "unknown") : "notRunning")
        .add("appHeartbeatStatus", "appStatusGray")
        .add("guestKernelCrashed", false)
        .add("appState", "none")
        .add("guestOperationsReady", operations)
        .add("interactiveGuestOperationsReady", false)
        .add("guestStateChangeSupported", operations);
  }

  private static String path(boolean windows, int index) {
    if (windows) {
      return (char) ('C' + index) + ":\\";
    }
    return index == 0 ? "/" : "/data" + index;
  }

  private String toolsStatus(boolean installed, boolean running) {
    if (!installed) {
      return "toolsNotInstalled";
    }
    if (!running) {
      return "toolsNotRunning";
    }
    return vm.toolsVersionStatus().contains("Old")
            || vm.toolsVersionStatus().contains("NeedUpgrade")
        ? "toolsOld"
        : "toolsOk";
  }

  private String legacyVersionStatus() {
    return switch (vm.toolsVersionStatus()) {
      case "guestToolsSupportedOld", "guestToolsTooOld" -> "guestToolsNeedUpgrade";
      case "guestToolsSupportedNew", "guestToolsTooNew", "guestToolsBlacklisted" ->
          "guestToolsUnmanaged";
      default -> vm.toolsVersionStatus();
    };
  }
}
