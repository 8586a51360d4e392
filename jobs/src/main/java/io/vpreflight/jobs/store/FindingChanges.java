// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.Audits.Still;
import io.vpreflight.jobs.store.SeenFinding.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What is seen now against what is known of the findings of a schedule: read, compared and written
 * within one transaction.
 */
final class FindingChanges {
  private static final String IDENTITY =
      "schedule = :schedule and check_id = :check and vcenter = :vcenter and object = :object"
          + " and part = :part";

  private static final String INSERT =
      """
      insert into finding
        (schedule, check_id, vcenter, object, part, name, severity, path, first_seen, last_seen,
         resolved_at, times_back)
      values
        (:schedule, :check, :vcenter, :object, :part, :name, :severity, :path, :at, :at, null, 0)
      """;

  private static final String UPDATE =
      "update finding set name = :name, severity = :severity, path = :path, last_seen = :at,"
          + " resolved_at = null, times_back = times_back + :back where "
          + IDENTITY;

  private static final String RESOLVE =
      "update finding set name = :name, severity = :severity, path = :path, resolved_at = :at where "
          + IDENTITY;

  private final String schedule;
  private final Instant at;
  private final List<SeenFinding> unheardOf = new ArrayList<>();
  private final List<SeenFinding> returned = new ArrayList<>();
  private final List<SeenFinding> news = new ArrayList<>();
  private final List<Still> still = new ArrayList<>();
  private final List<SeenFinding> resolved = new ArrayList<>();

  private FindingChanges(String schedule, Instant at) {
    this.schedule = schedule;
    this.at = at;
  }

  /**
   * Compares.
   *
   * @param audit when it was seen, and whether all of it was
   * @param looked whether a finding that is not there any more was looked for
   */
  static FindingChanges of(
      Handle handle,
      StoredAudit audit,
      List<SeenFinding> seen,
      Set<Identity> unknown,
      Predicate<Identity> looked) {
    FindingChanges changes = new FindingChanges(audit.schedule(), audit.startedAt());
    Map<Identity, FindingHistory> known = new HashMap<>();
    AuditTable.histories(handle, audit.schedule(), true)
        .forEach(one -> known.put(one.finding().identity(), one));
    Set<Identity> now = new HashSet<>();
    for (SeenFinding finding : seen) {
      if (now.add(finding.identity())) {
        changes.seen(finding, known.get(finding.identity()));
      }
    }
    if (audit.complete()) {
      for (FindingHistory before : known.values()) {
        Identity identity = before.finding().identity();
        if (before.resolvedAt() == null
            && !now.contains(identity)
            && !isUnknown(identity, unknown)
            && looked.test(identity)) {
          changes.resolved.add(before.finding());
        }
      }
    }
    return changes;
  }

  private void seen(SeenFinding finding, @Nullable FindingHistory before) {
    if (before == null) {
      news.add(finding);
      unheardOf.add(finding);
    } else if (before.resolvedAt() != null) {
      news.add(finding);
      returned.add(finding);
    } else {
      still.add(new Still(finding, before.finding().severity()));
    }
  }

  /** Who could not be asked about the whole object could not be asked about a part of it. */
  private static boolean isUnknown(Identity identity, Set<Identity> unknown) {
    return unknown.contains(identity)
        || unknown.contains(
            new Identity(identity.check(), identity.vcenter(), identity.object(), ""));
  }

  List<SeenFinding> news() {
    return news;
  }

  List<SeenFinding> resolved() {
    return resolved;
  }

  /** All of it. */
  Audits.Change change(Audits.Troubles troubles) {
    return new Audits.Change(news, resolved, returned, still, troubles);
  }

  /**
   * Writes it.
   *
   * @param all also that what was seen before was seen again, be it as it was
   * @return false when there was nothing to be written
   */
  boolean write(Handle handle, boolean all) {
    PreparedBatch inserts = handle.prepareBatch(INSERT);
    unheardOf.forEach(one -> bind(inserts, one).bind("at", Database.time(at)).add());
    PreparedBatch updates = handle.prepareBatch(UPDATE);
    returned.forEach(one -> seenAgain(updates, one, 1));
    still.stream()
        .filter(one -> all || !one.before().equals(one.finding().severity()))
        .forEach(one -> seenAgain(updates, one.finding(), 0));
    PreparedBatch ends = handle.prepareBatch(RESOLVE);
    resolved.forEach(one -> bind(ends, one).bind("at", Database.time(at)).add());
    boolean any = false;
    for (PreparedBatch batch : List.of(inserts, updates, ends)) {
      if (batch.size() > 0) {
        batch.execute();
        any = true;
      }
    }
    return any;
  }

  private void seenAgain(PreparedBatch updates, SeenFinding finding, int back) {
    bind(updates, finding).bind("at", Database.time(at)).bind("back", back).add();
  }

  private PreparedBatch bind(PreparedBatch batch, SeenFinding finding) {
    return batch
        .bind("schedule", schedule)
        .bind("check", finding.check())
        .bind("vcenter", finding.vcenter())
        .bind("object", finding.object())
        .bind("part", finding.part())
        .bind("name", finding.name())
        .bind("severity", finding.severity())
        .bind("path", finding.path());
  }
}
