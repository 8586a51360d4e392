// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.snapshot.SnapshotNames;
import io.vpreflight.jobs.check.snapshot.VmTasks;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What goes on with a virtual machine right now. */
final class StateRefusals {
  /** Without these no snapshot of ours comes or goes. */
  private static final Set<String> NEEDED_TO_SNAPSHOT =
      Set.of("ReconfigVM_Task", "CreateSnapshot_Task", "CreateSnapshotEx_Task");

  private StateRefusals() {}

  /** Orphaned, inaccessible, invalid, disconnected. */
  static List<Outcome> notConnected(Candidate candidate) {
    VmConnectionState state = candidate.vm().runtime().connectionState();
    if (state == null) {
      return Outcome.unset(VmProperty.CONNECTION_STATE);
    }
    return state == VmConnectionState.CONNECTED
        ? List.of()
        : Outcome.hit("not-connected")
            .with(state.vim())
            .evidence(VmProperty.CONNECTION_STATE, state.vim())
            .only();
  }

  static List<Outcome> hostNotConnected(Candidate candidate) {
    Host host = candidate.host();
    if (host == null) {
      return hostUnknown(candidate);
    }
    HostConnectionState state = host.runtime().connectionState();
    if (state == null) {
      return Outcome.unset(HostProperty.CONNECTION_STATE);
    }
    return state == HostConnectionState.CONNECTED
        ? List.of()
        : Outcome.hit("host-not-connected")
            .with(host.name(), state.vim())
            .evidence("host runtime.connectionState", state.vim())
            .only();
  }

  static List<Outcome> hostInMaintenance(Candidate candidate) {
    Host host = candidate.host();
    if (host == null) {
      return hostUnknown(candidate);
    }
    Boolean maintenance = host.runtime().inMaintenanceMode();
    if (maintenance == null) {
      return Outcome.unset(HostProperty.IN_MAINTENANCE_MODE);
    }
    return maintenance
        ? Outcome.hit("host-in-maintenance")
            .with(host.name())
            .evidence("host runtime.inMaintenanceMode", true)
            .only()
        : List.of();
  }

  private static List<Outcome> hostUnknown(Candidate candidate) {
    MoRef ref = candidate.vm().runtime().host();
    return ref == null
        ? Outcome.unset(VmProperty.HOST)
        : Outcome.undetermined("reason.tracking.host-unseen", ref.moId());
  }

  static List<Outcome> suspended(Candidate candidate) {
    VmPowerState state = candidate.vm().runtime().powerState();
    if (state == null) {
      return Outcome.unset(VmProperty.POWER_STATE);
    }
    return state == VmPowerState.SUSPENDED
        ? Outcome.hit("suspended").evidence(VmProperty.POWER_STATE, state.vim()).only()
        : List.of();
  }

  /** Locked, or encrypted and nobody says whether it is. */
  static List<Outcome> locked(Candidate candidate) {
    VirtualMachine vm = candidate.vm();
    String state = vm.runtime().cryptoState();
    if (state == null) {
      return vm.config().options().keyId() == null
          ? List.of()
          : Outcome.unset(VmProperty.CRYPTO_STATE);
    }
    return state.equals("locked")
        ? Outcome.hit("locked").evidence(VmProperty.CRYPTO_STATE, state).only()
        : List.of();
  }

  static List<Outcome> taskRunning(Candidate candidate) {
    VmTasks tasks = VmTasks.in(candidate.scene());
    List<TaskRecord> open = tasks.open(candidate.vm());
    if (!open.isEmpty()) {
      TaskRecord task = open.get(0);
      return Outcome.hit("task-running")
          .with(VmTasks.name(task))
          .evidence("recentTask", task.key())
          .evidence("info.state", task.state())
          .evidence("info.startTime", VmTasks.since(task))
          .only();
    }
    // All that is open was read: whatever else is in the list of recent ones has ended.
    Reach reach = candidate.scene().inventory().history().reach().openTasks();
    if (reach.since() != null && !reach.truncated()) {
      return List.of();
    }
    Set<String> done =
        tasks.of(candidate.vm()).stream().map(TaskRecord::key).collect(Collectors.toSet());
    for (MoRef recent : candidate.vm().activity().recentTask()) {
      if (!done.contains(recent.moId())) {
        return Outcome.undetermined("reason.repair.task-unknown", recent.moId());
      }
    }
    return List.of();
  }

