// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.ExtraConfig;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.GuestInfo;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.HardwareUpgrade;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.ToolsConfig;
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
import io.vpreflight.vsphere.soap.Notes;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects a virtual machine as its properties arrive. The tree below says which path goes where.
 */
final class VmBuilder extends ObjectBuilder {
  private static final PropertyTree<VmBuilder> TREE =
      new PropertyTree<VmBuilder>()
          .leaf("name", (b, c) -> b.name = c.text())
          .leaf("parent", (b, c) -> b.parent = c.moRef())
          .leaf("parentVApp", (b, c) -> b.parentVApp = c.moRef())
          .leaf("resourcePool", (b, c) -> b.resourcePool = c.moRef())
          .each("datastore", b -> b.datastore.clear(), (b, c) -> add(b.datastore, c.moRef()))
          .each("network", b -> b.network.clear(), (b, c) -> add(b.network, c.moRef()))
          .leaf("config.instanceUuid", (b, c) -> b.instanceUuid = c.text())
          .leaf("config.uuid", (b, c) -> b.uuid = c.text())
          .leaf("config.template", (b, c) -> b.template = c.bool())
          .leaf("config.version", (b, c) -> b.version = c.word())
          .leaf("config.guestId", (b, c) -> b.guestId = c.word())
          .leaf("config.changeVersion", (b, c) -> b.changeVersion = c.text())
          .leaf("config.changeTrackingEnabled", (b, c) -> b.changeTrackingEnabled = c.bool())
          .leaf("config.createDate", (b, c) -> b.createDate = c.instant())
          .leaf("config.annotation", (b, c) -> b.annotation = Notes.masked(c.text()))
          .leaf("config.files.vmPathName", (b, c) -> b.vmPathName = c.text())
          .leaf("config.managedBy", (b, c) -> b.managedBy = VmDetails.managedBy(c))
          .leaf("config.repConfig", (b, c) -> b.replicated = true)
          .leaf("config.ftInfo", (b, c) -> b.ftInfo = VmDetails.faultTolerance(c))
          .leaf(
              "config.firmware",
              (b, c) -> b.firmware = b.known(Known.FIRMWARE, "config.firmware", c))
          .leaf("config.bootOptions.efiSecureBootEnabled", (b, c) -> b.secureBoot = c.bool())
          .leaf("config.rebootPowerOff", (b, c) -> b.rebootPowerOff = c.bool())
          .leaf(
              "config.scheduledHardwareUpgradeInfo",
              (b, c) -> b.hardwareUpgrade = VmDetails.hardwareUpgrade(c, b))
          .leaf("config.keyId", (b, c) -> b.keyId = KeyId.read(c))
          .leaf(
              "config.latencySensitivity.level",
              (b, c) ->
                  b.latencySensitivity = b.known(Known.LATENCY, "config.latencySensitivity", c))
          .leaf("config.tools", (b, c) -> b.tools = VmDetails.tools(c))
          .leaf("config.hardware.numCPU", (b, c) -> b.numCpu = c.integer())
          .leaf("config.hardware.memoryMB", (b, c) -> b.memoryMb = c.integer())
          .each(
              "config.hardware.device",
              b -> b.devices = new DeviceReader(b),
              VmBuilder::device,
              (b, c) -> Objects.requireNonNull(b.devices).share(c))
          .each("config.extraConfig", VmBuilder::beginExtraConfig, VmBuilder::extraConfig)
          .leaf("runtime.connectionState", VmBuilder::connectionState)
          .leaf("runtime.powerState", VmBuilder::powerState)
          .leaf("runtime.host", (b, c) -> b.host = c.moRef())
          .leaf("runtime.bootTime", (b, c) -> b.bootTime = c.instant())
          .leaf("runtime.cleanPowerOff", (b, c) -> b.cleanPowerOff = c.bool())
          .leaf("runtime.consolidationNeeded", (b, c) -> b.consolidationNeeded = c.bool())
          .leaf("runtime.snapshotInBackground", (b, c) -> b.snapshotInBackground = c.bool())
          .leaf("runtime.question", (b, c) -> b.question = VmDetails.question(c))
          .leaf(
              "runtime.faultToleranceState",
              (b, c) ->
                  b.faultToleranceState =
                      b.known(Known.FAULT_TOLERANCE, "runtime.faultToleranceState", c))
          .leaf("runtime.toolsInstallerMounted", (b, c) -> b.toolsInstallerMounted = c.bool())
          .leaf(
              "runtime.cryptoState",
              (b, c) -> b.cryptoState = b.known(Known.CRYPTO_STATE, "runtime.cryptoState", c))
          .leaf("runtime.instantCloneFrozen", (b, c) -> b.instantCloneFrozen = c.bool())
          .leaf(
              "guest.toolsRunningStatus",
              (b, c) ->
                  b.toolsRunningStatus =
                      b.known(Known.TOOLS_RUNNING, "guest.toolsRunningStatus", c))
          .leaf(
              "guest.toolsVersionStatus2",
              (b, c) ->
                  b.toolsVersionStatus2 =
                      b.known(Known.TOOLS_VERSION, "guest.toolsVersionStatus2", c))
          .leaf("guest.toolsVersion", (b, c) -> b.toolsVersion = c.word())
          .leaf("guest.toolsInstallType", (b, c) -> b.toolsInstallType = c.word())
          .leaf("guest.hostName", (b, c) -> b.hostName = c.text())
          .leaf("guest.ipAddress", (b, c) -> b.ipAddress = c.text())
          .each("guest.net", b -> b.net = new ArrayList<>(2), (b, c) -> b.nic(c))
          .leaf("guest.guestState", (b, c) -> b.guestState = c.word())
          .leaf("guestHeartbeatStatus", (b, c) -> b.heartbeat = c.word())
          .leaf("summary.storage.committed", (b, c) -> b.committed = c.longValue())
          .leaf("summary.storage.uncommitted", (b, c) -> b.uncommitted = c.longValue())
          .leaf("snapshot", (b, c) -> b.snapshot = SnapshotReader.read(c, b.notes()))
          .leaf("layoutEx", (b, c) -> b.layoutEx = LayoutReader.read(c, b.notes()))
          .leaf("capability.changeTrackingSupported", (b, c) -> b.trackingSupported = c.bool())
          .each(
              "disabledMethod",
              b -> b.disabledMethod = new ArrayList<>(24),
              (b, c) -> Objects.requireNonNull(b.disabledMethod).add(c.word()),
              (b, c) ->
                  b.disabledMethod = c.same(List.copyOf(Objects.requireNonNull(b.disabledMethod))))
          .each("recentTask", b -> b.recentTask.clear(), (b, c) -> add(b.recentTask, c.moRef()))
          .each("customValue", b -> b.customValues.clear(), VmBuilder::customValue);

