// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.ExtraConfig;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.GuestInfo;
import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.HardwareUpgrade;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.ToolsConfig;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmActivity;
import io.vpreflight.vsphere.inventory.VmCapability;
import io.vpreflight.vsphere.inventory.VmConfig;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmOptions;
import io.vpreflight.vsphere.inventory.VmOrigin;
import io.vpreflight.vsphere.inventory.VmPlacement;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmQuestion;
import io.vpreflight.vsphere.inventory.VmRuntime;
import io.vpreflight.vsphere.inventory.VmStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A healthy virtual machine: running for ten days, Tools running, one address, tracked, no
 * snapshot. Fields are public, so that a test sets the one that it is about; null is unset.
 */
public final class AVm {
  public final MoRef ref;
  public @Nullable String name;
  public @Nullable MoRef parent = AnInventory.VM_FOLDER;
  public @Nullable MoRef parentVApp;
  public @Nullable MoRef resourcePool = new MoRef("ResourcePool", "resgroup-1");
  public List<MoRef> datastore = new ArrayList<>(List.of(AnInventory.DATASTORE));
  public List<MoRef> network = new ArrayList<>(List.of(AnInventory.NETWORK));
  public @Nullable String instanceUuid;
  public @Nullable String uuid;
  public @Nullable Boolean template = false;
  public @Nullable String version = "vmx-19";
  public @Nullable String guestId = "rhel9_64Guest";
  public @Nullable String changeVersion = "2026-11-01T00:00:00Z";
  public @Nullable Boolean changeTrackingEnabled = true;
  public @Nullable Instant createDate = AnInventory.NOW.minus(Duration.ofDays(300));
  public @Nullable String annotation = "";
  public @Nullable String vmPathName;
  public @Nullable ManagedBy managedBy;
  public boolean replicated;
  public @Nullable FaultToleranceInfo ftInfo;
  public @Nullable VmOptions options =
      new VmOptions(
          "efi", false, false, new HardwareUpgrade("never", null, "none", null), null, "normal");
  public @Nullable ToolsConfig tools = new ToolsConfig("manual", null, false, null);
  public boolean hardwareUnset;
  public final List<VirtualDisk> disks = new ArrayList<>();
  public final List<VirtualController> controllers =
      new ArrayList<>(
          List.of(new VirtualController(1000, "ParaVirtualSCSIController", 0, "noSharing")));
  public final List<EthernetCard> adapters = new ArrayList<>();
  public final List<OtherDevice> others = new ArrayList<>();
  public final Map<String, String> extraConfig = new HashMap<>();
  public boolean extraConfigComplete = true;
  public @Nullable VmConnectionState connectionState = VmConnectionState.CONNECTED;
  public @Nullable VmPowerState powerState = VmPowerState.POWERED_ON;
  public @Nullable MoRef host = AnInventory.HOST;
  public @Nullable Instant bootTime = AnInventory.NOW.minus(Duration.ofDays(10));
  public @Nullable Boolean cleanPowerOff;
  public @Nullable Boolean consolidationNeeded = false;
  public @Nullable Boolean snapshotInBackground = false;
  public @Nullable VmQuestion question;
  public @Nullable String faultToleranceState = "notConfigured";
  public @Nullable Boolean toolsInstallerMounted = false;
  public @Nullable String cryptoState;
  public @Nullable Boolean instantCloneFrozen = false;
  public @Nullable String toolsRunningStatus = "guestToolsRunning";
  public @Nullable String toolsVersionStatus2 = "guestToolsCurrent";
  public @Nullable String toolsInstallType = "guestToolsTypeMSI";
  public @Nullable String hostName = "guest.example.org";
  public @Nullable String ipAddress = "10.0.0.5";
  public @Nullable List<GuestNic> net;
  public @Nullable String guestState = "running";
  public @Nullable String heartbeat = "green";
  public @Nullable SnapshotInfo snapshot;
  public @Nullable FileLayout layoutEx;
  public @Nullable Boolean changeTrackingSupported = true;
  public @Nullable List<String> disabledMethod = new ArrayList<>(List.of("MakePrimaryVM_Task"));
  public List<MoRef> recentTask = new ArrayList<>();
  public final Map<String, String> customValues = new HashMap<>();
  public final Map<String, String> unreadable = new HashMap<>();

