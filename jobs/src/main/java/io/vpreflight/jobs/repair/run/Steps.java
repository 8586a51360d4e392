// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TargetState;
import io.vpreflight.vsphere.VmState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The procedures as data: those of the approved plan, one step after the other, and what takes each
 * of them back. The engine knows no repair by its name.
 */
final class Steps {
  /** Merging what the removal of a snapshot of ours left. */
  static final String MERGE = "K";

  /** The way back: remove what is ours. */
  static final String REMOVE = "C1";

  /** The way back: the flag as it was. */
  static final String RESTORE = "C2";

  private Steps() {}

  /** The next step of the plan; null when all are done. */
  static @Nullable PlanStep next(Operation operation, Ledger ledger) {
    return operation.steps().stream()
        .filter(step -> step.action() != StepAction.LOG_END)
        .filter(step -> !ledger.isDone(step.id()))
        .findFirst()
        .orElse(null);
  }

  /**
   * The next step back: first every snapshot of ours, one after the other, then the flag; never the
   * other way round, for switching tracking on under a snapshot makes increments silently wrong.
   * Null when nothing is left to take back.
   */
  static @Nullable PlanStep back(Operation operation, Ledger ledger, TargetState seen) {
    return seen instanceof VmState vm ? back(operation, ledger, vm) : null;
  }

  private static @Nullable PlanStep back(Operation operation, Ledger ledger, VmState vm) {
    List<SnapshotRef> ours = Effect.ours(operation, ledger, vm);
    if (!ours.isEmpty()) {
      String moId = ours.get(ours.size() - 1).ref().moId();
      return new PlanStep(REMOVE, StepAction.REMOVE_SNAPSHOT, moId, true);
    }
    boolean flag = Boolean.TRUE.equals(vm.changeTrackingEnabled());
    if (!operation.isAboutTracking()
        || flag == operation.originalFlag()
        || isOnByUs(operation, ledger)) {
      return null;
    }
    if (!hasSwitched(operation, ledger)) {
      return null;
    }
    return new PlanStep(
        RESTORE,
        operation.originalFlag() ? StepAction.TRACKING_ON : StepAction.TRACKING_OFF,
        null,
        false);
  }

  /** The step of that id, as the plan or the way back has it. */
  static PlanStep of(Operation operation, Ledger.Open open) {
    for (PlanStep step : operation.steps()) {
      if (step.id().equals(open.step())) {
        return step;
      }
    }
    return switch (open.step()) {
      case MERGE -> merge();
      case REMOVE -> new PlanStep(REMOVE, StepAction.REMOVE_SNAPSHOT, open.target().moId(), true);
      case RESTORE ->
          new PlanStep(
              RESTORE,
              operation.originalFlag() ? StepAction.TRACKING_ON : StepAction.TRACKING_OFF,
              null,
              false);
      default -> throw new IllegalStateException("no step " + open.step());
    };
  }

  /** Merges deltas that a removal of ours left. */
  static PlanStep merge() {
    return new PlanStep(MERGE, StepAction.CONSOLIDATE, null, true);
  }

  /** Tracking was switched on as planned: that is what was wanted, and it stays. */
  static boolean isOnByUs(Operation operation, Ledger ledger) {
    return operation.steps().stream()
        .anyMatch(step -> step.action() == StepAction.TRACKING_ON && ledger.isDone(step.id()));
  }

  /** True once a call of ours may have changed the flag. */
  static boolean hasSwitched(Operation operation, Ledger ledger) {
    return operation.steps().stream()
        .anyMatch(
            step ->
                (step.action() == StepAction.TRACKING_OFF
                        || step.action() == StepAction.TRACKING_ON)
                    && ledger.tries(step.id()) != null);
  }

  /** The vim25 method of a step that changes something. */
  static String method(PlanStep step) {
    return switch (step.action()) {
      case TRACKING_OFF, TRACKING_ON -> "ReconfigVM_Task";
      case CREATE_SNAPSHOT -> "CreateSnapshot_Task";
      case REMOVE_SNAPSHOT -> "RemoveSnapshot_Task";
      case CONSOLIDATE -> "ConsolidateVMDisks_Task";
      case CLEAR_ATTRIBUTE -> "SetField";
      case RELOAD -> "Reload";
      case SET_INSTANCE_UUID -> OptIn.NEW_INSTANCE_UUID.method();
      case POWER_ON -> OptIn.POWER_ON_VM.method();
      case MOVE -> OptIn.MOVE_VM.method();
      case POWER_UP_HOST -> OptIn.POWER_UP_HOST.method();
      case RECONNECT_HOST -> OptIn.RECONNECT_HOST.method();
      case LOG_BEGIN, READ_CHANGE_IDS, VERIFY, LOG_END ->
          throw new IllegalArgumentException(step.id());
    };
  }

  /** Its column of the table of faults. */
  static FaultTable.Column column(PlanStep step, Operation operation, Ledger ledger) {
    boolean on = isOnByUs(operation, ledger);
    return switch (step.action()) {
      case TRACKING_OFF -> FaultTable.Column.SWITCH_OFF;
      case TRACKING_ON ->
          operation.originalFlag() ? FaultTable.Column.SWITCH_ON : FaultTable.Column.SWITCH_OFF;
      case CREATE_SNAPSHOT -> on ? FaultTable.Column.SNAPSHOT_ON : FaultTable.Column.SNAPSHOT_OFF;
      case REMOVE_SNAPSHOT ->
          operation.isAboutTracking()
              ? (on ? FaultTable.Column.REMOVE_ON : FaultTable.Column.REMOVE_OFF)
              : FaultTable.Column.ALONE;
      case CONSOLIDATE,
          CLEAR_ATTRIBUTE,
          RELOAD,
          SET_INSTANCE_UUID,
          POWER_ON,
          MOVE,
          POWER_UP_HOST,
          RECONNECT_HOST ->
          FaultTable.Column.ALONE;
      case LOG_BEGIN, READ_CHANGE_IDS, VERIFY, LOG_END ->
          throw new IllegalArgumentException(step.id());
    };
  }
}
