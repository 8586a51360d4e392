// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static io.vpreflight.jobs.repair.run.CrashHook.Point.AFTER_INTENT;
import static io.vpreflight.jobs.repair.run.CrashHook.Point.AFTER_REPLY;
import static io.vpreflight.jobs.repair.run.CrashHook.Point.AFTER_SEND;
import static io.vpreflight.jobs.repair.run.CrashHook.Point.AFTER_TASK_STORED;
import static io.vpreflight.jobs.repair.run.CrashHook.Point.BEFORE_INTENT;

import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Lease;
import io.vpreflight.vsphere.Execution;
import io.vpreflight.vsphere.MutationPermit;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TargetState;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends one mutation, once: intent on the disk, permit, call, what came back on the disk. Whatever
 * happens in between leaves an intent without an end, which is settled by looking.
 */
final class Sender {
  /** Firmware and boot of a large host take their time; the task ends when it is back. */
  private static final int WAKES_WITHIN_SECONDS = 900;

  private final Operation operation;
  private final RunTools tools;
  private final Diary diary;
  private final Holding holding;
  private final Gate gate;
  private final Consent consent;

  Sender(
      Operation operation,
      RunTools tools,
      Diary diary,
      Holding holding,
      Gate gate,
      Consent consent) {
    this.operation = operation;
    this.tools = tools;
    this.diary = diary;
    this.holding = holding;
    this.gate = gate;
    this.consent = consent;
  }

  /**
   * Sends.
   *
   * @param seen as the gate read it just now
   * @return the fault when it was certainly not executed; null when it was, or may have been: the
   *     ledger knows
   */
  @Nullable VimFault send(PlanStep step, TargetState seen) {
    MoRef target = target(step, seen);
    Lease lease = holding.keep();
    tools.crash().at(step.id(), BEFORE_INTENT);
    diary.intent(step.id(), lease, intent(step, target, seen));
    tools.crash().at(step.id(), AFTER_INTENT);
    MutationPermit permit =
        new MutationPermit(
            operation.id(),
            operation.planDigest(),
            lease.fencingNumber(),
            Steps.method(step),
            target,
            () -> stillValid(step, lease),
            () -> tools.crash().at(step.id(), AFTER_SEND));
    try {
      MoRef task = call(step, permit, seen, target);
      tools.crash().at(step.id(), AFTER_REPLY);
      diary.write(JournalEvent.SENT, step.id(), Map.of(Ledger.REPLY, "answered"));
      if (task == null) {
        diary.write(JournalEvent.OUTCOME, step.id(), outcome(step, Ledger.DONE, null));
      } else {
        diary.write(JournalEvent.TASK, step.id(), Map.of(Ledger.TASK, task.toString()));
      }
      tools.crash().at(step.id(), AFTER_TASK_STORED);
      return null;
    } catch (VSphereException e) {
      return answer(step, e);
    } catch (IllegalStateException e) {
      diary.write(
          JournalEvent.OUTCOME,
          step.id(),
          outcome(
              step, Ledger.REFUSED, new VimFault(NoLeave.class.getSimpleName(), List.of(), null)));
      throw new NoLeave(e);
    }
  }

