// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks of the time window by the virtual machine that they work on. Derived once. */
public final class VmTasks {
  private static final int NEARLY_DONE = 95;
  private static final String CREATE = "virtualmachine.createsnapshot";
  private static final Set<String> SNAPSHOT =
      Set.of(
          CREATE,
          CREATE + "ex",
          "virtualmachine.removeallsnapshots",
          "virtualmachine.reverttocurrentsnapshot",
          "virtualmachine.consolidatedisks",
          "vm.snapshot.remove",
          "vm.snapshot.revert");
  private static final Set<String> TRANSFER =
      Set.of(
          "virtualmachine.relocate",
          "virtualmachine.migrate",
          "virtualmachine.clone",
          "virtualmachine.exportvm");

  private final Map<MoRef, List<TaskRecord>> byVm = new HashMap<>();

  private VmTasks(Scene scene) {
    for (TaskRecord task : scene.inventory().history().tasks()) {
      if (task.entity() != null && task.entity().type().equals("VirtualMachine")) {
        byVm.computeIfAbsent(task.entity(), vm -> new ArrayList<>(2)).add(task);
      }
    }
  }

  /** The tasks of a scene. */
  public static VmTasks in(Scene scene) {
    return scene.derived(VmTasks.class, VmTasks::new);
  }

  /** Why tasks are not known, or null when they are. */
  public static @Nullable Text unknown(Scene scene) {
    return Gaps.uncollected(List.of(VCenterFact.TASKS), scene);
  }

  /** In the order in which they came; empty when none is known. */
  public List<TaskRecord> of(VirtualMachine vm) {
    return byVm.getOrDefault(vm.ref(), List.of());
  }

  /** Those that are queued or running. */
  public List<TaskRecord> open(VirtualMachine vm) {
    // A loop: several checks ask this of every machine, and hardly any has an open task.
    List<TaskRecord> open = List.of();
    for (TaskRecord task : of(vm)) {
      if (task.isOpen()) {
        open = open.isEmpty() ? new ArrayList<>(2) : open;
        open.add(task);
      }
    }
    return open;
  }

  /**
   * True while snapshots of it are being changed, and for the grace time after that: its chains and
   * flags are not what they will be.
   */
  public boolean isSettling(VirtualMachine vm, Scene scene) {
    if (Boolean.TRUE.equals(vm.runtime().snapshotInBackground())) {
      return true;
    }
    for (TaskRecord task : of(vm)) {
      Instant end = task.times().completeTime();
      if (isSnapshot(task)
          && (task.isOpen()
              || (end != null
                  && scene.age(end).compareTo(scene.limits().duration("consolidation.grace"))
                      < 0))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What was found of chains and flags, as long as it is known that nobody is changing them just
   * now.
   *
   * @return undetermined in place of what was found when tasks are not known
   */
  static List<Outcome> ifSettled(List<Outcome> found, Scene scene) {
    Text unknown = found.isEmpty() ? null : unknown(scene);
    return unknown == null ? found : List.of(new Outcome.Undetermined("", unknown));
  }

  /** Makes, removes, merges or goes back to a snapshot. */
  public static boolean isSnapshot(TaskRecord task) {
    return SNAPSHOT.contains(id(task));
  }

  /** Makes a snapshot. */
  public static boolean isCreate(TaskRecord task) {
    return id(task).startsWith(CREATE);
  }

  /** Moves or copies whole disks, so that hours are nothing. */
  static boolean isTransfer(TaskRecord task) {
    return TRANSFER.contains(id(task));
  }

  /** Since when it runs; since when it waits, if it does; null when vCenter does not say. */
  public static @Nullable Instant since(TaskRecord task) {
    Instant start = task.times().startTime();
    return start != null ? start : task.times().queueTime();
  }

  /** What it does, as vim25 names it. */
  public static String name(TaskRecord task) {
    return task.descriptionId() == null ? task.key() : task.descriptionId();
  }

  private static String id(TaskRecord task) {
    String id = task.descriptionId() == null ? "" : task.descriptionId().toLowerCase(Locale.ROOT);
    return id.startsWith("vim.") ? id.substring("vim.".length()) : id;
  }

  /** True for a task that makes a snapshot and has come to 95 percent or more. */
  static boolean isNearlyMade(TaskRecord task) {
    return isCreate(task) && task.progress() != null && task.progress() >= NEARLY_DONE;
  }
}
