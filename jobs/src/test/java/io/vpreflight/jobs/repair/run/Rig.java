// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Baseline;
import io.vpreflight.jobs.repair.plan.DatastoreNeed;
import io.vpreflight.jobs.repair.plan.PlanDisk;
import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One operation on the machine of a {@link World}, with a real store. */
final class Rig {
  static final String DIGEST = "a".repeat(64);

  /** The instance UUID that is planned where one is given. */
  static final String NEW_UUID = "5029c440-0000-4000-8000-000000000001";

  final World world = new World();
  final Store store;
  Journal journal;
  RunTools.Patience patience = RunTools.Patience.DEFAULT;
  RepairKind kind = RepairKind.RESET_CBT;
  boolean prove;
  boolean merge = true;
  CrashHook crash = CrashHook.none();
  @Nullable Text refusal;
  @Nullable Text stop;
  final List<String> told = new ArrayList<>();
  Consumer<Text> alarm = stop -> {};
  @Nullable String history;
  @Nullable String twins;
  @Nullable Operation operation;

  Rig(Store store) {
    this.store = store;
    journal = store.journal();
  }

  /** The operation, its plan made of the world as it is at the first call. */
  Operation operation() {
    if (operation == null) {
      operation =
          new Operation(
              Operation.newId(world.now),
              DIGEST,
              kind,
              new PlanOptions(prove, false, merge),
              RunLimits.DEFAULT,
              target());
    }
    return operation;
  }

  private PlanTarget target() {
    List<PlanStep> steps = new ArrayList<>();
    steps.add(new PlanStep("L1", StepAction.LOG_BEGIN, null, false));
    if (prove) {
      steps.add(new PlanStep("P1", StepAction.CREATE_SNAPSHOT, "P", true));
      steps.add(new PlanStep("PV", StepAction.READ_CHANGE_IDS, "P", false));
      steps.add(new PlanStep("P2", StepAction.REMOVE_SNAPSHOT, "P", true));
    }
    switch (kind) {
      case RESET_CBT -> {
        steps.add(new PlanStep("M1", StepAction.TRACKING_OFF, null, false));
        if (world.on) {
          steps.add(new PlanStep("M2", StepAction.CREATE_SNAPSHOT, "A", true));
          steps.add(new PlanStep("M3", StepAction.REMOVE_SNAPSHOT, "A", true));
        }
        on(steps);
      }
      case ENABLE_CBT -> on(steps);
      case CONSOLIDATE -> steps.add(new PlanStep("M1", StepAction.CONSOLIDATE, null, true));
      case REMOVE_LEFTOVERS ->
          world.snapshots.forEach(
              one ->
                  steps.add(
                      new PlanStep("M1", StepAction.REMOVE_SNAPSHOT, one.ref().moId(), true)));
      case NEW_INSTANCE_UUID ->
          steps.add(new PlanStep("U1", StepAction.SET_INSTANCE_UUID, NEW_UUID, false));
      case POWER_ON_VM -> steps.add(new PlanStep("O1", StepAction.POWER_ON, twins, false));
      case MOVE_VM -> steps.add(new PlanStep("T1", StepAction.MOVE, "host-2", true));
      case POWER_UP_HOST -> steps.add(new PlanStep("H1", StepAction.POWER_UP_HOST, null, false));
      case RECONNECT_HOST -> steps.add(new PlanStep("N1", StepAction.RECONNECT_HOST, null, false));
      case RELOAD -> steps.add(new PlanStep("M1", StepAction.RELOAD, null, false));
      case CLEAR_ATTRIBUTE ->
          steps.add(new PlanStep("F1", StepAction.CLEAR_ATTRIBUTE, "DPMServer", false));
    }
    steps.add(new PlanStep("V2", StepAction.VERIFY, null, false));
    steps.add(new PlanStep("L2", StepAction.LOG_END, null, false));
    if (kind.isAboutHosts()) {
      return host(steps);
    }
    return new PlanTarget(
        new ObjectRef(World.VCENTER, World.VM, "app01", "dc/vm/app01"),
        "ordinary",
        1,
        new Baseline(
            world.instanceUuid,
            "bu",
            "v" + world.version,
            world.flag,
            world.on ? "poweredOn" : "poweredOff",
            "host-1",
            world.needsConsolidation,
            world.snapshots.stream().map(SnapshotRef::ref).map(ref -> ref.moId()).toList(),
            List.of(disk(2000), disk(2001)),
            kind == RepairKind.CLEAR_ATTRIBUTE ? world.attribute : null,
            null),
        steps,
        List.of(),
        List.of(),
        List.of(new DatastoreNeed("datastore-1", "ds", World.FREE * 2, World.FREE, 10L << 30)),
        new Privileges("us", List.of("VirtualMachine.Config.ChangeTracking"), List.of()),
        0);
  }

