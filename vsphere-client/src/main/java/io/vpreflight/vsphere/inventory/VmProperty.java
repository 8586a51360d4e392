// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read of a virtual machine. {@code name} and {@code parent} are read always. */
public enum VmProperty implements Property {
  NAME(null, "name"),
  PARENT(null, "parent"),
  PARENT_VAPP(null, "parentVApp"),
  RESOURCE_POOL(null, "resourcePool"),
  DATASTORE(null, "datastore"),
  NETWORK(null, "network"),
  INSTANCE_UUID(null, "config.instanceUuid"),
  BIOS_UUID(null, "config.uuid"),
  TEMPLATE(null, "config.template"),
  HARDWARE_VERSION(null, "config.version"),
  GUEST_ID(null, "config.guestId"),
  CHANGE_VERSION(null, "config.changeVersion"),
  CHANGE_TRACKING_ENABLED(null, "config.changeTrackingEnabled"),
  CREATE_DATE("6.7", "config.createDate"),
  ANNOTATION(null, "config.annotation"),
  VM_PATH_NAME(null, "config.files.vmPathName"),
  MANAGED_BY(null, "config.managedBy"),
  REP_CONFIG(null, "config.repConfig"),
  FT_INFO(null, "config.ftInfo"),
  FIRMWARE(null, "config.firmware"),
  SECURE_BOOT("6.5", "config.bootOptions.efiSecureBootEnabled"),
  REBOOT_POWER_OFF("8.0.0.1", "config.rebootPowerOff"),
  SCHEDULED_HARDWARE_UPGRADE(null, "config.scheduledHardwareUpgradeInfo"),
  ENCRYPTION_KEY("6.5", "config.keyId"),
  LATENCY_SENSITIVITY(null, "config.latencySensitivity"),
  TOOLS_CONFIG(null, "config.tools"),
  NUM_CPU(null, "config.hardware.numCPU"),
  MEMORY_MB(null, "config.hardware.memoryMB"),
  DEVICES(null, "config.hardware.device"),
  /** Keys that tell what a virtual machine is for. */
  EXTRA_CONFIG_ROLE(null, "config.extraConfig[\"HDCS.agent\"]"),
  EXTRA_CONFIG_POWER_CYCLE(null, "config.extraConfig[\"vmx.reboot.PowerCycle\"]"),
  /**
   * The tracking keys of the virtual machine and of its likeliest disks; for the others the whole
   * array is read.
   */
  EXTRA_CONFIG_TRACKING(
      null,
      "config.extraConfig[\"ctkEnabled\"]",
      "config.extraConfig[\"ctkDisallowed\"]",
      "config.extraConfig[\"scsi0:0.ctkEnabled\"]",
      "config.extraConfig[\"scsi0:1.ctkEnabled\"]",
      "config.extraConfig[\"scsi0:2.ctkEnabled\"]",
      "config.extraConfig[\"scsi0:3.ctkEnabled\"]",
      "config.extraConfig[\"scsi1:0.ctkEnabled\"]",
      "config.extraConfig[\"sata0:0.ctkEnabled\"]",
      "config.extraConfig[\"nvme0:0.ctkEnabled\"]"),
  /** The whole array; only keys that matter are kept. Never {@code guestinfo.*}. */
  EXTRA_CONFIG_ALL(null, "config.extraConfig"),
  CONNECTION_STATE(null, "runtime.connectionState"),
  POWER_STATE(null, "runtime.powerState"),
  HOST(null, "runtime.host"),
  BOOT_TIME(null, "runtime.bootTime"),
  CLEAN_POWER_OFF(null, "runtime.cleanPowerOff"),
  CONSOLIDATION_NEEDED(null, "runtime.consolidationNeeded"),
  SNAPSHOT_IN_BACKGROUND(null, "runtime.snapshotInBackground"),
  QUESTION(null, "runtime.question"),
  FAULT_TOLERANCE_STATE(null, "runtime.faultToleranceState"),
  TOOLS_INSTALLER_MOUNTED(null, "runtime.toolsInstallerMounted"),
  CRYPTO_STATE("6.7", "runtime.cryptoState"),
  INSTANT_CLONE_FROZEN("6.7", "runtime.instantCloneFrozen"),
  TOOLS_RUNNING_STATUS(null, "guest.toolsRunningStatus"),
  TOOLS_VERSION_STATUS(null, "guest.toolsVersionStatus2"),
  TOOLS_VERSION(null, "guest.toolsVersion"),
  TOOLS_INSTALL_TYPE("6.5", "guest.toolsInstallType"),
  GUEST_HOST_NAME(null, "guest.hostName"),
  GUEST_IP_ADDRESS(null, "guest.ipAddress"),
  GUEST_NET(null, "guest.net"),
  GUEST_STATE(null, "guest.guestState"),
  GUEST_HEARTBEAT(null, "guestHeartbeatStatus"),
  STORAGE(null, "summary.storage"),
  SNAPSHOT(null, "snapshot"),
  LAYOUT(null, "layoutEx"),
  CHANGE_TRACKING_SUPPORTED(null, "capability.changeTrackingSupported"),
  DISABLED_METHOD(null, "disabledMethod"),
  RECENT_TASK(null, "recentTask"),
  CUSTOM_VALUE(null, "customValue");

  private final List<String> paths;
  private final @Nullable ApiVersion since;

  VmProperty(@Nullable String since, String... paths) {
    this.since = since == null ? null : new ApiVersion(since);
    this.paths = List.of(paths);
  }

  @Override
  public String type() {
    return "VirtualMachine";
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public @Nullable ApiVersion since() {
    return since;
  }
}