  private final Map<Integer, String> customFields;
  private @Nullable MoRef parentVApp;
  private @Nullable MoRef resourcePool;
  private final List<MoRef> datastore = new ArrayList<>(1);
  private final List<MoRef> network = new ArrayList<>(2);
  private @Nullable Long committed;
  private @Nullable Long uncommitted;
  private @Nullable String instanceUuid;
  private @Nullable String uuid;
  private @Nullable Boolean template;
  private @Nullable String version;
  private @Nullable String guestId;
  private @Nullable String changeVersion;
  private @Nullable Boolean changeTrackingEnabled;
  private @Nullable Instant createDate;
  private @Nullable String annotation;
  private @Nullable String vmPathName;
  private @Nullable ManagedBy managedBy;
  private boolean replicated;
  private @Nullable FaultToleranceInfo ftInfo;
  private @Nullable String firmware;
  private @Nullable Boolean secureBoot;
  private @Nullable Boolean rebootPowerOff;
  private @Nullable HardwareUpgrade hardwareUpgrade;
  private @Nullable String keyId;
  private @Nullable String latencySensitivity;
  private @Nullable ToolsConfig tools;
  private @Nullable Integer numCpu;
  private @Nullable Integer memoryMb;
  private @Nullable DeviceReader devices;
  private final Map<String, String> extraConfig = new HashMap<>();
  private boolean extraConfigComplete;
  private @Nullable VmConnectionState connectionState;
  private @Nullable VmPowerState powerState;
  private @Nullable MoRef host;
  private @Nullable Instant bootTime;
  private @Nullable Boolean cleanPowerOff;
  private @Nullable Boolean consolidationNeeded;
  private @Nullable Boolean snapshotInBackground;
  private @Nullable VmQuestion question;
  private @Nullable String faultToleranceState;
  private @Nullable Boolean toolsInstallerMounted;
  private @Nullable String cryptoState;
  private @Nullable Boolean instantCloneFrozen;
  private @Nullable String toolsRunningStatus;
  private @Nullable String toolsVersionStatus2;
  private @Nullable String toolsVersion;
  private @Nullable String toolsInstallType;
  private @Nullable String hostName;
  private @Nullable String ipAddress;
  private @Nullable List<GuestNic> net;
  private @Nullable String guestState;
  private @Nullable String heartbeat;
  private @Nullable SnapshotInfo snapshot;
  private @Nullable FileLayout layoutEx;
  private @Nullable Boolean trackingSupported;
  private @Nullable List<String> disabledMethod;
  private final List<MoRef> recentTask = new ArrayList<>(0);
  private final Map<String, String> customValues = new HashMap<>(0);