  static List<Outcome> settling(Candidate candidate) {
    return VmTasks.in(candidate.scene()).isSettling(candidate.vm(), candidate.scene())
        ? Outcome.hit("settling").only()
        : List.of();
  }

  static List<Outcome> cannotSnapshot(Candidate candidate) {
    return disabled(candidate, NEEDED_TO_SNAPSHOT);
  }

  static List<Outcome> cannotConsolidate(Candidate candidate) {
    return disabled(candidate, Set.of("ConsolidateVMDisks_Task"));
  }

  static List<Outcome> cannotReconfigure(Candidate candidate) {
    return disabled(candidate, Set.of("ReconfigVM_Task"));
  }

  static List<Outcome> cannotMove(Candidate candidate) {
    return disabled(candidate, Set.of("RelocateVM_Task"));
  }

  static List<Outcome> cannotPowerOn(Candidate candidate) {
    return disabled(candidate, Set.of("PowerOnVM_Task"));
  }

  /** The lock of a product that works on it is on all of them; without snapshots it is normal. */
  static List<Outcome> cannotRemoveSnapshots(Candidate candidate) {
    return candidate.snapshots().isEmpty()
        ? List.of()
        : disabled(candidate, Set.of("RemoveAllSnapshots_Task"));
  }

  private static List<Outcome> disabled(Candidate candidate, Set<String> needed) {
    List<String> methods = candidate.vm().activity().disabledMethod();
    if (methods == null) {
      return Outcome.unset(VmProperty.DISABLED_METHOD);
    }
    TreeSet<String> locked = new TreeSet<>(needed);
    locked.retainAll(methods);
    String names = String.join(", ", locked);
    return locked.isEmpty()
        ? List.of()
        : Outcome.hit("disabled").with(names).evidence(VmProperty.DISABLED_METHOD, names).only();
  }

  static List<Outcome> latencySensitive(Candidate candidate) {
    String level = candidate.vm().config().options().latencySensitivity();
    return "high".equals(level)
        ? Outcome.hit("high").evidence(VmProperty.LATENCY_SENSITIVITY, level).only()
        : List.of();
  }

  /** Its snapshots, or the user or call that made one of late, belong to a migration product. */
  static List<Outcome> warmMigration(Candidate candidate) {
    for (SnapshotNode node : candidate.snapshots()) {
      SnapshotNames.Maker maker = SnapshotNames.makerOf(node);
      if (maker != null && isMigration(maker.product())) {
        return Outcome.hit("migration")
            .with(maker.product())
            .evidence("snapshot.rootSnapshotList.name", node.name())
            .only();
      }
    }
    Instant now = candidate.scene().now();
    for (TaskRecord task : VmTasks.in(candidate.scene()).of(candidate.vm())) {
      Instant at = VmTasks.since(task);
      String sign = sign(task);
      if (sign != null && at != null && at.isAfter(now.minus(Caution.MIGRATION))) {
        return Outcome.hit("migration").with(sign).evidence("info.key", task.key()).only();
      }
    }
    return List.of();
  }

  private static boolean isMigration(String product) {
    return product.startsWith("Migration Toolkit") || product.equals("MigrateKit");
  }

  private static @Nullable String sign(TaskRecord task) {
    return Stream.of(task.descriptionId(), task.userName(), task.activationId())
        .filter(text -> text != null && isMigrationName(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  private static boolean isMigrationName(String text) {
    return text.contains("hcx") || text.contains("forklift");
  }
}