  private PlanTarget host(List<PlanStep> steps) {
    return new PlanTarget(
        new ObjectRef(World.VCENTER, World.HOST, "esx01", "dc/host/esx01"),
        "host",
        1,
        Baseline.of(
            world.hostUuid,
            world.hostPower.vim(),
            new Baseline.OfHost(world.hostConnection.vim(), world.standbyMode, world.maintenance)),
        steps,
        List.of(),
        List.of(),
        List.of(),
        new Privileges("us", List.of("Host.Config.Connection"), List.of()),
        0);
  }

  /** The world as that repair finds it. */
  void wants(RepairKind wanted) {
    kind = wanted;
    switch (wanted) {
      case POWER_ON_VM -> world.on = false;
      case POWER_UP_HOST -> {
        world.hostPower = HostPowerState.STAND_BY;
        world.hostConnection = HostConnectionState.NOT_RESPONDING;
        world.standbyMode = "in";
      }
      case RECONNECT_HOST -> world.hostConnection = HostConnectionState.DISCONNECTED;
      default -> {}
    }
  }

  private static void on(List<PlanStep> steps) {
    steps.add(new PlanStep("M4", StepAction.TRACKING_ON, null, false));
    steps.add(new PlanStep("M5", StepAction.CREATE_SNAPSHOT, "B", true));
    steps.add(new PlanStep("V", StepAction.READ_CHANGE_IDS, "B", false));
    steps.add(new PlanStep("M6", StepAction.REMOVE_SNAPSHOT, "B", true));
  }

  private PlanDisk disk(int key) {
    return new PlanDisk(
        key, "Hard disk", 1L << 30, "[ds] app01/app01.vmdk", "datastore-1", history, null);
  }

  /** Runs it, or goes on with it, as a new process would. */
  Ending run() {
    try (OperationRun run = new OperationRun(operation(), tools(), consent(), alarm)) {
      return run.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Consent consent() {
    return new Consent() {
      @Override
      public @Nullable Text refusal() {
        return refusal;
      }

      @Override
      public @Nullable Text stop(String operationId) {
        return stop;
      }
    };
  }

  RunTools tools() {
    return new RunTools(
        new RunTools.Ports(world, world, world, world, world),
        journal,
        store.beginRepairs("test", patience.lease()),
        "test",
        new RunTools.Time(world.clock(), world.pause(), patience),
        crash,
        progress(),
        text -> text.key() + " " + text.args());
  }

  private RunProgress progress() {
    return new RunProgress() {
      @Override
      public void step(
          Operation on,
          PlanStep step,
          Phase phase,
          @Nullable Integer percent,
          @Nullable Text note) {}

      @Override
      public void goingBack(Operation on, Text reason) {}

      @Override
      public void noted(Operation on, Text note) {
        told.add(note.key());
      }

      @Override
      public void ended(Operation on, Ending ending) {}
    };
  }

  List<JournalEntry> journal() {
    return store.journal().of(operation().id());
  }

  /** What must hold whatever happened. */
  List<String> broken(Ending ending) {
    List<String> broken = new ArrayList<>();
    RepairOutcome outcome = ending.outcome();
    if (world.executed.contains("ENABLED UNDER A SNAPSHOT")) {
      broken.add("enabled under a snapshot");
    }
    boolean ours = world.names().stream().anyMatch(name -> Operation.idOf(name) != null);
    boolean human = outcome == RepairOutcome.NEEDS_HUMAN || outcome == RepairOutcome.PARKED;
    if (outcome == RepairOutcome.GONE) {
      return broken;
    }
    if (ours && !human) {
      broken.add("I3: a snapshot of ours is left at " + outcome);
    }
    if (ours && ending.commands().isEmpty()) {
      broken.add("I3: no command for the snapshot that is left");
    }
    if (!world.flag && kind == RepairKind.RESET_CBT) {
      if (!human) {
        broken.add("I4: tracking is left off at " + outcome);
      }
      if (ending.left().isEmpty()) {
        broken.add("I4: tracking is off and nobody is told");
      }
    }
    if (world.made > (prove ? 3 : 2)) {
      broken.add("I2: " + world.made + " snapshots were made");
    }
    return broken;
  }
}