  VmBuilder(MoRef ref, SchemaNotes notes, Map<Integer, String> customFields) {
    super(ref, notes);
    this.customFields = customFields;
  }

  @Override
  boolean read(String path, XmlCursor cursor) {
    return TREE.read(this, path, cursor);
  }

  /** The hardware read so far, or null. */
  @Nullable Hardware hardware() {
    return devices == null ? null : devices.hardware(numCpu, memoryMb);
  }

  /** The extra configuration read so far. */
  ExtraConfig extraConfig() {
    return extraConfig.isEmpty() && !extraConfigComplete
        ? ExtraConfig.NONE
        : new ExtraConfig(extraConfig, extraConfigComplete);
  }

  /** The connection state read so far, or null. */
  @Nullable VmConnectionState connectionState() {
    return connectionState;
  }

  @Nullable Boolean changeTrackingEnabled() {
    return changeTrackingEnabled;
  }

  @Nullable SnapshotInfo snapshot() {
    return snapshot;
  }

  VirtualMachine build() {
    return new VirtualMachine(
        ref,
        nameOrMoId(),
        new VmPlacement(
            parent,
            parentVApp,
            resourcePool,
            datastore,
            network,
            new VmStorage(committed, uncommitted)),
        config(),
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
            toolsVersion,
            toolsInstallType,
            hostName,
            ipAddress,
            net,
            guestState,
            heartbeat),
        snapshot,
        layoutEx,
        new VmCapability(trackingSupported),
        new VmActivity(disabledMethod, recentTask),
        customValues,
        unreadable());
  }

  private VmConfig config() {
    return new VmConfig(
        instanceUuid,
        uuid,
        template,
        version,
        guestId,
        changeVersion,
        changeTrackingEnabled,
        new VmOrigin(createDate, annotation, vmPathName, managedBy, replicated, ftInfo),
        new VmOptions(
            firmware, secureBoot, rebootPowerOff, hardwareUpgrade, keyId, latencySensitivity),
        tools,
        hardware(),
        extraConfig());
  }

  private void device(XmlCursor cursor) {
    if (devices == null) {
      devices = new DeviceReader(this);
    }
    devices.read(cursor);
  }

  private void nic(XmlCursor cursor) {
    Objects.requireNonNull(net).add(GuestReader.nic(cursor, this));
  }

  private void connectionState(XmlCursor cursor) {
    connectionState = constant(VmConnectionState.values(), "runtime.connectionState", cursor);
  }

  private void powerState(XmlCursor cursor) {
    powerState = constant(VmPowerState.values(), "runtime.powerState", cursor);
  }

  private void beginExtraConfig() {
    extraConfigComplete = true;
  }

  /** Keeps the few keys that matter; {@code guestinfo.*} and the like are never even held. */
  private void extraConfig(XmlCursor cursor) {
    String key = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> key = cursor.word();
        case "value" -> {
          if (!ExtraKeys.matters(key)) {
            return;
          }
          extraConfig.put(key.toLowerCase(Locale.ROOT), cursor.word());
        }
        default -> {}
      }
    }
  }

  private void customValue(XmlCursor cursor) {
    Integer key = null;
    String value = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> key = cursor.integer();
        case "value" -> value = cursor.text();
        default -> {}
      }
    }
    if (key != null) {
      String field = customFields.getOrDefault(key, "field " + key);
      customValues.put(field, Notes.masked(field, value));
    }
  }

  private static void add(List<MoRef> list, @Nullable MoRef ref) {
    if (ref != null) {
      list.add(ref);
    }
  }
}
