// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.vsphere.Annotations;
import io.vpreflight.vsphere.ClusterRules;
import io.vpreflight.vsphere.DatastoreSpace;
import io.vpreflight.vsphere.HostState;
import io.vpreflight.vsphere.MutationPermit;
import io.vpreflight.vsphere.OptInOperations;
import io.vpreflight.vsphere.RepairOperations;
import io.vpreflight.vsphere.RepairProbes;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TaskState;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskTimes;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One virtual machine as vSphere would treat it, in a few lines and with a clock that the waiting
 * moves: for the cases that need no wire. What it executed is what a test judges by.
 */
final class World
    implements RepairSight, RepairOperations, OptInOperations, Annotations, RepairProbes {
  static final String VCENTER = "11111111-2222-3333-4444-555555555555";
  static final MoRef VM = new MoRef("VirtualMachine", "vm-42");
  static final MoRef HOST = new MoRef("HostSystem", "host-1");
  static final MoRef DATASTORE = new MoRef("Datastore", "datastore-1");
  static final long FREE = 500L << 30;

  /** Something to be done before or instead of a call. */
  interface Script {
    /** What happens at that call; an exception is what the caller gets. */
    void at(String method, int count);
  }

  Instant now = Instant.parse("2026-03-02T10:00:00Z");
  Instant quietFrom = now;

  /** By so much somebody set the clock of our machine. */
  Duration moved = Duration.ZERO;

  final List<String> executed = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final Map<String, Integer> calls = new HashMap<>();
  final Map<MoRef, TaskState> tasks = new LinkedHashMap<>();
  final Map<MoRef, Map<Integer, String>> ids = new HashMap<>();
  final List<SnapshotRef> snapshots = new ArrayList<>();
  final Map<Integer, String> tracked = new TreeMap<>();
  boolean flag = true;
  boolean effective = true;
  boolean on = true;
  boolean needsConsolidation;
  boolean question;
  boolean gone;
  boolean leavesDeltas;
  String attribute = "dpm01";
  boolean forgetsTasks;
  String vcenter = VCENTER;
  long free = FREE;
  int version = 1;
  int epoch = 1;
  int number = 100;
  int made;
  Duration pace = Duration.ofSeconds(4);
  Set<String> missing = Set.of();

  /** Before a call is executed; throwing means that it is refused. */
  Script before = (method, count) -> {};

  /** After a call was executed, before its reply; throwing means that the reply is lost. */
  Script after = (method, count) -> {};

  String name = "app01";
  String instanceUuid = "iu";
  String uuid = "bu";
  String host = "host-1";
  @Nullable String toolsRunning = "guestToolsRunning";
  @Nullable String address = "10.1.2.3";
  @Nullable String guestFault;

  /** Runs when somebody asks what Tools tell. */
  Runnable onGuest = () -> {};

  String hostName = "esx01";
  String hostUuid = "hu";
  HostConnectionState hostConnection = HostConnectionState.CONNECTED;
  HostPowerState hostPower = HostPowerState.POWERED_ON;
  String standbyMode = "none";
  boolean maintenance;
  Set<String> disabled = Set.of();
  String drs = "manual";
  @Nullable VmPowerState twin;
  boolean rulesUnreadable;
  List<ClusterRules.Rule> rules = List.of();
  List<VimFault> moveErrors = List.of();
  long diskBytes = 1L << 30;

  /** What a task does that does not do what it should. */
  enum Odd {
    /** Queued until it is let go. */
    QUEUED,
    /** Running until it is let go. */
    FROZEN,
    /** Three hours long. */
    LONG,
    /** Cancelled by an administrator. */
    CANCELLED,
    /** Done, and said to have failed. */
    FAILS_AFTERWARDS
  }

  /** The task of that call is odd. */
  final Map<String, Odd> odd = new HashMap<>();

  private @Nullable Runnable letGo;

  /** The fault that the task of that call ends with, if any. */
  final Map<String, VimFault> failing = new HashMap<>();

  /** Runs when somebody looks at the machine. */
  Runnable onLook = () -> {};

  World() {
    tracked.put(2000, "52 00 01/7");
    tracked.put(2001, "52 00 01/9");
  }

  /** Time as it moves when somebody waits. */
  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.plus(moved);
      }

      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  Pause pause() {
    return new Pause() {
      @Override
      public void sleep(Duration time) {
        now = now.plus(time);
      }

      @Override
      public Duration elapsed() {
        return Duration.between(Instant.EPOCH, now);
      }
    };
  }

  /** Somebody else takes a snapshot: a stun as any other. */
  void foreignSnapshot(String name) {
    take(name);
  }

  void removeForeign(String name) {
    snapshots.removeIf(one -> one.name().equals(name));
    stun();
    version++;
  }

  List<String> names() {
    return snapshots.stream().map(SnapshotRef::name).toList();
  }

  private void stun() {
    if (flag && !effective) {
      epoch++;
      tracked.replaceAll((disk, id) -> "52 00 0" + epoch + "/1");
    }
    effective = flag;
  }

  private MoRef take(String name) {
    stun();
    MoRef ref = new MoRef("VirtualMachineSnapshot", "snapshot-" + number++);
    MoRef parent = snapshots.isEmpty() ? null : snapshots.get(snapshots.size() - 1).ref();
    snapshots.add(new SnapshotRef(ref, name, null, now, parent));
    ids.put(ref, flag && effective ? Map.copyOf(tracked) : Map.of());
    version++;
    return ref;
  }

  private MoRef call(
      MutationPermit permit,
      String method,
      MoRef target,
      java.util.function.Supplier<@Nullable MoRef> work) {
    int count = calls.merge(method, 1, Integer::sum);
    permit.spend(method, target);
    before.at(method, count);
    TaskState open =
        tasks.values().stream().filter(t -> end(t).isAfter(now)).findFirst().orElse(null);
    if (open != null) {
      throw fault(method, "TaskInProgress");
    }
    executed.add(
        method
            + (permit.target().equals(VM) || permit.target().equals(HOST)
                ? ""
                : " " + permit.target().moId()));
    MoRef task = new MoRef("Task", "task-" + number++);
    Odd how = odd.remove(method + count);
    VimFault error = failing.remove(method + count);
    if (how == Odd.CANCELLED) {
      error = new VimFault("RequestCanceled", List.of(), "cancelled");
    }
    if (how == Odd.QUEUED || how == Odd.FROZEN) {
      letGo = () -> tasks.put(task, ended(permit, task, method, Duration.ZERO, work.get(), null));
      tasks.put(task, stuck(permit, task, method, how));
    } else {
      MoRef result = error == null ? work.get() : null;
      if (how == Odd.FAILS_AFTERWARDS) {
        error = new VimFault("SystemError", List.of(), "said to have failed");
      }
      Duration length = how == Odd.LONG ? Duration.ofHours(3) : pace;
      tasks.put(task, ended(permit, task, method, length, result, error));
    }
    permit.sent();
    after.at(method, count);
    return task;
  }

  private TaskState ended(
      MutationPermit permit,
      MoRef task,
      String method,
      Duration length,
      @Nullable MoRef result,
      @Nullable VimFault error) {
    return new TaskState(
        task,
        method,
        error == null ? TaskState.State.SUCCESS : TaskState.State.ERROR,
        null,
        new TaskTimes(now, now, now.plus(length)),
        VM,
        error == null ? result : null,
        error,
        "us",
        error != null && error.faultClass().equals("RequestCanceled"),
        permit.operationId());
  }

  private TaskState stuck(MutationPermit permit, MoRef task, String method, Odd how) {
    return new TaskState(
        task,
        method,
        how == Odd.QUEUED ? TaskState.State.QUEUED : TaskState.State.RUNNING,
        how == Odd.QUEUED ? null : 95,
        new TaskTimes(now, how == Odd.QUEUED ? null : now, now.plus(Duration.ofDays(1000))),
        VM,
        null,
        null,
        "us",
        false,
        permit.operationId());
  }

  /** What was stuck goes on and ends well. */
  void letGo() {
    java.util.Objects.requireNonNull(letGo).run();
  }

  static VSphereException.Fault fault(String method, String name) {
    return new VSphereException.Fault(method, new VimFault(name, List.of(), "said"), null, null);
  }

  static VSphereException broken() {
    return new VSphereException.Unreachable(
        VSphereException.Unreachable.Reason.BROKEN, "cut", null);
  }

  @Override
  public MoRef setChangeTracking(
      MutationPermit permit, MoRef vm, boolean enabled, String changeVersion) {
    return call(
        permit,
        "ReconfigVM_Task",
        vm,
        () -> {
          if (!changeVersion.equals("v" + version)) {
            throw fault("ReconfigVM_Task", "ConcurrentAccess");
          }
          executed.add(enabled ? "on" : "off");
          if (enabled && !snapshots.isEmpty()) {
            executed.add("ENABLED UNDER A SNAPSHOT");
          }
          flag = enabled;
          version++;
          if (!on) {
            stun();
          }
          return null;
        });
  }

  @Override
  public MoRef createSnapshot(MutationPermit permit, MoRef vm, String name, String description) {
    return call(
        permit,
        "CreateSnapshot_Task",
        vm,
        () -> {
          made++;
          return take(name);
        });
  }

  @Override
  public MoRef removeSnapshot(MutationPermit permit, MoRef snapshot) {
    return call(
        permit,
        "RemoveSnapshot_Task",
        snapshot,
        () -> {
          if (!snapshots.removeIf(one -> one.ref().equals(snapshot))) {
            throw fault("RemoveSnapshot_Task", "ManagedObjectNotFound");
          }
          stun();
          version++;
          needsConsolidation |= leavesDeltas;
          return null;
        });
  }

  @Override
  public MoRef consolidate(MutationPermit permit, MoRef vm) {
    return call(
        permit,
        "ConsolidateVMDisks_Task",
        vm,
        () -> {
          needsConsolidation = false;
          version++;
          return null;
        });
  }

  @Override
  public void reload(MutationPermit permit, MoRef vm) {
    permit.spend("Reload", vm);
    executed.add("Reload");
    needsConsolidation = false;
  }

  @Override
  public MoRef newInstanceUuid(
      MutationPermit permit, MoRef vm, String wanted, String changeVersion) {
    return call(
        permit,
        "ReconfigVM_Task",
        vm,
        () -> {
          if (!changeVersion.equals("v" + version)) {
            throw fault("ReconfigVM_Task", "ConcurrentAccess");
          }
          instanceUuid = wanted;
          version++;
          return null;
        });
  }

  @Override
  public MoRef powerOn(MutationPermit permit, MoRef vm) {
    return call(
        permit,
        "PowerOnVM_Task",
        vm,
        () -> {
          if (on) {
            throw fault("PowerOnVM_Task", "InvalidPowerState");
          }
          on = true;
          return null;
        });
  }

  @Override
  public MoRef move(MutationPermit permit, MoRef vm, MoRef target) {
    return call(
        permit,
        "RelocateVM_Task",
        vm,
        () -> {
          host = target.moId();
          return null;
        });
  }

  @Override
  public ClusterRules rules(MoRef cluster) {
    if (rulesUnreadable) {
      throw fault("RetrievePropertiesEx", "NoPermission");
    }
    return new ClusterRules(cluster, true, drs, true, Map.of(), rules, Map.of(), Map.of());
  }

  @Override
  public MoveCheck checkMove(MoRef vm, MoRef target) {
    return new MoveCheck(moveErrors, List.of());
  }

  @Override
  public ChangedAreas changedAreas(
      MoRef vm, @Nullable MoRef snapshot, int disk, long startOffsetBytes, String changeId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MoRef powerUpHost(MutationPermit permit, MoRef host, int timeoutSeconds) {
    return call(
        permit,
        "PowerUpHostFromStandBy_Task",
        host,
        () -> {
          if (hostPower != HostPowerState.STAND_BY) {
            throw fault("PowerUpHostFromStandBy_Task", "InvalidState");
          }
          hostPower = HostPowerState.POWERED_ON;
          hostConnection = HostConnectionState.CONNECTED;
          standbyMode = "none";
          return null;
        });
  }

  @Override
  public MoRef reconnectHost(MutationPermit permit, MoRef host) {
    return call(
        permit,
        "ReconnectHost_Task",
        host,
        () -> {
          if (hostConnection == HostConnectionState.CONNECTED) {
            throw fault("ReconnectHost_Task", "InvalidState");
          }
          hostConnection = HostConnectionState.CONNECTED;
          return null;
        });
  }

  @Override
  public HostState host(MoRef ref) {
    onLook.run();
    if (gone) {
      throw fault("RetrievePropertiesEx", "ManagedObjectNotFound");
    }
    return new HostState(
        ref,
        hostName,
        new MoRef("ClusterComputeResource", "domain-c1"),
        hostUuid,
        new HostState.RuntimeInfo(hostConnection, hostPower, standbyMode, maintenance),
        new HostState.Memory(64L << 30, 1024),
        List.copyOf(tasks.keySet()),
        disabled);
  }

  @Override
  public void setField(MutationPermit permit, MoRef entity, int fieldKey, String value) {
    permit.spend("SetField", entity);
    executed.add("SetField " + fieldKey);
    attribute = value;
  }

  @Override
  public void logUserEvent(MoRef entity, String message) {
    events.add(message);
  }

  @Override
  public String vcenter() {
    return vcenter;
  }

  @Override
  public Instant currentTime() {
    return now;
  }

  @Override
  public VmState vm(MoRef vm) {
    onLook.run();
    if (gone) {
      throw fault("RetrievePropertiesEx", "ManagedObjectNotFound");
    }
    return new VmState(
        VM,
        name,
        new VmState.ConfigInfo(instanceUuid, uuid, "v" + version, flag, false),
        new VmState.RuntimeInfo(
            vm.equals(VM) ? (on ? VmPowerState.POWERED_ON : VmPowerState.POWERED_OFF) : twin,
            VmConnectionState.CONNECTED,
            needsConsolidation,
            question,
            new MoRef("HostSystem", host)),
        snapshots,
        List.of(disk(2000), disk(2001)),
        List.copyOf(tasks.keySet()),
        Set.of(),
        List.of(DATASTORE));
  }

  @Override
  public VirtualMachine guest(MoRef vm) {
    if (gone) {
      throw fault("RetrievePropertiesEx", "ManagedObjectNotFound");
    }
    onGuest.run();
    if (guestFault != null) {
      throw fault("RetrievePropertiesEx", guestFault);
    }
    AVm shown = AVm.named(name);
    shown.powerState = on ? VmPowerState.POWERED_ON : VmPowerState.POWERED_OFF;
    shown.toolsRunningStatus = toolsRunning;
    shown.ipAddress = address;
    shown.net = null;
    return shown.build();
  }

  private VirtualDisk disk(int key) {
    return new VirtualDisk(key, "Hard disk", 1000, key - 2000, diskBytes, DISK_BACKING, List.of());
  }

  static final DiskBacking DISK_BACKING =
      new DiskBacking(
          "VirtualDiskFlatVer2BackingInfo",
          "[ds] app01/app01.vmdk",
          DATASTORE,
          "persistent",
          null,
          null,
          null,
          null,
          null,
          true,
          null,
          null);

  private Instant end(TaskState task) {
    Instant end = task.times().completeTime();
    return end == null ? now : end;
  }

  @Override
  public @Nullable TaskState task(MoRef task) {
    TaskState state = tasks.get(task);
    if (state == null || forgetsTasks) {
      return null;
    }
    return shown(state);
  }

  private TaskState shown(TaskState state) {
    if (!end(state).isAfter(now)) {
      return state;
    }
    return new TaskState(
        state.ref(),
        state.descriptionId(),
        TaskState.State.RUNNING,
        50,
        state.times(),
        VM,
        null,
        null,
        state.user(),
        false,
        state.activationId());
  }

  @Override
  public Map<MoRef, TaskState> tasks(Collection<MoRef> wanted) {
    Map<MoRef, TaskState> found = new HashMap<>();
    wanted.forEach(
        ref -> {
          TaskState state = task(ref);
          if (state != null) {
            found.put(ref, state);
          }
        });
    return found;
  }

  @Override
  public List<TaskState> tasksOf(MoRef entity, Instant since) {
    return tasks.values().stream().map(this::shown).toList();
  }

  @Override
  public Map<Integer, String> changeIds(MoRef snapshot) {
    return ids.getOrDefault(snapshot, Map.of());
  }

  @Override
  public @Nullable Attribute attribute(MoRef entity, String name) {
    return name.equals("DPMServer") ? new Attribute(7, attribute) : null;
  }

  @Override
  public Set<String> missingPrivileges(MoRef entity, Set<String> wanted) {
    return missing;
  }

  @Override
  public DatastoreSpace datastore(MoRef datastore) {
    return new DatastoreSpace(DATASTORE, "ds", free, FREE * 2, true, "normal");
  }

  @Override
  public OptionalLong writeRateBytes(MoRef vm) {
    return OptionalLong.of(now.isBefore(quietFrom) ? 50L << 20 : 1L << 20);
  }

  @Override
  public Map<MoRef, Long> consolidationSpace(MoRef vm) {
    return Map.of();
  }
}
