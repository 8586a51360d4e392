// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.planner;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.snapshot.VmTasks;
import io.vpreflight.jobs.repair.plan.SnapshotHours;
import io.vpreflight.jobs.repair.refusal.Candidate;
import io.vpreflight.jobs.repair.refusal.Caution;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When snapshots come and go on the targets and on whatever shares their datastores. Those of our
 * own repairs do not count: they show when we repaired, and not when backups run.
 */
final class Activity {
  private static final int HOURS = 24;

  private Activity() {}

  static SnapshotHours of(
      List<Candidate> candidates, Scene scene, ZoneId zone, Set<String> ownTasks) {
    Set<MoRef> stores = new HashSet<>();
    candidates.forEach(candidate -> stores.addAll(candidate.vm().placement().datastore()));
    List<Integer> counts = new ArrayList<>(Collections.nCopies(HOURS, 0));
    Instant oldest = scene.now().minus(Caution.HISTORY);
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      if (!Collections.disjoint(vm.placement().datastore(), stores)) {
        for (TaskRecord task : VmTasks.in(scene).of(vm)) {
          Instant at = VmTasks.since(task);
          if (isOfOthers(task, ownTasks) && at != null && !at.isBefore(oldest)) {
            int hour = at.atZone(zone).getHour();
            counts.set(hour, counts.get(hour) + 1);
          }
        }
      }
    }
    return new SnapshotHours(zone, scene.inventory().history().reach().doneTasks().since(), counts);
  }

  private static boolean isOfOthers(TaskRecord task, Set<String> ownTasks) {
    return VmTasks.isSnapshot(task) && !ownTasks.contains(task.key());
  }
}
