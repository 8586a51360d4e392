// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.RepairProbes;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes down which changeId each disk has in a snapshot of ours: the proof is made of that. */
final class SnapshotReader {
  private final Operation operation;
  private final RepairSight sight;
  private final @Nullable RepairProbes probes;
  private final Diary diary;
  private final Ledger ledger;

  SnapshotReader(Operation operation, RunTools.Ports ports, Diary diary) {
    this.operation = operation;
    sight = ports.sight();
    probes = operation.options().deepProbe() ? ports.probes() : null;
    this.diary = diary;
    ledger = diary.ledger();
  }

  /**
   * Reads as the plan says. What stays unreadable is written down as unread, not tried for ever.
   *
   * @throws VSphereException when the vCenter cannot be reached now
   */
  void read(PlanStep step) {
    MoRef snapshot = step.about() == null ? null : ledger.snapshot(step.about());
    Map<String, String> details = Sender.outcome(step, Ledger.DONE, null);
    if (snapshot != null) {
      try {
        Map<Integer, String> ids = sight.changeIds(snapshot);
        put(details, ids);
        probe(snapshot, ids, details);
      } catch (VSphereException e) {
        if (e.kind() == FaultKind.RETRY || e.kind() == FaultKind.LOG_IN_AGAIN) {
          throw e;
        }
        details.put("unread", String.valueOf(e.getMessage()));
      }
    }
    diary.write(JournalEvent.OUTCOME, step.id(), details);
  }

  /**
   * Asks for what changed since the changeId that the disk has in this very snapshot: nothing, if
   * vCenter can tell. That it can proves nothing; that it cannot proves that increments fail.
   */
  private void probe(MoRef snapshot, Map<Integer, String> ids, Map<String, String> details) {
    RepairProbes asked = probes;
    if (asked == null) {
      return;
    }
    ids.forEach(
        (disk, id) -> {
          try {
            asked.changedAreas(operation.object(), snapshot, disk, 0, id);
            details.put(Ledger.PROBE + disk, Ledger.ANSWERED);
          } catch (VSphereException.Fault e) {
            if (e.kind() == FaultKind.RETRY || e.kind() == FaultKind.LOG_IN_AGAIN) {
              throw e;
            }
            details.put(Ledger.PROBE + disk, e.fault().faultClass());
          }
        });
  }

  /**
   * What a snapshot of ours shows that is about to be removed, unless it was read: it proves more,
   * and costs one look. Here and not where it was made, so that no power cut in between loses it.
   */
  void readBeforeRemoval(PlanStep step) {
    String about = step.about();
    MoRef snapshot =
        about == null || step.action() != StepAction.REMOVE_SNAPSHOT
            ? null
            : ledger.snapshot(about);
    if (snapshot == null || about == null || ledger.changeIds(about) != null) {
      return;
    }
    Map<String, String> details = new TreeMap<>();
    details.put(Ledger.ABOUT, about);
    try {
      put(details, sight.changeIds(snapshot));
    } catch (VSphereException e) {
      return;
    }
    diary.write(JournalEvent.OUTCOME, step.id(), details);
  }

  private static void put(Map<String, String> details, Map<Integer, String> ids) {
    details.put("disks", String.valueOf(ids.size()));
    ids.forEach((disk, id) -> details.put(Ledger.DISK + disk, id));
  }
}
