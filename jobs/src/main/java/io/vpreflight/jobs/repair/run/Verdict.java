// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanDisk;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TargetState;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was worked on looks like now, in words: the outcome, and what is left. Pure. */
final class Verdict {
  private final Operation operation;
  private final Ledger ledger;

  Verdict(Operation operation, Ledger ledger) {
    this.operation = operation;
    this.ledger = ledger;
  }

  /** After the last step. */
  Ending done(TargetState seen) {
    if (operation.kind().optIn() != null) {
      PlanStep missing = missing(seen);
      return missing == null
          ? Ending.of(RepairOutcome.COMPLETE)
          : Ending.of(RepairOutcome.NEEDS_HUMAN, reason("not-any-more", missing.id()));
    }
    VmState vm = (VmState) seen;
    if (!Effect.ours(operation, ledger, vm).isEmpty()) {
      return Ending.of(RepairOutcome.NEEDS_HUMAN, reason("own-snapshot-left"));
    }
    if (operation.isAboutTracking()) {
      return tracking(vm);
    }
    if (operation.kind() == RepairKind.CLEAR_ATTRIBUTE) {
      return Ending.of(RepairOutcome.COMPLETE);
    }
    return Boolean.TRUE.equals(vm.consolidationNeeded())
        ? Ending.of(RepairOutcome.NEEDS_HUMAN, reason("still-needed"))
        : Ending.of(RepairOutcome.COMPLETE);
  }

  /** The step whose effect is not there; null when every one is. */
  private @Nullable PlanStep missing(TargetState seen) {
    return operation.steps().stream()
        .filter(step -> step.action().isMutation())
        .filter(step -> Effect.of(step, operation, ledger, seen) == Effect.NOT_THERE)
        .findFirst()
        .orElse(null);
  }

  private Ending tracking(VmState vm) {
    if (!Boolean.TRUE.equals(vm.changeTrackingEnabled())) {
      return Ending.of(
          RepairOutcome.NEEDS_HUMAN,
          reason("flag-changed", String.valueOf(vm.changeTrackingEnabled())));
    }
    if (Boolean.TRUE.equals(vm.consolidationNeeded())) {
      return Ending.of(RepairOutcome.NEEDS_HUMAN, reason("deltas"));
    }
    Map<Integer, String> on = ledger.changeIds("B");
    if (on == null) {
      return Ending.of(RepairOutcome.COMPLETE_NOT_PROVEN, reason("not-read"));
    }
    for (Map.Entry<String, String> probe : new TreeMap<>(ledger.probes()).entrySet()) {
      if (!probe.getValue().equals(Ledger.ANSWERED)) {
        return Ending.of(
            RepairOutcome.NEEDS_HUMAN, reason("probe", probe.getKey(), probe.getValue()));
      }
    }
    return switch (Proof.of(evidence(on))) {
      case PROVEN -> Ending.of(RepairOutcome.COMPLETE);
      case NOT_PROVEN -> Ending.of(RepairOutcome.COMPLETE_NOT_PROVEN, reason("nothing-to-compare"));
      case NOT_SHOWN ->
          operation.kind() == RepairKind.ENABLE_CBT
              ? Ending.of(RepairOutcome.ARMED, reason("not-effective"))
              : Ending.of(RepairOutcome.COMPLETE_NOT_PROVEN, reason("not-shown"));
      case NOT_EFFECTIVE -> Ending.of(RepairOutcome.ARMED, reason("not-effective"));
      case SAME_AS_BEFORE -> Ending.of(RepairOutcome.NEEDS_HUMAN, reason("same-as-before"));
    };
  }

  private Proof.Evidence evidence(Map<Integer, String> on) {
    if (operation.kind() == RepairKind.ENABLE_CBT) {
      // It was off: that there is a changeId now is all that was promised.
      return new Proof.Evidence(operation.trackedDisks(), Map.of(), Map.of(), on);
    }
    Map<Integer, String> before = new TreeMap<>();
    for (PlanDisk disk : operation.target().baseline().disks()) {
      if (disk.changeId() != null) {
        before.put(disk.key(), disk.changeId());
      }
    }
    Map<Integer, String> proof = ledger.changeIds("P");
    if (proof != null) {
      before.putAll(proof);
    }
    return new Proof.Evidence(operation.trackedDisks(), before, ledger.changeIds("A"), on);
  }