  private AVm(String moId, @Nullable String name) {
    this.ref = new MoRef("VirtualMachine", moId);
    this.name = name;
    this.instanceUuid = UUID.nameUUIDFromBytes(("instance " + moId).getBytes(UTF_8)).toString();
    this.uuid = UUID.nameUUIDFromBytes(("bios " + moId).getBytes(UTF_8)).toString();
    this.vmPathName = "[vmfs01] " + name + "/" + name + ".vmx";
    this.extraConfig.put("ctkenabled", "TRUE");
    this.adapters.add(
        new EthernetCard(
            4000,
            "VirtualVmxnet3",
            "Network adapter 1",
            "00:50:56:80:00:01",
            "assigned",
            new NetworkBacking(
                "VirtualEthernetCardNetworkBackingInfo",
                AnInventory.NETWORK,
                "VM Network",
                null,
                null),
            true,
            true));
    this.net =
        new ArrayList<>(
            List.of(
                new GuestNic(
                    "VM Network",
                    "00:50:56:80:00:01",
                    true,
                    4000,
                    List.of(new GuestIp("10.0.0.5", 24, "preferred", "dhcp")))));
    disk(2000, 0);
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  /** A machine of that name; the moId is {@code vm-<name>}. */
  public static AVm named(String name) {
    return new AVm("vm-" + name.toLowerCase(Locale.ROOT), name);
  }

  /** Adds a healthy, tracked disk of 40 GiB on the first SCSI controller. */
  public AVm disk(int key, int unit) {
    disks.add(
        aDisk(
            key, unit, "[vmfs01] " + name + "/" + name + (unit == 0 ? "" : "_" + unit) + ".vmdk"));
    extraConfig.put("scsi0:" + unit + ".ctkenabled", "TRUE");
    return this;
  }

  /** A disk of 40 GiB on the first SCSI controller, with that file. */
  public static VirtualDisk aDisk(int key, int unit, String fileName) {
    return new VirtualDisk(
        key, "Hard disk " + (key - 1999), 1000, unit, 40L << 30, aBacking(fileName), List.of());
  }

  /** An ordinary thin backing of that file. */
  public static DiskBacking aBacking(String fileName) {
    return new DiskBacking(
        "VirtualDiskFlatVer2BackingInfo",
        fileName,
        AnInventory.DATASTORE,
        "persistent",
        "sharingNone",
        UUID.nameUUIDFromBytes(fileName.getBytes(UTF_8)).toString(),
        null,
        null,
        null,
        true,
        null,
        null);
  }

  /** The property was asked for and not given. */
  public AVm unreadable(Property property, String faultClass) {
    unreadable.put(property.path(), faultClass);
    return this;
  }

  /** vCenter sent a value there that nobody here knows. */
  public AVm unknown(String path, String typeAndValue) {
    unreadable.put(path, Unreadable.UNKNOWN + typeAndValue);
    return this;
  }

  /** The machine. */
  public VirtualMachine build() {
    return new VirtualMachine(
        ref,
        name == null ? ref.moId() : name,
        new VmPlacement(
            parent, parentVApp, resourcePool, datastore, network, new VmStorage(null, null)),
        new VmConfig(
            instanceUuid,
            uuid,
            template,
            version,
            guestId,
            changeVersion,
            changeTrackingEnabled,
            new VmOrigin(createDate, annotation, vmPathName, managedBy, replicated, ftInfo),
            options == null ? new VmOptions(null, null, null, null, null, null) : options,
            tools,
            hardwareUnset ? null : new Hardware(2, 4096, disks, controllers, adapters, others),
            new ExtraConfig(extraConfig, extraConfigComplete)),
        new VmRuntime(
            connectionState,
            powerState,
            host,
            bootTime,
            cleanPowerOff,
            consolidationNeeded,
            snapshotInBackground,
            question,
            faultToleranceState,
            toolsInstallerMounted,
            cryptoState,
            instantCloneFrozen),
        new GuestInfo(
            toolsRunningStatus,
            toolsVersionStatus2,
            "12389",
            toolsInstallType,
            hostName,
            ipAddress,
            net,
            guestState,
            heartbeat),
        snapshot,
        layoutEx,
        new VmCapability(changeTrackingSupported),
        new VmActivity(disabledMethod, recentTask),
        customValues,
        unreadable.isEmpty() ? Unreadable.NONE : new Unreadable(unreadable));
  }
}
