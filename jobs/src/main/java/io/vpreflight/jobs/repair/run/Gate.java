// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.DatastoreNeed;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.vsphere.DatastoreSpace;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TargetState;
import io.vpreflight.vsphere.TaskState;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every mutation: reads the object anew and holds it against what it must be at this
 * point. Whatever it does not know lets nothing through.
 */
final class Gate {
  private static final Set<StepAction> WANT_ROOM =
      Set.of(StepAction.CREATE_SNAPSHOT, StepAction.CONSOLIDATE, StepAction.POWER_ON);

  /** Where to go. */
  enum Way {
    /** Send. */
    GO,
    /** It has the effect already: nothing to send. */
    ALREADY,
    /** Something passing is in the way. */
    LATER,
    /** Not any more: take back what was done. */
    BACK,
    /** Somebody else is at work on it: wait at a legal state. */
    PARK,
    /** Deltas of ours are left: merge them first. */
    CONSOLIDATE,
    /** Neither on nor back. */
    HUMAN,
    /** The object is gone. */
    GONE
  }

  /**
   * The answer.
   *
   * @param way where to go
   * @param reason why not on; empty for {@link Way#GO} and {@link Way#ALREADY}
   * @param seen what was read; null when it could not be
   * @param stopsTheBatch the next machine would meet the same
   */
  record Answer(Way way, Text reason, @Nullable TargetState seen, boolean stopsTheBatch) {
    private static final Text NOTHING = Text.of("");

    static Answer go(Way way, TargetState seen) {
      return new Answer(way, NOTHING, seen, false);
    }

    static Answer of(Way way, String key, Object... args) {
      return new Answer(way, Text.of("repair.reason." + key, args), null, false);
    }

    Answer stopsAll() {
      return new Answer(way, reason, seen, true);
    }
  }

  /** Where a guest writes faster, a merge may not keep up, and ends with a long stun. */
  private static final long MOST_WRITTEN = 20L << 20;

  private final Operation operation;
  private final Ledger ledger;
  private final RepairSight sight;
  private final Consent consent;
  private final MoveGate places;

  Gate(Operation operation, Ledger ledger, RunTools.Ports ports, Consent consent) {
    this.operation = operation;
    this.ledger = ledger;
    this.sight = ports.sight();
    this.consent = consent;
    places = new MoveGate(operation, ports);
  }

  /** May this step be sent now? */
  Answer at(PlanStep step) {
    try {
      Answer stop = stop(step);
      return stop != null ? stop : look(step, sight.target(operation.object()));
    } catch (VSphereException e) {
      return unreadable(e);
    }
  }

  /** True for what brings a machine back to a legal state: no consent is needed for that. */
  boolean isWayHome(PlanStep step) {
    return ledger.isGoingBack()
        || (step.action() == StepAction.REMOVE_SNAPSHOT && Operation.isOwn(step.about()))
        || (step.action() == StepAction.TRACKING_ON && flagIsOffByUs())
        || step.id().equals(Steps.MERGE);
  }

  private @Nullable Answer stop(PlanStep step) {
    String vcenter = sight.vcenter();
    if (!vcenter.isEmpty() && !vcenter.equals(operation.vcenter())) {
      return Answer.of(Way.HUMAN, "other-vcenter", operation.vcenter(), vcenter).stopsAll();
    }
    if (isWayHome(step)) {
      return null;
    }
    Text refusal = consent.refusal();
    if (refusal != null) {
      return new Answer(Way.BACK, refusal, null, true);
    }
    Text asked = consent.stop(operation.id());
    if (asked != null) {
      if (asked.key().equals(Ending.PROCESS_ENDS) && !ledger.isTouched()) {
        // Nothing was changed: the next process takes it up as it is.
        return new Answer(Way.PARK, asked, null, true);
      }
      boolean legal =
          ledger.isTouched() && !flagIsOffByUs() && step.action() != StepAction.TRACKING_OFF;
      return new Answer(legal ? Way.PARK : Way.BACK, asked, null, true);
    }
    return null;
  }

