// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.List;

/** Writes {@code config}, of a machine and of its snapshots; for one machine. */
final class VmConfigXml {
  private final VmScenario vm;

  VmConfigXml(VmScenario vm) {
    this.vm = vm;
  }

  XmlElement config() {
    XmlElement config = head(false);
    DeviceXml devices = new DeviceXml(vm);
    hardware(config, devices.all(vm.disks(), null));
    tail(config);
    new ExtraConfigXml(vm).addTo(config);
    config.add(
        "datastoreUrl",
        XmlElement.named("datastoreUrl")
            .add("name", vm.datastore().encodedName())
            .add("url", "/vmfs/volumes/" + vm.datastore().volume() + "/"));
    config.add("swapPlacement", "inherit").add(bootOptions());
    if (vm.ftInfo() != null) {
      config.add(vm.ftInfo());
    }
    return config
        .add("changeTrackingEnabled", vm.isChangeTracking())
        .add("firmware", vm.firmware())
        .add(vm.managedBy())
        .add("nestedHVEnabled", false)
        .add(
            "scheduledHardwareUpgradeInfo",
            XmlElement.named("scheduledHardwareUpgradeInfo")
                .add("upgradePolicy", "never")
                .add("scheduledHardwareUpgradeStatus", "none"));
  }

  XmlElement snapshotConfig(SnapshotScenario snapshot) {
    XmlElement config = head(true);
    hardware(config, new DeviceXml(vm).all(snapshot.disks(), snapshot));
    tail(config);
    config.add(
        XmlElement.typed("extraConfig", "OptionValue")
            .add("key", "nvram")
            .addAny("value", vm.encodedName() + ".nvram"));
    return config
        .add(bootOptions())
        .add("changeTrackingEnabled", vm.isChangeTracking())
        .add("firmware", vm.firmware());
  }

  private XmlElement head(boolean snapshot) {
    XmlElement config =
        XmlElement.typed("val", "VirtualMachineConfigInfo")
            .add("changeVersion", vm.createdAt().plusSeconds(3600))
            .add("modified", "1970-01-01T00:00:00Z")
            .add("name", vm.encodedName())
            .add("guestFullName", vm.guestFullName())
            .add("version", vm.hardwareVersion())
            .add("uuid", vm.biosUuid());
    if (!snapshot) {
      config.add("createDate", vm.createdAt()).add("instanceUuid", vm.instanceUuid());
    }
    return config
        .add("template", vm.isTemplate())
        .add("guestId", vm.guestId())
        .add("annotation", vm.annotation())
        .add(files())
        .add(tools())
        .add(flags())
        .add(powerOps())
        .add("rebootPowerOff", false);
  }

  private XmlElement files() {
    String directory = vm.path("");
    return XmlElement.named("files")
        .add("vmPathName", vm.vmxPath())
        .add("snapshotDirectory", directory)
        .add("suspendDirectory", directory)
        .add("logDirectory", directory);
  }

  private XmlElement tools() {
    return XmlElement.named("tools")
        .add("toolsVersion", vm.toolsVersion())
        .add("toolsInstallType", "guestToolsTypeOpenVMTools")
        .add("toolsUpgradePolicy", "manual")
        .add("syncTimeWithHostAllowed", true)
        .add("syncTimeWithHost", false)
        .add("lastInstallInfo", XmlElement.named("lastInstallInfo").add("counter", 0));
  }

  private static XmlElement flags() {
    return XmlElement.named("flags")
        .add("enableLogging", true)
        .add("monitorType", "release")
        .add("snapshotDisabled", false)
        .add("snapshotLocked", false)
        .add("diskUuidEnabled", true)
        .add("vbsEnabled", false);
  }

  private static XmlElement powerOps() {
    return XmlElement.named("defaultPowerOps")
        .add("powerOffType", "soft")
        .add("suspendType", "hard")
        .add("resetType", "soft")
        .add("standbyAction", "checkpoint");
  }

  private void hardware(XmlElement config, List<XmlElement> devices) {
    XmlElement hardware =
        XmlElement.named("hardware")
            .add("numCPU", vm.cpus())
            .add("numCoresPerSocket", 1)
            .add("memoryMB", vm.memoryMiB());
    devices.forEach(hardware::add);
    config.add(hardware);
  }

  private void tail(XmlElement config) {
    config
        .add(allocation("cpuAllocation", 1000 * vm.cpus()))
        .add(allocation("memoryAllocation", 10 * vm.memoryMiB()))
        .add("latencySensitivity", XmlElement.named("latencySensitivity").add("level", "normal"))
        .add("memoryHotAddEnabled", false)
        .add("cpuHotAddEnabled", false)
        .add("cpuHotRemoveEnabled", false);
  }

  private XmlElement bootOptions() {
    return XmlElement.named("bootOptions")
        .add("bootDelay", 0L)
        .add("enterBIOSSetup", false)
        .add("efiSecureBootEnabled", vm.firmware().equals("efi") && vm.isSecureBoot());
  }

  static XmlElement allocation(String name, int shares) {
    return XmlElement.named(name)
        .add("reservation", 0L)
        .add("expandableReservation", false)
        .add("limit", -1L)
        .add("shares", XmlElement.named("shares").add("shares", shares).add("level", "normal"));
  }
}
