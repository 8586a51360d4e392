// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.planner;

import io.vpreflight.jobs.check.tracking.TrackingState;
import io.vpreflight.jobs.repair.plan.MoveAnswer;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.jobs.repair.refusal.Candidate;
import io.vpreflight.jobs.repair.refusal.HostCandidate;
import io.vpreflight.jobs.repair.refusal.OwnSnapshots;
import io.vpreflight.jobs.repair.refusal.PowerRefusals;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is done to one virtual machine, in order. */
final class Steps {
  private final List<PlanStep> steps = new ArrayList<>();
  private final Candidate candidate;

  /** A machine that is off has no guest that could stand still. */
  private final boolean running;

  private Steps(Candidate candidate) {
    this.candidate = candidate;
    running = candidate.vm().runtime().powerState() != VmPowerState.POWERED_OFF;
  }

  static List<PlanStep> of(Candidate candidate) {
    Steps steps = new Steps(candidate);
    steps.add("begin", StepAction.LOG_BEGIN, null);
    switch (candidate.kind()) {
      case RESET_CBT -> steps.reset();
      case ENABLE_CBT -> steps.enable();
      case CONSOLIDATE -> steps.add("C1", StepAction.CONSOLIDATE, null);
      case REMOVE_LEFTOVERS -> steps.removeLeftovers();
      case CLEAR_ATTRIBUTE ->
          steps.add("F1", StepAction.CLEAR_ATTRIBUTE, attribute(candidate.vm()));
      case RELOAD -> steps.add("L1", StepAction.RELOAD, null);
      case NEW_INSTANCE_UUID ->
          steps.add("U1", StepAction.SET_INSTANCE_UUID, newInstanceUuid(candidate));
      case POWER_ON_VM -> steps.add("O1", StepAction.POWER_ON, twins(candidate));
      case MOVE_VM -> steps.add("T1", StepAction.MOVE, target(candidate));
      case POWER_UP_HOST, RECONNECT_HOST ->
          throw new IllegalArgumentException(candidate.kind().label());
    }
    steps.add("V2", StepAction.VERIFY, null);
    steps.add("end", StepAction.LOG_END, null);
    return List.copyOf(steps.steps);
  }

  /** What is done to one host, in order. */
  static List<PlanStep> of(HostCandidate candidate) {
    boolean wake = candidate.kind() == RepairKind.POWER_UP_HOST;
    return List.of(
        new PlanStep("begin", StepAction.LOG_BEGIN, null, false),
        wake
            ? new PlanStep("H1", StepAction.POWER_UP_HOST, null, false)
            : new PlanStep("N1", StepAction.RECONNECT_HOST, null, false),
        new PlanStep("V2", StepAction.VERIFY, null, false),
        new PlanStep("end", StepAction.LOG_END, null, false));
  }

  private void reset() {
    if (candidate.request().options().prove()) {
      add("P1", StepAction.CREATE_SNAPSHOT, "P");
      add("P2", StepAction.REMOVE_SNAPSHOT, "P");
    }
    add("M1", StepAction.TRACKING_OFF, null);
    if (running) {
      add("M2", StepAction.CREATE_SNAPSHOT, "A");
      add("M3", StepAction.REMOVE_SNAPSHOT, "A");
    }
    add("M4", StepAction.TRACKING_ON, null);
    stun();
  }

  /** Where the flag is on and waits, only the stun is wanting. */
  private void enable() {
    boolean waits = !candidate.tracking().in(TrackingState.PENDING_STUN).isEmpty();
    if (!waits) {
      add("M4", StepAction.TRACKING_ON, null);
    }
    stun();
  }

  private void stun() {
    add("M5", StepAction.CREATE_SNAPSHOT, "B");
    add("V", StepAction.READ_CHANGE_IDS, "B");
    add("M6", StepAction.REMOVE_SNAPSHOT, "B");
  }

  private void removeLeftovers() {
    int number = 1;
    for (SnapshotNode node : OwnSnapshots.of(candidate)) {
      add("R" + number++, StepAction.REMOVE_SNAPSHOT, node.snapshot().moId());
    }
  }

  private void add(String id, StepAction action, @Nullable String about) {
    boolean stuns =
        switch (action) {
          case CREATE_SNAPSHOT, REMOVE_SNAPSHOT, CONSOLIDATE, MOVE -> running;
          default -> false;
        };
    steps.add(new PlanStep(id, action, about, stuns));
  }

  /**
   * Always the same for the same machine and the identity that it has: who plans again gets the
   * same plan, and what was sent twice has one effect.
   */
  private static String newInstanceUuid(Candidate candidate) {
    String of =
        "vpreflight new-instance-uuid "
            + candidate.scene().inventory().vcenter().instanceUuid()
            + " "
            + candidate.vm().ref().moId()
            + " "
            + candidate.vm().config().instanceUuid();
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The machines that share an identity or an address with it, all off; null for none. */
  private static @Nullable String twins(Candidate candidate) {
    String twins =
        candidate.scene().inventory().virtualMachines().stream()
            .filter(other -> !other.ref().equals(candidate.ref()))
            .filter(other -> PowerRefusals.shared(candidate.vm(), other) != null)
            .map(other -> other.ref().moId())
            .sorted()
            .collect(Collectors.joining(" "));
    return twins.isEmpty() ? null : twins;
  }

  /** Where it goes; without such a host it is refused. */
  private static String target(Candidate candidate) {
    MoveAnswer answer =
        Objects.requireNonNull(candidate.request().computed().moves().get(candidate.ref()));
    return Objects.requireNonNull(answer.host()).moId();
  }

  /** As it is spelt in this vCenter. */
  private static String attribute(VirtualMachine vm) {
    return vm.customValues().entrySet().stream()
        .filter(
            value -> value.getKey().equalsIgnoreCase("DPMServer") && !value.getValue().isBlank())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
