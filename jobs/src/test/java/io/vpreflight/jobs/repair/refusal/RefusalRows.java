// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.repair.plan.Here;
import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.ADatastore;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnEvent;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmOptions;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.inventory.VmQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The table: what is done to a machine that could be repaired, and which refusal comes of it. */
final class RefusalRows {
  private static final List<Row> ROWS = new ArrayList<>();
  private static final String OPERATION = "01HZX3";

  /** One machine that wants the repair and is healthy otherwise, with what surrounds it. */
  static final class Stage {
    final AVm vm = AVm.named("app");
    final APlan plan;
    final List<AVm> others = new ArrayList<>();
    AHost host = AHost.usual();
    ADatastore store = ADatastore.usual();
    final AnInventory inventory = new AnInventory();

    Stage(RepairKind kind) {
      plan = APlan.of(kind);
      switch (kind) {
        case RESET_CBT -> {}
        case ENABLE_CBT -> vm.changeTrackingEnabled = false;
        case CONSOLIDATE -> vm.consolidationNeeded = true;
        case RELOAD -> {
          vm.consolidationNeeded = true;
          AChain.of(vm, "app.vmdk").build();
        }
        case REMOVE_LEFTOVERS -> {
          vm.snapshot = tree("vpreflight-cbt-" + OPERATION + "-A", AnInventory.NOW);
          Instant at = AnInventory.NOW.minus(Duration.ofHours(2));
          plan.known =
              new Known(
                  Map.of(),
                  List.of(new Known.Operation(OPERATION, vm.ref, at, at, Set.of())),
                  Set.of(),
                  Map.of(),
                  Set.of());
        }
        case NEW_INSTANCE_UUID -> {
          AVm original = AVm.named("original");
          original.instanceUuid = vm.instanceUuid;
          vm.createDate = AnInventory.NOW.minus(Duration.ofDays(3));
          others.add(original);
        }
        case POWER_ON_VM -> OptInRows.off(vm);
        case MOVE_VM -> MoveRows.onAShortHost(vm, host, plan);
        case POWER_UP_HOST -> HostRows.asleep(host);
        case RECONNECT_HOST -> HostRows.disconnected(host, inventory);
        case CLEAR_ATTRIBUTE -> {
          vm.customValues.put("DPMServer", "dpm-old.example.org");
          plan.known = knowing(Set.of("dpm01.example.org"));
        }
      }
    }

    RepairSubject candidate() {
      inventory.vms.add(vm.build());
      others.forEach(other -> inventory.vms.add(other.build()));
      inventory.hosts.clear();
      inventory.hosts.add(host.build());
      inventory.stores(store);
      return plan.subject(inventory);
    }
  }

  record Row(String id, String name, RepairKind kind, boolean unknown, Consumer<Stage> change) {
    RepairSubject candidate() {
      Stage stage = new Stage(kind);
      change.accept(stage);
      return stage.candidate();
    }

    /** These say all in their text. */
    boolean wordless() {
      return Set.of("settling", "clone-parent", "partial-view", "no-leftovers", "no-attribute")
          .contains(id);
    }

    @Override
    public String toString() {
      return id + ", " + name + " (" + kind.label() + ")";
    }
  }

  private RefusalRows() {}

  static List<Row> all() {
    return List.copyOf(ROWS);
  }

  static RepairSubject wanting(RepairKind kind) {
    return new Stage(kind).candidate();
  }

  static RepairSubject unreadable(RepairKind kind, Property property) {
    Stage stage = new Stage(kind);
    if (property instanceof VmProperty) {
      stage.vm.unreadable(property, "NoPermission");
    } else if (property instanceof HostProperty) {
      stage.host.unreadable(property, "NoPermission");
    } else {
      stage.inventory.historyUnreadable.put(property.path(), "NoPermission");
    }
    return stage.candidate();
  }

  static RepairSubject uncollected(RepairKind kind, Property property) {
    Stage stage = new Stage(kind);
    stage.inventory.without(property);
    return stage.candidate();
  }