  /** Lease or approval went between the intent and the first byte: nothing was sent. */
  static final class NoLeave extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NoLeave(Throwable cause) {
      super(cause);
    }
  }

  private @Nullable VimFault answer(PlanStep step, VSphereException e) {
    VimFault fault =
        e instanceof VSphereException.Fault told
            ? told.fault()
            : new VimFault(name(e), List.of(), null);
    if (e.execution() == Execution.CERTAINLY_NOT) {
      diary.write(JournalEvent.OUTCOME, step.id(), outcome(step, Ledger.REFUSED, fault));
      return fault;
    }
    Map<String, String> details = Diary.of(fault);
    details.put(Ledger.REPLY, "unknown");
    diary.write(JournalEvent.SENT, step.id(), details);
    return null;
  }

  /** What is no fault of vCenter, under a name that the table of faults has a row for. */
  private static String name(VSphereException e) {
    return switch (e.kind()) {
      case RETRY -> "HostCommunication";
      case LOG_IN_AGAIN -> "NotAuthenticated";
      case GONE -> "ManagedObjectNotFound";
      case GIVE_UP -> "SystemError";
      case ASK_HUMAN -> "NoPermission";
    };
  }

  private void stillValid(PlanStep step, Lease lease) {
    try {
      holding.check(lease);
    } catch (Holding.Lost e) {
      throw new NoLeave(e);
    }
    if (!gate.isWayHome(step) && consent.refusal() != null) {
      throw new NoLeave(new IllegalStateException("the approval is gone"));
    }
  }

  private @Nullable MoRef call(
      PlanStep step, MutationPermit permit, TargetState seen, MoRef target) {
    var operations = tools.ports().operations();
    var optIns = tools.ports().optIns();
    return switch (step.action()) {
      case TRACKING_OFF, TRACKING_ON ->
          operations.setChangeTracking(
              permit,
              target,
              step.action() == StepAction.TRACKING_ON,
              Objects.requireNonNullElse(seen.changeVersion(), ""));
      case CREATE_SNAPSHOT ->
          operations.createSnapshot(
              permit,
              target,
              operation.snapshotName(Objects.requireNonNull(step.about())),
              "vpreflight " + operation.planDigest());
      case REMOVE_SNAPSHOT -> operations.removeSnapshot(permit, target);
      case CONSOLIDATE -> operations.consolidate(permit, target);
      case RELOAD -> {
        operations.reload(permit, target);
        yield null;
      }
      case SET_INSTANCE_UUID ->
          optIns.newInstanceUuid(
              permit,
              target,
              Objects.requireNonNull(step.about()),
              Objects.requireNonNullElse(seen.changeVersion(), ""));
      case POWER_ON -> optIns.powerOn(permit, target);
      case MOVE ->
          optIns.move(
              permit, target, new MoRef("HostSystem", Objects.requireNonNull(step.about())));
      case POWER_UP_HOST -> optIns.powerUpHost(permit, target, WAKES_WITHIN_SECONDS);
      case RECONNECT_HOST -> optIns.reconnectHost(permit, target);
      case CLEAR_ATTRIBUTE -> {
        RepairSight.Attribute field =
            Objects.requireNonNull(
                tools.ports().sight().attribute(target, String.valueOf(step.about())));
        tools.ports().annotations().setField(permit, target, field.key(), "");
        yield null;
      }
      case LOG_BEGIN, READ_CHANGE_IDS, VERIFY, LOG_END ->
          throw new IllegalArgumentException(step.id());
    };
  }

  /** A snapshot is removed by its reference, everything else is asked of the object itself. */
  private MoRef target(PlanStep step, TargetState seen) {
    if (step.action() != StepAction.REMOVE_SNAPSHOT) {
      return operation.object();
    }
    List<SnapshotRef> named = Effect.named(step, operation, diary.ledger(), seen);
    return named.get(named.size() - 1).ref();
  }

  private Map<String, String> intent(PlanStep step, MoRef target, TargetState seen) {
    Map<String, String> details = new TreeMap<>();
    details.put(Ledger.METHOD, Steps.method(step));
    details.put(Ledger.OBJECT, target.toString());
    details.put(Ledger.SERVER_TIME, tools.ports().sight().currentTime().toString());
    String version = seen.changeVersion();
    if (version != null) {
      details.put("changeVersionBefore", version);
      String ours = diary.ledger().changeVersion();
      if (ours != null && !ours.equals(version)) {
        details.put("changeVersionMoved", "true");
      }
    }
    return details;
  }

  static Map<String, String> outcome(PlanStep step, String result, @Nullable VimFault fault) {
    Map<String, String> details = Diary.of(fault);
    details.put(Ledger.RESULT, result);
    if (step.about() != null) {
      details.put(Ledger.ABOUT, step.about());
    }
    return details;
  }
}
