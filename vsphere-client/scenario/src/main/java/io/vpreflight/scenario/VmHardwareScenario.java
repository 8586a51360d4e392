// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The virtual hardware half of {@link VmScenario}; mutable, for one thread. */
public abstract sealed class VmHardwareScenario extends EntityScenario<VmScenario>
    permits VmGuestScenario {
  private int cpus = 2;
  private int memoryMiB = 4096;
  private String hardwareVersion = "vmx-19";
  private String guestId = "rhel9_64Guest";
  private String guestFullName = "Red Hat Enterprise Linux 9 (64-bit)";
  private String firmware = "efi";
  private boolean secureBoot = true;
  private boolean noDisks;
  private boolean noAdapters;
  private boolean cdrom = true;
  private @Nullable String iso;
  private final List<DiskScenario> disks = new ArrayList<>(2);
  private final List<AdapterScenario> adapters = new ArrayList<>(1);
  private final Map<Integer, Controller> scsiControllers = new LinkedHashMap<>(0);
  private final List<XmlElement> otherDevices = new ArrayList<>(0);

  record Controller(String type, String sharedBus) {}

  VmHardwareScenario(VCenterScenario vcenter, String name, FolderScenario parent) {
    super(vcenter, vcenter.ids().next("VirtualMachine", "vm-", ""), name, parent);
  }

  /** Sets the number of virtual processors. */
  public VmScenario cpus(int number) {
    cpus = number;
    return self();
  }

  /** Sets the memory in MiB. */
  public VmScenario memoryMiB(int mebibytes) {
    memoryMiB = mebibytes;
    return self();
  }

  /** Sets the hardware version, such as {@code vmx-13}. */
  public VmScenario hardwareVersion(String version) {
    hardwareVersion = version;
    return self();
  }

  /** Sets the configured operating system, its id and full name. */
  public VmScenario guest(String id, String fullName) {
    guestId = id;
    guestFullName = fullName;
    return self();
  }

  /** Sets the firmware, bios or efi, and secure boot. */
  public VmScenario firmware(String kind, boolean withSecureBoot) {
    firmware = kind;
    secureBoot = withSecureBoot;
    return self();
  }

  /** Adds a thin disk of 40 GiB at the next free SCSI address. */
  public VmScenario disk() {
    return disk(disk -> {});
  }

  /** Adds a disk and lets the caller fill it; a machine without any is given one. */
  public VmScenario disk(Consumer<DiskScenario> filling) {
    noDisks = false;
    DiskScenario disk = new DiskScenario(self(), disks.size());
    disks.add(disk);
    filling.accept(disk);
    return self();
  }

  /** Leaves the machine without disks. */
  public VmScenario noDisks() {
    noDisks = true;
    disks.clear();
    return self();
  }

  /** Returns the disks, making the default one where none was added. */
  public List<DiskScenario> disks() {
    if (disks.isEmpty() && !noDisks) {
      disks.add(new DiskScenario(self(), 0));
    }
    return disks;
  }

  /** Returns the disk at an index from 0. */
  public DiskScenario diskAt(int index) {
    return disks().get(index);
  }

  /** Adds an adapter and lets the caller fill it; a machine without any is given one. */
  public VmScenario adapter(Consumer<AdapterScenario> filling) {
    noAdapters = false;
    AdapterScenario adapter = new AdapterScenario(self(), adapters.size());
    adapters.add(adapter);
    filling.accept(adapter);
    return self();
  }

  /** Leaves the machine without network adapters. */
  public VmScenario noAdapters() {
    noAdapters = true;
    adapters.clear();
    return self();
  }

  List<AdapterScenario> adapters() {
    if (adapters.isEmpty() && !noAdapters) {
      adapters.add(new AdapterScenario(self(), 0));
    }
    return adapters;
  }

  /**
   * Sets the class of a SCSI controller, such as {@code VirtualLsiLogicSASController}, and how its
   * bus is shared: noSharing, virtualSharing or physicalSharing.
   */
  public VmScenario scsiController(int bus, String deviceClass, String sharedBus) {
    scsiControllers.put(bus, new Controller(deviceClass, sharedBus));
    return self();
  }

  /** Leaves the CD drive out. */
  public VmScenario noCdrom() {
    cdrom = false;
    return self();
  }

  /** Puts an ISO file into the CD drive. */
  public VmScenario iso(String path) {
    iso = path;
    return self();
  }

  /** Adds any device; key, label and the rest are the caller's. */
  public VmScenario device(XmlElement device) {
    otherDevices.add(device.renamed("device"));
    return self();
  }

  /** Adds a PCI device of the host that the machine drives itself. */
  public VmScenario pciPassthrough() {
    return device(
        DeviceXml.device("VirtualPCIPassthrough", 13_000, "PCI device 0", "")
            .add(
                XmlElement.typed("backing", "VirtualPCIPassthroughDeviceBackingInfo")
                    .add("deviceName", "")
                    .add("id", "0000:3b:00.0")
                    .add("deviceId", "1572")
                    .add("systemId", "61f2c0de-0000-0000-0000-0cc47a000001")
                    .add("vendorId", -32_634))
            .add("controllerKey", 100)
            .add("unitNumber", 18));
  }

  /** Adds a part of a shared graphics card. */
  public VmScenario virtualGpu(String profile) {
    return device(
        DeviceXml.device(
                "VirtualPCIPassthrough", 13_001, "PCI device 1", "NVIDIA GRID vGPU " + profile)
            .add(
                XmlElement.typed("backing", "VirtualPCIPassthroughVmiopBackingInfo")
                    .add("vgpu", profile))
            .add("controllerKey", 100)
            .add("unitNumber", 19));
  }

  /** Adds a virtual TPM. */
  public VmScenario tpm() {
    return device(DeviceXml.device("VirtualTPM", 11_000, "Virtual TPM", "Trusted Platform Module"));
  }

  /** Adds a module of persistent memory, of a size in MiB. */
  public VmScenario nvdimm(long mebibytes) {
    device(
        DeviceXml.device(
                "VirtualNVDIMMController", 50_000, "NVDIMM controller", "NVDIMM controller")
            .add("busNumber", 0)
            .add("device", 51_000));
    return device(
        DeviceXml.device("VirtualNVDIMM", 51_000, "NVDIMM 1", mebibytes + " MB")
            .add("controllerKey", 50_000)
            .add("unitNumber", 0)
            .add("capacityInMB", mebibytes));
  }

  /** Adds a USB device of the host. */
  public VmScenario usb() {
    device(
        DeviceXml.device(
                "VirtualUSBXHCIController", 14_000, "USB xHCI controller", "USB xHCI controller")
            .add("controllerKey", 100)
            .add("unitNumber", 23)
            .add("busNumber", 0)
            .add("autoConnectDevices", false));
    return device(
        DeviceXml.device("VirtualUSB", 14_001, "USB 1", "Licence dongle")
            .add(
                XmlElement.typed("backing", "VirtualUSBUSBBackingInfo")
                    .add("deviceName", "path:1/0/1 version:1"))
            .add("controllerKey", 14_000)
            .add("unitNumber", 0)
            .add("connected", true)
            .add("vendor", 1_133)
            .add("product", 49_970));
  }

  int cpus() {
    return cpus;
  }

  int memoryMiB() {
    return memoryMiB;
  }

  String hardwareVersion() {
    return hardwareVersion;
  }

  String guestId() {
    return guestId;
  }

  String guestFullName() {
    return guestFullName;
  }

  String firmware() {
    return firmware;
  }

  boolean isSecureBoot() {
    return secureBoot;
  }

  boolean hasCdrom() {
    return cdrom;
  }

  @Nullable String iso() {
    return iso;
  }

  Controller scsiController(int bus) {
    return scsiControllers.getOrDefault(
        bus, new Controller("ParaVirtualSCSIController", "noSharing"));
  }

  List<XmlElement> otherDevices() {
    return otherDevices;
  }
}