  static VmOptions latency(@Nullable String level) {
    return new VmOptions("efi", false, false, null, null, level);
  }

  private static void row(String id, String name, RepairKind kind, Consumer<Stage> change) {
    ROWS.add(new Row(id, name, kind, false, change));
  }

  private static void reset(String id, String name, Consumer<Stage> change) {
    row(id, name, RepairKind.RESET_CBT, change);
  }

  private static void unset(String id, String name, Consumer<Stage> change) {
    ROWS.add(new Row(id, "unset: " + name, RepairKind.RESET_CBT, true, change));
  }

  private static void unset(String id, String name, RepairKind kind, Consumer<Stage> change) {
    ROWS.add(new Row(id, "unset: " + name, kind, true, change));
  }

  static SnapshotInfo tree(String name, Instant at) {
    MoRef ref = new MoRef("VirtualMachineSnapshot", "snapshot-9");
    return new SnapshotInfo(
        ref,
        List.of(new SnapshotNode(ref, name, "", 1, at, VmPowerState.POWERED_ON, false, List.of())));
  }

  private static Known knowing(Set<String> live) {
    return new Known(Map.of(), List.of(), Set.of(), Map.of(), live);
  }

  private static void backing(Stage stage, DiskBacking backing) {
    stage.vm.disks.set(0, ADisk.with(stage.vm.disks.get(0), backing));
  }

  private static DiskBacking like(
      DiskBacking b, String type, @Nullable String sharing, @Nullable String compatibility) {
    return new DiskBacking(
        type,
        b.fileName(),
        b.datastore(),
        b.diskMode(),
        sharing,
        b.uuid(),
        null,
        compatibility,
        null,
        b.thinProvisioned(),
        null,
        b.parent());
  }

  private static DiskBacking onParent(String file, String parent) {
    DiskBacking b = AVm.aBacking(file);
    return new DiskBacking(
        b.type(),
        b.fileName(),
        b.datastore(),
        b.diskMode(),
        b.sharing(),
        b.uuid(),
        null,
        null,
        null,
        true,
        null,
        AVm.aBacking(parent));
  }

  private static void device(Stage stage, String type, String backing) {
    stage.vm.others.add(new OtherDevice(13000, type, "PCI device 0", backing));
  }

  private static Here here(@Nullable String uuid, Set<String> macs, boolean contained) {
    return new Here(uuid, macs, false, contained, Set.of(), Set.of(), false);
  }

