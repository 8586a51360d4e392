// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes {@code config.hardware.device}; for one machine. */
final class DeviceXml {
  private static final Map<String, String> CONTROLLER_NAMES =
      Map.of(
          "ParaVirtualSCSIController", "VMware paravirtual SCSI",
          "VirtualLsiLogicController", "LSI Logic",
          "VirtualLsiLogicSASController", "LSI Logic SAS",
          "VirtualBusLogicController", "BusLogic");

  private final VmScenario vm;

  DeviceXml(VmScenario vm) {
    this.vm = vm;
  }

  static XmlElement device(String type, int key, String label, String summary) {
    return XmlElement.typed("device", type)
        .add("key", key)
        .add(
            "deviceInfo",
            XmlElement.named("deviceInfo").add("label", label).add("summary", summary));
  }

  /** Returns all devices with the given disks, as they are now or as a snapshot keeps them. */
  List<XmlElement> all(List<DiskScenario> disks, @Nullable SnapshotScenario snapshot) {
    List<XmlElement> devices = new ArrayList<>();
    addStandard(devices, disks);
    addControllers(devices, disks);
    if (vm.hasCdrom()) {
      devices.add(cdrom());
    }
    for (DiskScenario disk : disks) {
      devices.add(new DiskXml(disk).device(snapshot));
    }
    for (AdapterScenario adapter : vm.adapters()) {
      if (!adapter.isGuestOnly()) {
        devices.add(new AdapterXml(vm, adapter).device());
      }
    }
    for (XmlElement other : vm.otherDevices()) {
      devices.add(other.copy());
    }
    return devices;
  }

  private void addStandard(List<XmlElement> devices, List<DiskScenario> disks) {
    for (int i = 0; i < 2; i++) {
      XmlElement ide =
          device("VirtualIDEController", 200 + i, "IDE " + i, "IDE " + i).add("busNumber", i);
      for (DiskScenario disk : disks) {
        if (disk.bus() == DiskScenario.Bus.IDE && disk.busNumber() == i) {
          ide.add("device", disk.key());
        }
      }
      devices.add(ide);
    }
    devices.add(
        device("VirtualPS2Controller", 300, "PS2 controller 0", "PS2 controller 0")
            .add("busNumber", 0)
            .add("device", 600)
            .add("device", 700));
    devices.add(
        device("VirtualPCIController", 100, "PCI controller 0", "PCI controller 0")
            .add("busNumber", 0));
    devices.add(
        device("VirtualSIOController", 400, "SIO controller 0", "SIO controller 0")
            .add("busNumber", 0));
    devices.add(
        device("VirtualKeyboard", 600, "Keyboard", "Keyboard")
            .add("controllerKey", 300)
            .add("unitNumber", 0));
    devices.add(
        device("VirtualPointingDevice", 700, "Pointing device", "Pointing device; Device")
            .add(
                XmlElement.typed("backing", "VirtualPointingDeviceDeviceBackingInfo")
                    .add("deviceName", "")
                    .add("useAutoDetect", false)
                    .add("hostPointingDevice", "autodetect"))
            .add("controllerKey", 300)
            .add("unitNumber", 1));
    devices.add(
        device("VirtualMachineVideoCard", 500, "Video card", "Video card")
            .add("controllerKey", 100)
            .add("unitNumber", 0)
            .add("videoRamSizeInKB", 16_384)
            .add("useAutoDetect", false));
    devices.add(
        device(
                "VirtualMachineVMCIDevice",
                12_000,
                "VMCI device",
                "Device on the virtual machine PCI bus that provides support for the virtual machine"
                    + " communication interface")
            .add("controllerKey", 100)
            .add("unitNumber", 17)
            .add(
                "id",
                (long) vm.vcenter().chance().number("vmci/" + vm.chanceKey(), 1, 2_000_000_000))
            .add("allowUnrestrictedCommunication", false)
            .add("filterEnable", true));
  }

  private void addControllers(List<XmlElement> devices, List<DiskScenario> disks) {
    Map<Integer, List<DiskScenario>> byController = new TreeMap<>();
    for (DiskScenario disk : disks) {
      if (disk.bus() != DiskScenario.Bus.IDE) {
        byController.computeIfAbsent(disk.controllerKey(), key -> new ArrayList<>()).add(disk);
      }
    }
    int sata = DiskScenario.Bus.SATA.controllerKey;
    if (vm.hasCdrom() && !byController.containsKey(sata)) {
      byController.put(sata, List.of());
    }
    byController.forEach((key, its) -> devices.add(controller(key, its)));
  }

  private XmlElement controller(int key, List<DiskScenario> disks) {
    if (key < 2000) {
      return scsi(key, key - 1000, disks);
    }
    boolean sata = key < 16_000;
    int bus = key - (sata ? 15_000 : 31_000);
    XmlElement controller =
        sata
            ? device("VirtualAHCIController", key, "SATA controller " + bus, "AHCI")
            : device(
                "VirtualNVMEController", key, "NVME controller " + bus, "NVME controller " + bus);
    controller
        .add(slot(sata ? 34 : 256 + bus))
        .add("controllerKey", 100)
        .add("unitNumber", sata ? 24 : 30)
        .add("busNumber", bus);
    disks.forEach(disk -> controller.add("device", disk.key()));
    if (sata && bus == 0 && vm.hasCdrom()) {
      controller.add("device", 16_029);
    }
    return controller;
  }

  private XmlElement scsi(int key, int bus, List<DiskScenario> disks) {
    VmHardwareScenario.Controller kind = vm.scsiController(bus);
    XmlElement controller =
        device(
                kind.type(),
                key,
                "SCSI controller " + bus,
                CONTROLLER_NAMES.getOrDefault(kind.type(), kind.type()))
            .add(slot(160 + 32 * bus))
            .add("controllerKey", 100)
            .add("unitNumber", 3 + bus)
            .add("busNumber", bus);
    disks.forEach(disk -> controller.add("device", disk.key()));
    return controller
        .add("hotAddRemove", true)
        .add("sharedBus", kind.sharedBus())
        .add("scsiCtlrUnitNumber", 7);
  }

  static XmlElement slot(int number) {
    return XmlElement.typed("slotInfo", "VirtualDevicePciBusSlotInfo").add("pciSlotNumber", number);
  }

  private XmlElement cdrom() {
    String iso = vm.iso();
    XmlElement backing =
        iso == null
            ? XmlElement.typed("backing", "VirtualCdromRemotePassthroughBackingInfo")
                .add("deviceName", "")
                .add("useAutoDetect", false)
                .add("exclusive", false)
            : XmlElement.typed("backing", "VirtualCdromIsoBackingInfo")
                .add("fileName", iso)
                .add("datastore", vm.datastore().reference());
    return device(
            "VirtualCdrom", 16_029, "CD/DVD drive 1", iso == null ? "Remote ATAPI" : "ISO " + iso)
        .add(backing)
        .add(connectable(iso != null, iso != null))
        .add("controllerKey", 15_000)
        .add("unitNumber", 29);
  }

  static XmlElement connectable(boolean startConnected, boolean connected) {
    return XmlElement.named("connectable")
        .add("startConnected", startConnected)
        .add("allowGuestControl", true)
        .add("connected", connected)
        .add("status", connected ? "ok" : "untried");
  }
}