  /** After everything that can be taken back was taken back. */
  Ending back(TargetState seen, Text why) {
    if (!ledger.isTouched()) {
      return Ending.of(RepairOutcome.UNTOUCHED, why);
    }
    if (seen instanceof VmState vm
        && operation.isAboutTracking()
        && Steps.isOnByUs(operation, ledger)
        && Boolean.TRUE.equals(vm.changeTrackingEnabled())) {
      boolean stunned = ledger.snapshot("B") != null || vm.powerState() == VmPowerState.POWERED_OFF;
      return Ending.of(stunned ? RepairOutcome.COMPLETE_NOT_PROVEN : RepairOutcome.ARMED, why);
    }
    return Ending.of(RepairOutcome.ROLLED_BACK, why);
  }

  /**
   * What of ours is left, and how a person takes it away or ends it, in the order in which to do
   * it.
   */
  Ending withLeftovers(Ending ending, @Nullable TargetState seen) {
    List<Text> left = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    if (seen == null) {
      if (ending.outcome() != RepairOutcome.GONE && ledger.isTouched()) {
        left.add(Text.of("repair.left.unseen", operation.object().moId()));
      }
      return ending.with(left, commands(ending, commands));
    }
    if (seen instanceof VmState vm) {
      addOfMachine(vm, left, commands);
    }
    boolean byHand =
        operation.kind().optIn() != null && ending.outcome() == RepairOutcome.NEEDS_HUMAN;
    PlanStep open = byHand ? missing(seen) : null;
    if (open != null) {
      left.add(Text.of("repair.left.not-done." + open.action().label()));
      commands.add(byHand(open));
    }
    return ending.with(left, commands(ending, commands));
  }

  private void addOfMachine(VmState vm, List<Text> left, List<String> commands) {
    String machine = machine();
    for (SnapshotRef one : Effect.ours(operation, ledger, vm)) {
      left.add(Text.of("repair.left.snapshot", one.name(), one.ref().moId()));
      commands.add(
          machine
              + " | Get-Snapshot -Name '"
              + quoted(one.name())
              + "' | Remove-Snapshot -Confirm:$false");
    }
    if (ledger.isTouched() && Boolean.TRUE.equals(vm.consolidationNeeded())) {
      left.add(Text.of("repair.left.deltas"));
      commands.add(machine + ".ExtensionData.ConsolidateVMDisks()");
    }
    if (operation.isAboutTracking()
        && operation.originalFlag()
        && Steps.hasSwitched(operation, ledger)
        && !Boolean.TRUE.equals(vm.changeTrackingEnabled())) {
      left.add(Text.of("repair.left.tracking-off"));
      if (vm.snapshots().size() > Effect.ours(operation, ledger, vm).size()) {
        left.add(Text.of("repair.left.wait-for-others"));
      }
      commands.add(
          "$s = New-Object VMware.Vim.VirtualMachineConfigSpec; $s.ChangeTrackingEnabled = $true; "
              + machine
              + ".ExtensionData.ReconfigVM($s)");
    }
  }

  private String machine() {
    return "(Get-VM -Id 'VirtualMachine-" + quoted(operation.object().moId()) + "')";
  }

  private String host() {
    return "(Get-VMHost -Id 'HostSystem-" + quoted(operation.object().moId()) + "')";
  }

  /** What a person types for a step that stands alone. */
  private String byHand(PlanStep step) {
    return switch (step.action()) {
      case SET_INSTANCE_UUID ->
          "$s = New-Object VMware.Vim.VirtualMachineConfigSpec; $s.InstanceUuid = '"
              + step.about()
              + "'; "
              + machine()
              + ".ExtensionData.ReconfigVM($s)";
      case POWER_ON -> machine() + " | Start-VM";
      case MOVE ->
          "Move-VM -VM "
              + machine()
              + " -Destination (Get-VMHost -Id 'HostSystem-"
              + quoted(String.valueOf(step.about()))
              + "')";
      case POWER_UP_HOST -> "Start-VMHost -VMHost " + host() + " -TimeoutSeconds 900";
      case RECONNECT_HOST -> "Set-VMHost -VMHost " + host() + " -State Connected";
      default -> throw new IllegalArgumentException(step.id());
    };
  }

  private List<String> commands(Ending ending, List<String> commands) {
    if (ending.outcome().isOpen()) {
      commands.add(0, "vpreflight repair resume " + operation.planDigest().substring(0, 12));
    }
    return commands;
  }

  private static String quoted(String name) {
    return name.replace("'", "''");
  }

  private static Text reason(String key, Object... args) {
    return Text.of("repair.reason." + key, args);
  }
}