  static {
    // Who it is.
    reset("vcenter-itself", "by its name", s -> s.vm.hostName = "VC01.example.org");
    reset("vcenter-itself", "by an address", s -> s.vm.ipAddress = "10.0.0.1");
    reset("vcenter-itself", "by its notes", s -> s.vm.annotation = "VMware vCenter Server 8");
    reset("this-process", "by its UUID", s -> s.vm.uuid = "42000000-0000-4000-8000-000000000000");
    reset(
        "this-process",
        "by its UUID, written the other way round",
        s -> {
          s.plan.here = here("33221100-5544-7766-8899-aabbccddeeff", Set.of(), false);
          s.vm.uuid = "00112233-4455-6677-8899-aabbccddeeff";
        });
    reset(
        "this-process",
        "by its MAC",
        s -> s.plan.here = here(null, Set.of("00:50:56:80:00:01"), false));
    reset(
        "this-process",
        "by its UUID, although somebody says that it is none",
        s -> {
          s.plan.here =
              new Here(
                  "42000000-0000-4000-8000-000000000000",
                  Set.of(),
                  false,
                  true,
                  Set.of(),
                  Set.of(),
                  true);
          s.vm.uuid = "42000000-0000-4000-8000-000000000000";
        });
    reset(
        "this-process",
        "named",
        s -> s.plan.here = new Here(null, Set.of(), true, false, Set.of(), Set.of(s.vm.ref), true));
    unset("this-process", "nobody knows", s -> s.plan.here = here(null, Set.of(), false));
    unset(
        "this-process",
        "in a container",
        s -> s.plan.here = here(null, Set.of("02:42:ac:11:00:02"), true));
    unset("this-process", "no UUID", s -> s.vm.uuid = null);
    reset(
        "vcenter-not-ruled-out",
        "no address",
        s -> {
          s.vm.hostName = null;
          s.vm.ipAddress = null;
          s.vm.net = null;
        });
    reset("reading-stopped", "session lost", s -> s.inventory.stopped("session-lost"));
    unset("no-identity", "instance UUID", s -> s.vm.instanceUuid = null);
    unset("no-identity", "change version", s -> s.vm.changeVersion = null);
    // What it is for.
    reset("template", "is one", s -> s.vm.template = true);
    unset("template", "template", s -> s.vm.template = null);
    reset(
        "managed-by", "ESX agent", s -> s.vm.managedBy = new ManagedBy("com.vmware.vim.eam", "a"));
    reset("vcls", "agent", s -> s.vm.extraConfig.put("hdcs.agent", "true"));
    reset("pod", "guest", s -> s.vm.guestId = "crxPod1Guest");
    reset(
        "srm-placeholder",
        "placeholder",
        s -> s.vm.managedBy = new ManagedBy("com.vmware.vcDr", "placeholderVm"));
    reset(
        "replica",
        "name",
        s -> {
          s.vm.name = "app_replica";
          s.vm.powerState = VmPowerState.POWERED_OFF;
        });
    reset("fault-tolerance", "running", s -> s.vm.faultToleranceState = "running");
    unset("fault-tolerance", "state", s -> s.vm.faultToleranceState = null);
    reset(
        "fault-tolerance-secondary",
        "role 2",
        s -> s.vm.ftInfo = new FaultToleranceInfo(2, List.of()));
    reset("instant-clone-parent", "frozen", s -> s.vm.instantCloneFrozen = true);
    reset(
        "linked-clone",
        "foreign base",
        s -> backing(s, onParent("[vmfs01] app/app.vmdk", "[vmfs01] gold/gold.vmdk")));
    reset(
        "clone-parent",
        "a clone stands on it",
        s -> {
          AVm clone = AVm.named("clone");
          clone.disks.clear();
          VirtualDisk disk = AVm.aDisk(2000, 0, "[vmfs01] clone/clone.vmdk");
          clone.disks.add(
              new VirtualDisk(
                  disk.key(),
                  disk.label(),
                  disk.controllerKey(),
                  disk.unitNumber(),
                  disk.capacityInBytes(),
                  onParent("[vmfs01] clone/clone.vmdk", "[vmfs01] app/app.vmdk"),
                  List.of()));
          s.others.add(clone);
        });
    // Its state.
    reset("not-connected", "orphaned", s -> s.vm.connectionState = VmConnectionState.ORPHANED);
    reset(
        "not-connected",
        "inaccessible",
        s -> s.vm.connectionState = VmConnectionState.INACCESSIBLE);
    unset("not-connected", "state", s -> s.vm.connectionState = null);
    reset(
        "host-not-connected",
        "not responding",
        s -> s.host.connectionState = HostConnectionState.NOT_RESPONDING);
    unset("host-not-connected", "state", s -> s.host.connectionState = null);
    unset("host-not-connected", "host", s -> s.vm.host = null);
    reset("host-in-maintenance", "in it", s -> s.host.inMaintenanceMode = true);
    unset("host-in-maintenance", "mode", s -> s.host.inMaintenanceMode = null);
    reset("suspended", "is", s -> s.vm.powerState = VmPowerState.SUSPENDED);
    unset("suspended", "power state", s -> s.vm.powerState = null);
    reset("encryption-locked", "locked", s -> s.vm.cryptoState = "locked");
    unset(
        "encryption-locked",
        "state of an encrypted one",
        s -> s.vm.options = new VmOptions("efi", false, false, null, "key", "normal"));
    reset("question", "waits", s -> s.vm.question = new VmQuestion("1", "Redo log corrupted?"));
    reset(
        "task-running",
        "runs",
        s -> s.inventory.tasks.add(ATask.on(s.vm, "VirtualMachine.migrate").build()));
    unset(
        "task-running",
        "a recent task, where more is open than was read",
        s -> {
          s.vm.recentTask.add(new MoRef("Task", "task-99"));
          s.inventory.reach = AnInventory.cut(AnInventory.NOW.minus(Duration.ofDays(2)));
        });
    reset("snapshot-in-background", "is written", s -> s.vm.snapshotInBackground = true);
    row(
        "settling",
        "a snapshot went",
        RepairKind.CONSOLIDATE,
        s ->
            s.inventory.tasks.add(
                ATask.on(s.vm, "vm.Snapshot.remove").ended(Duration.ofMinutes(9)).build()));
    reset(
        "warm-migration",
        "snapshot of MTV",
        s -> s.vm.snapshot = tree("forklift-migration-precopy", AnInventory.NOW));
    reset(
        "methods-disabled", "snapshot", s -> s.vm.disabledMethod = List.of("CreateSnapshot_Task"));
    reset("methods-disabled", "reconfigure", s -> s.vm.disabledMethod = List.of("ReconfigVM_Task"));
    unset("methods-disabled", "methods", s -> s.vm.disabledMethod = null);
    row(
        "consolidate-disabled",
        "locked",
        RepairKind.CONSOLIDATE,
        s -> s.vm.disabledMethod = List.of("ConsolidateVMDisks_Task"));
    unset(
        "consolidate-disabled", "methods", RepairKind.CONSOLIDATE, s -> s.vm.disabledMethod = null);
    row(
        "remove-disabled",
        "locked",
        RepairKind.REMOVE_LEFTOVERS,
        s -> s.vm.disabledMethod = List.of("RemoveAllSnapshots_Task"));
    // Its disks.
    reset("disk-of-another-vm", "as a proxy", RefusalRows::holdsAnother);
    reset("disk-held-by-another-vm", "by a proxy", RefusalRows::isHeld);
    reset(
        "shared-disk",
        "multi-writer",
        s -> {
          DiskBacking b = s.vm.disks.get(0).backing();
          backing(s, like(b, b.type(), "sharingMultiWriter", null));
        });
    reset(
        "shared-disk",
        "shared bus",
        s ->
            s.vm.controllers.set(
                0, new VirtualController(1000, "ParaVirtualSCSIController", 0, "physicalSharing")));
    reset(
        "shared-disk", "the old key", s -> s.vm.extraConfig.put("scsi0:0.sharing", "multi-writer"));
    unset(
        "shared-disk",
        "sharing",
        s -> {
          DiskBacking b = s.vm.disks.get(0).backing();
          backing(s, like(b, b.type(), null, null));
        });
    unset("shared-disk", "devices", s -> s.vm.hardwareUnset = true);
    reset("direct-path", "PCI", s -> device(s, "VirtualPCIPassthrough", ""));
    reset("nvdimm", "NVDIMM", s -> device(s, "VirtualNVDIMM", ""));
    reset(
        "vgpu",
        "vGPU",
        s -> device(s, "VirtualPCIPassthrough", "VirtualPCIPassthroughVmiopBackingInfo"));
    reset("scsi-passthrough", "SCSI", s -> device(s, "VirtualSCSIPassthrough", ""));
    reset("sr-iov", "adapter", RefusalRows::sriov);
    unset("direct-path", "devices", s -> s.vm.hardwareUnset = true);
    reset(
        "io-filter",
        "replication",
        s -> {
          VirtualDisk d = s.vm.disks.get(0);
          s.vm.disks.set(
              0,
              new VirtualDisk(
                  d.key(),
                  d.label(),
                  d.controllerKey(),
                  d.unitNumber(),
                  d.capacityInBytes(),
                  d.backing(),
                  List.of("EMC_bootbank_emcjiraf")));
        });
    reset("physical-raw-device", "no proof", RefusalRows::physicalRdm);
    unset(
        "disks-unknown",
        "mode",
        s -> {
          DiskBacking b = s.vm.disks.get(0).backing();
          backing(
              s,
              new DiskBacking(
                  b.type(),
                  b.fileName(),
                  b.datastore(),
                  null,
                  "sharingNone",
                  b.uuid(),
                  null,
                  null,
                  null,
                  true,
                  null,
                  null));
        });
    reset("snapshots-present", "one", s -> s.vm.snapshot = tree("before patch", AnInventory.NOW));
    reset("consolidation-needed", "flag", s -> s.vm.consolidationNeeded = true);
    unset("consolidation-needed", "flag", s -> s.vm.consolidationNeeded = null);
    reset(
        "chain-not-clean",
        "a delta without a snapshot",
        s -> AChain.of(s.vm, "app.vmdk", "app-000001.vmdk").build());
    // Room.
    reset("datastore-closed", "not accessible", s -> s.store.accessible = false);
    reset("datastore-closed", "in maintenance", s -> s.store.maintenanceMode = "inMaintenance");
    unset("datastore-closed", "accessible", s -> s.store.accessible = null);
    reset("free-space", "5 percent", s -> s.store.freePercent(5));
    unset("free-space", "free space", s -> s.store.freeSpace = null);
    reset("datastore-crowded", "by snapshots of others", RefusalRows::crowd);
    // Change tracking.
    reset("hardware-too-old", "vmx-04", s -> s.vm.version = "vmx-04");
    unset("hardware-too-old", "version", s -> s.vm.version = null);
    unset("hardware-too-old", "another word", s -> s.vm.version = "x");
    reset("tracking-not-supported", "false", s -> s.vm.changeTrackingSupported = false);
    unset("tracking-not-supported", "capability", s -> s.vm.changeTrackingSupported = null);
    reset("tracking-disallowed", "key", s -> s.vm.extraConfig.put("ctkdisallowed", "true"));
    reset("no-disk-to-track", "no disk", s -> s.vm.disks.clear());
    reset("tracking-off", "off", s -> s.vm.changeTrackingEnabled = false);
    unset("tracking-off", "flag", s -> s.vm.changeTrackingEnabled = null);
    row("tracking-on", "on", RepairKind.ENABLE_CBT, RefusalRows::trackingOn);
    unset("tracking-on", "flag", RepairKind.ENABLE_CBT, s -> s.vm.changeTrackingEnabled = null);
    reset(
        "switched-of-late",
        "by us",
        s ->
            s.plan.known =
                new Known(
                    Map.of(s.vm.ref, AnInventory.NOW.minus(Duration.ofHours(3))),
                    List.of(),
                    Set.of(),
                    Map.of(),
                    Set.of()));
    reset("switched-of-late", "by somebody", RefusalRows::switched);
    unset(
        "switched-of-late",
        "what was before",
        s -> s.inventory.reach = AnInventory.cut(AnInventory.NOW.minus(Duration.ofHours(2))));
    unset("switched-of-late", "no events", s -> s.inventory.reach = HistoryReach.NONE);
    // Whether there is anything to do.
    row(
        "nothing-to-consolidate",
        "no flag",
        RepairKind.CONSOLIDATE,
        s -> s.vm.consolidationNeeded = false);
    unset(
        "nothing-to-consolidate",
        "flag",
        RepairKind.CONSOLIDATE,
        s -> s.vm.consolidationNeeded = null);
    row("flag-not-stale", "no flag", RepairKind.RELOAD, s -> s.vm.consolidationNeeded = false);
    unset("flag-not-stale", "flag", RepairKind.RELOAD, s -> s.vm.consolidationNeeded = null);
    row(
        "no-leftovers",
        "of another maker",
        RepairKind.REMOVE_LEFTOVERS,
        s -> s.vm.snapshot = tree("vpreflight-cbt-SOMEBODY-A", AnInventory.NOW));
    row(
        "no-leftovers",
        "of another time",
        RepairKind.REMOVE_LEFTOVERS,
        s ->
            s.vm.snapshot =
                tree(
                    "vpreflight-cbt-" + OPERATION + "-A",
                    AnInventory.NOW.minus(Duration.ofDays(30))));
    row("no-attribute", "none", RepairKind.CLEAR_ATTRIBUTE, s -> s.vm.customValues.clear());
    row(
        "server-lives",
        "with and without its domain",
        RepairKind.CLEAR_ATTRIBUTE,
        s -> s.plan.known = knowing(Set.of("DPM-OLD")));
    unset("server-lives", "no list", RepairKind.CLEAR_ATTRIBUTE, s -> s.plan.known = Known.NOTHING);
    // What may be answered for.
    reset("latency-sensitive", "high", s -> s.vm.options = latency("high"));
    reset(
        "cluster-member",
        "listed",
        s ->
            s.plan.known =
                new Known(
                    Map.of(), List.of(), Set.of(), Map.of("sql", Set.of(s.vm.ref)), Set.of()));
    reset("partial-view", "partial", s -> s.inventory.view = Coverage.View.PARTIAL);
    reset("not-a-vcenter", "host", s -> s.inventory.apiType = "HostAgent");
    reset(
        "other-installation",
        "one more",
        s ->
            s.plan.installations =
                new Installations(
                    List.of(
                        new Installations.Other(
                            "abcdefgh2345",
                            new Logins.Login("repairer", AnInventory.NOW, null, null))),
                    Set.of("zzzzzzzz2345"),
                    List.of()));
    OptInRows.into(ROWS);
    MoveRows.into(ROWS);
    HostRows.into(ROWS);
  }