  private Answer look(PlanStep step, TargetState seen) {
    Text other = Drift.identity(operation, seen);
    if (other != null) {
      return new Answer(ledger.isTouched() ? Way.HUMAN : Way.BACK, other, seen, false);
    }
    VmState vm = seen instanceof VmState machine ? machine : null;
    if (vm != null && vm.connectionState() != VmConnectionState.CONNECTED) {
      return Answer.of(Way.LATER, "not-connected", String.valueOf(vm.connectionState()));
    }
    if (vm != null && vm.question()) {
      return Answer.of(ledger.isGoingBack() ? Way.LATER : Way.BACK, "question").stopsAll();
    }
    TaskState busy = busy(seen);
    if (busy != null) {
      return Answer.of(Way.LATER, "task", busy.descriptionId(), String.valueOf(busy.user()));
    }
    boolean untouched = !ledger.isTouched() && !ledger.isGoingBack();
    if (untouched) {
      Answer drift = before(seen);
      if (drift != null) {
        return drift;
      }
    }
    if (vm != null && step.action() == StepAction.CLEAR_ATTRIBUTE) {
      return attribute(step, vm);
    }
    if (Effect.of(step, operation, ledger, seen) == Effect.THERE && !isFlagOfOthers(step)) {
      return Answer.go(Way.ALREADY, seen);
    }
    Answer against = vm == null ? host(seen) : machine(step, vm);
    if (against != null) {
      return against;
    }
    if (seen.disabledMethods().contains(Steps.method(step))) {
      return Answer.of(Way.LATER, "disabled", Steps.method(step));
    }
    return Answer.go(Way.GO, seen);
  }

  /** Those that share something with it were off when the plan was made, and still have to be. */
  private @Nullable Answer twinRuns(String moIds) {
    for (String moId : moIds.split(" ", -1)) {
      try {
        if (sight.vm(new MoRef("VirtualMachine", moId)).powerState() != VmPowerState.POWERED_OFF) {
          return Answer.of(Way.BACK, "twin-runs", moId);
        }
      } catch (VSphereException e) {
        if (e.kind() != FaultKind.GONE) {
          throw e;
        }
      }
    }
    return null;
  }

  /** At every try: a host that is neither as it was nor as it should be is somebody else's work. */
  private @Nullable Answer host(TargetState seen) {
    Text drift = Drift.before(operation, seen);
    return drift == null ? null : new Answer(Way.BACK, drift, seen, false);
  }

  private @Nullable Answer machine(PlanStep step, VmState vm) {
    if (step.action() == StepAction.MOVE) {
      return places.at(step, vm);
    }
    if (operation.isAboutTracking() && step.action() != StepAction.REMOVE_SNAPSHOT) {
      Answer changed = tracking(step, vm);
      if (changed != null) {
        return changed;
      }
    }
    if (step.action() == StepAction.REMOVE_SNAPSHOT && !isOurs(step, vm)) {
      return Answer.of(Way.BACK, "not-ours", String.valueOf(step.about()));
    }
    if (WANT_ROOM.contains(step.action())) {
      Answer room = room(step);
      if (room != null) {
        return room;
      }
    }
    if (step.action() == StepAction.POWER_ON && step.about() != null) {
      Answer twin = twinRuns(step.about());
      if (twin != null) {
        return twin;
      }
    }
    boolean runs = vm.powerState() != VmPowerState.POWERED_OFF;
    if (step.action() == StepAction.CONSOLIDATE && runs && !isWayHome(step)) {
      long rate = sight.writeRateBytes(operation.object()).orElse(0);
      if (rate > MOST_WRITTEN) {
        return Answer.of(Way.LATER, "writes-much", new Bytes(rate), new Bytes(MOST_WRITTEN));
      }
    }
    return null;
  }

  /** The effect of switching is there although we did not switch: that is somebody else's doing. */
  private boolean isFlagOfOthers(PlanStep step) {
    return step.action() == StepAction.TRACKING_ON || step.action() == StepAction.TRACKING_OFF;
  }

  /** Only the value that was approved to be emptied is emptied. */
  private Answer attribute(PlanStep step, VmState vm) {
    String name = String.valueOf(step.about());
    String was = String.valueOf(operation.target().baseline().attribute());
    RepairSight.Attribute now = sight.attribute(operation.object(), name);
    if (now == null) {
      return Answer.of(Way.BACK, "no-attribute", name);
    }
    if (now.value().isEmpty()) {
      return Answer.go(Way.ALREADY, vm);
    }
    return now.value().equals(was)
        ? Answer.go(Way.GO, vm)
        : Answer.of(Way.BACK, "drift", name, was, now.value());
  }

  /** What is removed carries the name of an operation of ours; a reference alone is not enough. */
  private boolean isOurs(PlanStep step, VmState vm) {
    return Effect.named(step, operation, ledger, vm).stream()
        .allMatch(
            one -> Operation.idOf(one.name()) != null || ledger.snapshots().contains(one.ref()));
  }

  private @Nullable Answer before(TargetState seen) {
    Text drift = Drift.before(operation, seen);
    if (drift != null) {
      return new Answer(Way.BACK, drift, seen, false);
    }
    Set<String> wanted = Set.copyOf(operation.target().privileges().wanted());
    Set<String> missing =
        wanted.isEmpty() ? Set.of() : sight.missingPrivileges(operation.object(), wanted);
    return missing.isEmpty()
        ? null
        : Answer.of(Way.BACK, "privileges", String.join(", ", new TreeSet<>(missing))).stopsAll();
  }

