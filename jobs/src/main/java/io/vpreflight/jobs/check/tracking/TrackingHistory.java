// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events and tasks that matter to change tracking, by virtual machine, gone through once. Anything
 * older than what was read is unknown, never absent.
 */
final class TrackingHistory {
  private static final String FLAG = "configSpec.changeTrackingEnabled";
  private static final String FLAG_AS_KEY = "configSpec.extraConfig[\"ctkEnabled\"]";
  private static final String DEVICE_CHANGE = "configSpec.deviceChange[";

  /** The last part of {@code descriptionId} of tasks that stop a virtual machine for a moment. */
  private static final Set<String> STUN_TASKS =
      Set.of(
          "createsnapshot",
          "createsnapshotex",
          "removesnapshot",
          "removeallsnapshots",
          "consolidatedisks",
          "migrate",
          "executevmotionlro");

  private static final Set<String> REVERT_TASKS =
      Set.of("reverttosnapshot", "reverttocurrentsnapshot");

  private static final OfVm NOTHING = new OfVm();

  private final Map<MoRef, OfVm> byVm = new HashMap<>();
  private final Map<String, TaskKind> kinds = new HashMap<>();
  private final @Nullable Instant eventsSince;
  private final @Nullable Instant tasksSince;

  TrackingHistory(Scene scene) {
    History history = scene.inventory().history();
    boolean events = history.unreadable().fault(VCenterFact.EVENTS) == null;
    eventsSince = events ? history.reach().eventsSince() : null;
    boolean tasks =
        scene.inventory().coverage().isCollected(VCenterFact.TASKS)
            && history.unreadable().fault(VCenterFact.TASKS) == null;
    tasksSince = tasks ? history.reach().doneTasks().since() : null;
    history.events().forEach(this::add);
    history.tasks().forEach(this::add);
    byVm.values().forEach(vm -> vm.switches.sort(Comparator.comparing(Switch::at)));
  }

  /** What went on with one virtual machine: the last time of each, null when none was seen. */
  static final class OfVm {
    /** Every time that somebody set the flag, oldest first. */
    final List<Switch> switches = new ArrayList<>(0);

    /** Power on, resume, snapshot operation or migration. */
    @Nullable Instant stun;

    /** Revert to a snapshot. */
    @Nullable Instant revert;

    /** Restart by vSphere HA. */
    @Nullable Instant crash;

    /** Move of its files. */
    @Nullable Instant relocation;

    /** Every disk that was added, in the order of the events. */
    final List<AddedDisk> addedDisks = new ArrayList<>(0);
  }

  OfVm of(MoRef vm) {
    return byVm.getOrDefault(vm, NOTHING);
  }

  /** The oldest moment that the events reach back to; null when there are none to go by. */
  @Nullable Instant eventsSince() {
    return eventsSince;
  }

  /** True when every stun since that moment would have been seen. */
  boolean reachesBackTo(Instant moment) {
    return eventsSince != null
        && tasksSince != null
        && !eventsSince.isAfter(moment)
        && !tasksSince.isAfter(moment);
  }

  /** The later of the two, of which there may be only one. */
  static Instant later(@Nullable Instant one, Instant other) {
    return one == null || one.isBefore(other) ? other : one;
  }

  private void add(EventRecord event) {
    MoRef ref = event.vm();
    if (ref == null) {
      return;
    }
    String type = event.type();
    Instant at = event.createdTime();
    boolean relocated = type.endsWith("VmRelocatedEvent");
    boolean reverted = type.endsWith("VmStateRevertedToSnapshot");
    boolean restarted =
        type.endsWith("VmRestartedOnAlternateHostEvent") || type.endsWith("VmRestartedByHAEvent");
    if (type.equals("VmReconfiguredEvent")) {
      reconfigured(ref, event);
    } else if (relocated
        || reverted
        || restarted
        || type.endsWith("VmPoweredOnEvent")
        || type.endsWith("VmResumingEvent")
        || type.endsWith("VmMigratedEvent")
        || type.endsWith("VmDiskConsolidatedEvent")) {
      OfVm vm = vm(ref);
      vm.stun = later(vm.stun, at);
      vm.relocation = relocated ? later(vm.relocation, at) : vm.relocation;
      vm.revert = reverted ? later(vm.revert, at) : vm.revert;
      vm.crash = restarted ? later(vm.crash, at) : vm.crash;
    }
  }

  private void reconfigured(MoRef ref, EventRecord event) {
    Map<String, String> details = event.details();
    Instant at = event.createdTime();
    String flag = details.getOrDefault(FLAG, details.get(FLAG_AS_KEY));
    if ("true".equalsIgnoreCase(flag) || "false".equalsIgnoreCase(flag)) {
      vm(ref).switches.add(new Switch(at, "true".equalsIgnoreCase(flag), event.userName()));
    }
    for (Map.Entry<String, String> detail : details.entrySet()) {
      String path = detail.getKey();
      if (path.startsWith(DEVICE_CHANGE)
          && path.endsWith("].operation")
          && detail.getValue().equals("add")) {
        String change = path.substring(0, path.lastIndexOf('.'));
        vm(ref).addedDisks.add(AddedDisk.of(at, event.userName(), details, change));
      }
    }
  }

  private void add(TaskRecord task) {
    MoRef ref = task.entity();
    Instant at = task.times().completeTime();
    String id = task.descriptionId();
    if (ref == null || at == null || id == null || !task.state().equals("success")) {
      return;
    }
    TaskKind kind = kinds.computeIfAbsent(id, TrackingHistory::kind);
    if (kind != TaskKind.OTHER) {
      OfVm vm = vm(ref);
      vm.stun = later(vm.stun, at);
      vm.revert = kind == TaskKind.REVERT ? later(vm.revert, at) : vm.revert;
      vm.relocation = kind == TaskKind.RELOCATE ? later(vm.relocation, at) : vm.relocation;
    }
  }

  private enum TaskKind {
    STUN,
    REVERT,
    RELOCATE,
    OTHER
  }

  /** Methods of a snapshot are called {@code vm.Snapshot.remove} or {@code ...removeSnapshot}. */
  private static TaskKind kind(String descriptionId) {
    int dot = descriptionId.lastIndexOf('.');
    String method = descriptionId.substring(dot + 1).toLowerCase(Locale.ROOT);
    boolean ofSnapshot = dot > 0 && descriptionId.startsWith("Snapshot", dot - 8);
    if (REVERT_TASKS.contains(method) || (ofSnapshot && method.equals("revert"))) {
      return TaskKind.REVERT;
    }
    if (method.equals("relocate")) {
      return TaskKind.RELOCATE;
    }
    return STUN_TASKS.contains(method) || (ofSnapshot && method.equals("remove"))
        ? TaskKind.STUN
        : TaskKind.OTHER;
  }

  private OfVm vm(MoRef ref) {
    return byVm.computeIfAbsent(ref, r -> new OfVm());
  }
}