  private static void trackingOn(Stage stage) {
    stage.vm.changeTrackingEnabled = true;
    stage.vm.bootTime = AnInventory.NOW.minus(Duration.ofDays(2));
  }

  private static void holdsAnother(Stage stage) {
    AVm owner = AVm.named("owner");
    stage.others.add(owner);
    stage.vm.disks.add(AVm.aDisk(2005, 5, "[vmfs01] owner/owner.vmdk"));
  }

  private static void isHeld(Stage stage) {
    AVm proxy = AVm.named("proxy");
    proxy.disks.add(AVm.aDisk(2005, 5, "[vmfs01] app/app.vmdk"));
    stage.others.add(proxy);
  }

  private static void sriov(Stage stage) {
    var card = stage.vm.adapters.get(0);
    stage.vm.adapters.set(
        0,
        new io.vpreflight.vsphere.inventory.EthernetCard(
            card.key(),
            "VirtualSriovEthernetCard",
            card.label(),
            card.macAddress(),
            card.addressType(),
            card.backing(),
            card.connected(),
            card.startConnected()));
  }

  private static void physicalRdm(Stage stage) {
    DiskBacking b = stage.vm.disks.get(0).backing();
    backing(
        stage, like(b, "VirtualDiskRawDiskMappingVer1BackingInfo", "sharingNone", "physicalMode"));
  }

  private static void crowd(Stage stage) {
    for (int i = 0; i < 15; i++) {
      AVm other = AVm.named("other" + i);
      AChain.of(other, "other" + i + ".vmdk", "other" + i + "-000001.vmdk")
          .snapshot("snapshot-1" + i, "s", Duration.ofHours(2), "other" + i + ".vmdk")
          .build();
      stage.others.add(other);
    }
  }

  private static void switched(Stage stage) {
    AnEvent event = AnEvent.of("VmReconfiguredEvent").about(stage.vm).ago(Duration.ofHours(2));
    event.details.put("configSpec.changeTrackingEnabled", "true");
    stage.inventory.events.add(event.build());
  }
}
