// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.Audits.Looked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which findings the last audit of their schedule could not look at, and since when: its vCenter
 * was not reached, its check broke, or no audit came about. What was in the way of an audit is kept
 * in any case; when something was last looked at, the findings beside it tell.
 */
final class NotChecked {
  private final List<Gap> gaps;
  private final Map<Place, Instant> looks;

  /**
   * What nobody looked at.
   *
   * @param vcenter instance UUID; null for whatever vCenter
   * @param check id; null for whatever check
   */
  private record Gap(
      String schedule, String name, @Nullable String vcenter, @Nullable String check) {
    boolean covers(String of, SeenFinding finding) {
      return schedule.equals(of)
          && (vcenter == null || vcenter.equals(finding.vcenter()))
          && (check == null || check.equals(finding.check()));
    }
  }

  /** Findings that are looked at together: of a vCenter, or of a check. */
  private record Place(String schedule, String of) {}

  private NotChecked(List<Gap> gaps, Map<Place, Instant> looks) {
    this.gaps = gaps;
    this.looks = looks;
  }

  /** As it is now. */
  static NotChecked of(Handle handle) {
    List<Gap> gaps = gaps(handle);
    Map<Place, Instant> looks = new HashMap<>();
    if (!gaps.isEmpty()) {
      handle
          .createQuery(
              """
              select schedule, vcenter, check_id, max(last_seen) as seen, max(resolved_at) as gone
              from finding group by schedule, vcenter, check_id
              """)
          .map(
              (row, context) -> {
                Instant seen = Objects.requireNonNull(at(row, "seen"));
                Instant gone = at(row, "gone");
                Instant looked = gone == null || gone.isBefore(seen) ? seen : gone;
                String schedule = row.getString("schedule");
                looks.merge(
                    new Place(schedule, row.getString("vcenter")), looked, NotChecked::later);
                looks.merge(
                    new Place(schedule, row.getString("check_id")), looked, NotChecked::later);
                return looked;
              })
          .list();
    }
    return new NotChecked(gaps, looks);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** A vCenter that was never reached has no findings. */
  private static List<Gap> gaps(Handle handle) {
    List<Gap> gaps = new ArrayList<>();
    handle
        .createQuery(
            """
            select trouble.schedule, trouble.cause, trouble.name, reading.uuid
            from trouble left join reading on reading.vcenter = trouble.name
            where trouble.looked_at is null
            """)
        .map(
            (row, context) -> {
              String schedule = row.getString("schedule");
              String name = row.getString("name");
              String uuid = row.getString("uuid");
              switch (row.getString("cause")) {
                case "unreachable" -> {
                  if (uuid != null && !uuid.isEmpty()) {
                    gaps.add(new Gap(schedule, name, uuid, null));
                  }
                }
                case "broke" -> gaps.add(new Gap(schedule, name, null, name));
                case "failed" -> gaps.add(new Gap(schedule, name, null, null));
                default -> {
                  // Other troubles are of parts of a vCenter, and tell nothing of a finding.
                }
              }
              return name;
            })
        .list();
    return gaps;
  }

  /** Since when; null when the last audit looked at it, and when it is resolved. */
  @Nullable Instant since(String schedule, FindingHistory history) {
    SeenFinding finding = history.finding();
    if (history.resolvedAt() != null) {
      return null;
    }
    for (Gap gap : gaps) {
      if (gap.covers(schedule, finding)) {
        String of = gap.check() == null ? finding.vcenter() : finding.check();
        return looks.getOrDefault(new Place(schedule, of), history.lastSeenAt());
      }
    }
    return null;
  }

  /** Between two audits, some of it was looked at. */
  static void lookedAt(Handle handle, String schedule, Looked looked, Instant at) {
    for (Gap gap : gaps(handle)) {
      boolean seen =
          (gap.vcenter() == null || looked.vcenters().contains(gap.vcenter()))
              && (gap.check() == null || looked.checks().contains(gap.check()));
      if (gap.schedule().equals(schedule) && seen) {
        handle
            .createUpdate(
                "update trouble set looked_at = :at where schedule = :schedule and name = :name"
                    + " and cause in ('unreachable', 'broke', 'failed')")
            .bind("at", Database.time(at))
            .bind("schedule", schedule)
            .bind("name", gap.name())
            .execute();
      }
    }
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