  /** What switching and new snapshots need: the flag as we left it, nobody else, no deltas. */
  private @Nullable Answer tracking(PlanStep step, VmState vm) {
    boolean merging = step.action() == StepAction.CONSOLIDATE;
    if (Boolean.TRUE.equals(vm.consolidationNeeded()) && !merging) {
      return leftDeltas();
    }
    List<SnapshotRef> ours = Effect.ours(operation, ledger, vm);
    List<String> others =
        vm.snapshots().stream()
            .filter(one -> !ours.contains(one))
            .map(SnapshotRef::name)
            .sorted()
            .toList();
    if (!others.isEmpty() && !merging) {
      boolean off = flagIsOffByUs() || ledger.isGoingBack();
      return Answer.of(off ? Way.PARK : Way.BACK, "foreign-snapshot", String.join(", ", others));
    }
    if (!ledger.isGoingBack()
        && expectedFlag() != Boolean.TRUE.equals(vm.changeTrackingEnabled())) {
      return Answer.of(Way.BACK, "flag-changed", String.valueOf(vm.changeTrackingEnabled()));
    }
    if (step.action() == StepAction.TRACKING_ON && !ours.isEmpty()) {
      return Answer.of(Way.BACK, "own-snapshot", ours.get(0).name());
    }
    Text disks = ledger.isGoingBack() ? null : Drift.disks(operation, vm);
    return disks == null ? null : new Answer(Way.BACK, disks, vm, false);
  }

  private Answer leftDeltas() {
    boolean mayMerge = operation.options().consolidateAfter() && ledger.tries(Steps.MERGE) == null;
    if (!ledger.snapshots().isEmpty() && mayMerge) {
      return Answer.of(Way.CONSOLIDATE, "deltas");
    }
    return Answer.of(flagIsOffByUs() ? Way.PARK : Way.BACK, "deltas");
  }

  private @Nullable Answer room(PlanStep step) {
    Map<MoRef, Long> estimate =
        step.action() == StepAction.CONSOLIDATE
            ? sight.consolidationSpace(operation.object())
            : Map.of();
    for (DatastoreNeed need : operation.target().datastores()) {
      MoRef ref = new MoRef("Datastore", need.datastore());
      // Deltas that we left grow as long as they are there: what merging them takes is enough.
      boolean merging = step.id().equals(Steps.MERGE) && estimate.containsKey(ref);
      long needed = Math.max(merging ? 0 : need.neededBytes(), estimate.getOrDefault(ref, 0L));
      DatastoreSpace now = sight.datastore(ref);
      Long free = now.freeSpaceBytes();
      if (Boolean.FALSE.equals(now.accessible())
          || (now.maintenanceMode() != null && !now.maintenanceMode().equals("normal"))) {
        return Answer.of(Way.BACK, "datastore-away", need.name());
      }
      if (free == null || free < needed) {
        return Answer.of(
                Way.BACK,
                "datastore-full",
                need.name(),
                new Bytes(free == null ? 0 : free),
                new Bytes(needed))
            .stopsAll();
      }
    }
    return null;
  }

  private @Nullable TaskState busy(TargetState seen) {
    return sight.tasks(seen.recentTasks()).values().stream()
        .filter(TaskState::isOpen)
        .findFirst()
        .orElse(null);
  }

  /** The flag as the last of our steps left it. */
  private boolean expectedFlag() {
    boolean flag = operation.originalFlag();
    for (PlanStep step : operation.steps()) {
      if (ledger.isDone(step.id())) {
        if (step.action() == StepAction.TRACKING_OFF) {
          flag = false;
        } else if (step.action() == StepAction.TRACKING_ON) {
          flag = true;
        }
      }
    }
    return flag;
  }

  private boolean flagIsOffByUs() {
    return operation.isAboutTracking()
        && operation.originalFlag()
        && (!expectedFlag() || ledger.isGoingBack());
  }

  private Answer unreadable(VSphereException e) {
    return switch (e.kind()) {
      case GONE -> Answer.of(Way.GONE, "gone");
      case RETRY, LOG_IN_AGAIN ->
          Answer.of(Way.LATER, "unreachable", String.valueOf(e.getMessage()));
      case GIVE_UP, ASK_HUMAN ->
          Answer.of(
              ledger.isTouched() ? Way.HUMAN : Way.BACK,
              "unreadable",
              String.valueOf(e.getMessage()));
    };
  }
}
