// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.repair.plan.Known.Operation;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the journal tells of earlier repairs in one vCenter.
 *
 * @param operations every repair that sent something
 * @param repairedAt when something was last sent, by virtual machine
 */
public record OwnPast(List<Operation> operations, Map<MoRef, Instant> repairedAt) {

  /** What the whole journal tells of that vCenter. */
  public static OwnPast of(Journal journal, String vcenter) {
    List<JournalEntry> lines = new ArrayList<>();
    journal.each(line -> lines.add(line.entry()));
    return of(lines, vcenter);
  }

  /** What these lines, oldest first, tell of the vCenter of that instance UUID. */
  public static OwnPast of(List<JournalEntry> lines, String vcenter) {
    Map<String, Operation> operations = new LinkedHashMap<>();
    Map<MoRef, Instant> repairedAt = new LinkedHashMap<>();
    for (JournalEntry line : lines) {
      int colon = line.object().indexOf(':');
      if (!line.vcenter().equals(vcenter) || line.operationId().isEmpty() || colon < 1) {
        continue;
      }
      MoRef vm = new MoRef(line.object().substring(0, colon), line.object().substring(colon + 1));
      operations.merge(
          line.operationId(),
          new Operation(line.operationId(), vm, line.at(), line.at(), tasks(line)),
          (before, now) ->
              new Operation(
                  now.id(),
                  now.vm(),
                  before.from(),
                  now.until(),
                  both(before.tasks(), now.tasks())));
      if (line.event() == JournalEvent.SENT) {
        repairedAt.put(vm, line.at());
      }
    }
    return new OwnPast(List.copyOf(operations.values()), repairedAt);
  }

  private static Set<String> tasks(JournalEntry line) {
    String task = line.details().getOrDefault(Ledger.TASK, "");
    return line.event() == JournalEvent.TASK
        ? Set.of(task.substring(task.indexOf(':') + 1))
        : Set.of();
  }

  private static Set<String> both(Set<String> before, Set<String> now) {
    if (now.isEmpty()) {
      return before;
    }
    Set<String> both = new HashSet<>(before);
    both.addAll(now);
    return both;
  }
}
