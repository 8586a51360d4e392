// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import java.util.Set;

/**
 * What vim25 can say where a check, a profile or a repair decides by it, as of API 9.1. Whatever
 * else comes is newer than we are: it is counted and named, and what rests on it is undetermined.
 * Enumerations that nobody decides by, and strings that vCenter documents as open (guest ids,
 * extension keys, how Tools were installed), are taken as they come. The four states that have an
 * enumeration of their own in the inventory are not here.
 */
enum Known {
  /** {@code VirtualSCSIController.sharedBus}, and that of an NVMe controller. */
  BUS_SHARING("VirtualSCSISharing", "noSharing", "virtualSharing", "physicalSharing"),
  DISK_MODE(
      "VirtualDiskMode",
      "persistent",
      "nonpersistent",
      "undoable",
      "independent_persistent",
      "independent_nonpersistent",
      "append"),
  DISK_SHARING("VirtualDiskSharing", "sharingNone", "sharingMultiWriter"),
  COMPATIBILITY("VirtualDiskCompatibilityMode", "virtualMode", "physicalMode"),
  DELTA_FORMAT("VirtualDiskDeltaDiskFormat", "redoLogFormat", "nativeFormat", "seSparseFormat"),
  MAC_TYPE("VirtualEthernetCardMacType", "manual", "generated", "assigned"),
  TOOLS_RUNNING(
      "VirtualMachineToolsRunningStatus",
      "guestToolsNotRunning",
      "guestToolsRunning",
      "guestToolsExecutingScripts"),
  TOOLS_VERSION(
      "VirtualMachineToolsVersionStatus",
      "guestToolsNotInstalled",
      "guestToolsNeedUpgrade",
      "guestToolsCurrent",
      "guestToolsUnmanaged",
      "guestToolsTooOld",
      "guestToolsSupportedOld",
      "guestToolsSupportedNew",
      "guestToolsTooNew",
      "guestToolsBlacklisted"),
  FAULT_TOLERANCE(
      "VirtualMachineFaultToleranceState",
      "notConfigured",
      "disabled",
      "enabled",
      "needSecondary",
      "starting",
      "running"),
  FIRMWARE("GuestOsDescriptorFirmwareType", "bios", "efi", "csm"),
  CRYPTO_STATE("VirtualMachineCryptoState", "unlocked", "locked"),
  LATENCY("LatencySensitivitySensitivityLevel", "low", "normal", "medium", "high", "custom"),
  UPGRADE_POLICY(
      "ScheduledHardwareUpgradeInfoHardwareUpgradePolicy", "never", "onSoftPowerOff", "always"),
  UPGRADE_STATUS(
      "ScheduledHardwareUpgradeInfoHardwareUpgradeStatus", "none", "pending", "success", "failed"),
  ADDRESS_STATE(
      "NetIpConfigInfoIpAddressStatus",
      "preferred",
      "deprecated",
      "invalid",
      "inaccessible",
      "unknown",
      "tentative",
      "duplicate"),
  STANDBY("HostStandbyMode", "entering", "exiting", "in", "none"),
  DATASTORE_MODE(
      "DatastoreSummaryMaintenanceModeState", "normal", "enteringMaintenance", "inMaintenance"),
  FILE_SYSTEM(
      "HostFileSystemVolumeFileSystemType",
      "VMFS",
      "NFS",
      "NFS41",
      "CIFS",
      "vsan",
      "VFFS",
      "VVOL",
      "PMEM",
      "vsanD",
      "OTHER"),
  PORT_GROUP("DistributedVirtualPortgroupBackingType", "standard", "nsx"),
  LAYOUT_FILE(
      "VirtualMachineFileLayoutExFileType",
      "config",
      "extendedConfig",
      "diskDescriptor",
      "diskExtent",
      "digestDescriptor",
      "digestExtent",
      "diskReplicationState",
      "log",
      "stat",
      "namespaceData",
      "dataSetsDiskModeStore",
      "dataSetsVmModeStore",
      "nvram",
      "snapshotData",
      "snapshotMemory",
      "snapshotList",
      "snapshotManifestList",
      "suspend",
      "suspendMemory",
      "swap",
      "uwswap",
      "core",
      "screenshot",
      "ftMetadata",
      "guestCustomization"),
  /** Classes of devices. */
  DEVICE(
      "VirtualDevice",
      "ParaVirtualSCSIController",
      "VirtualAHCIController",
      "VirtualBusLogicController",
      "VirtualCdrom",
      "VirtualController",
      "VirtualDevice",
      "VirtualDisk",
      "VirtualE1000",
      "VirtualE1000e",
      "VirtualEnsoniq1371",
      "VirtualEthernetCard",
      "VirtualFloppy",
      "VirtualHdAudioCard",
      "VirtualIDEController",
      "VirtualKeyboard",
      "VirtualLsiLogicController",
      "VirtualLsiLogicSASController",
      "VirtualMachineVMCIDevice",
      "VirtualMachineVMIROM",
      "VirtualMachineVideoCard",
      "VirtualNVDIMM",
      "VirtualNVDIMMController",
      "VirtualNVMEController",
      "VirtualPCIController",
      "VirtualPCIPassthrough",
      "VirtualPCNet32",
      "VirtualPS2Controller",
      "VirtualParallelPort",
      "VirtualPointingDevice",
      "VirtualPrecisionClock",
      "VirtualSATAController",
      "VirtualSCSIController",
      "VirtualSCSIPassthrough",
      "VirtualSIOController",
      "VirtualSerialPort",
      "VirtualSoundBlaster16",
      "VirtualSoundCard",
      "VirtualSriovEthernetCard",
      "VirtualTPM",
      "VirtualUSB",
      "VirtualUSBController",
      "VirtualUSBXHCIController",
      "VirtualVmxnet",
      "VirtualVmxnet2",
      "VirtualVmxnet3",
      "VirtualVmxnet3Vrdma",
      "VirtualWDT"),
  /** Classes of what a disk, an adapter or a passed-through device stands on. */
  BACKING(
      "VirtualDeviceBackingInfo",
      "VirtualDiskFlatVer1BackingInfo",
      "VirtualDiskFlatVer2BackingInfo",
      "VirtualDiskLocalPMemBackingInfo",
      "VirtualDiskPartitionedRawDiskVer2BackingInfo",
      "VirtualDiskRawDiskMappingVer1BackingInfo",
      "VirtualDiskRawDiskVer2BackingInfo",
      "VirtualDiskSeSparseBackingInfo",
      "VirtualDiskSparseVer1BackingInfo",
      "VirtualDiskSparseVer2BackingInfo",
      "VirtualEthernetCardDistributedVirtualPortBackingInfo",
      "VirtualEthernetCardLegacyNetworkBackingInfo",
      "VirtualEthernetCardNetworkBackingInfo",
      "VirtualEthernetCardOpaqueNetworkBackingInfo",
      "VirtualSriovEthernetCardSriovBackingInfo",
      "VirtualPCIPassthroughDeviceBackingInfo",
      "VirtualPCIPassthroughDvxBackingInfo",
      "VirtualPCIPassthroughDynamicBackingInfo",
      "VirtualPCIPassthroughPluginBackingInfo",
      "VirtualPCIPassthroughVmiopBackingInfo");

  private final String type;
  private final Set<String> words;

  Known(String type, String... words) {
    this.type = type;
    this.words = Set.of(words);
  }

  /** The type as vim25 names it. */
  String type() {
    return type;
  }

  /** True for what we know. */
  boolean has(String word) {
    return words.contains(word);
  }
}
