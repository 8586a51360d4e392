// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.AuditPages;
import io.vpreflight.jobs.store.AuditPages.AuditPlace;
import io.vpreflight.jobs.store.AuditPages.FindingPlace;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.FindingQuery;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.text.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the schedules have done and found, page by page. Safe for several threads. */
public final class History {
  /** As many as there are. */
  public static final int ALL = Integer.MAX_VALUE - 1;

  private final AuditPages pages;

  /** Of that store. */
  public History(Store store) {
    pages = store.pages();
  }

  /**
   * Audits, newest first.
   *
   * @param schedule only of this one; empty for all
   * @param after what the page before gave; null for the first
   * @param atMost that many, 0 to {@link #ALL}
   * @throws BadCursor when no page gave that
   */
  public Page<Audits.Entry> audits(String schedule, @Nullable String after, int atMost) {
    List<Audits.Entry> rows = pages.audits(schedule, Cursors.audit(after), atMost + 1);
    return page(
        rows,
        atMost,
        last -> Cursors.of(new AuditPlace(last.audit().startedAt(), last.audit().id())));
  }

  /** Schedules that anything is known of, sorted. */
  public SortedSet<String> schedules() {
    return pages.schedules();
  }

  /**
   * That a schedule is not known, with those that are; null when it is, and for an empty name,
   * which means all of them.
   */
  public @Nullable Text problem(String schedule) {
    if (schedule.isEmpty()) {
      return null;
    }
    SortedSet<String> known = schedules();
    return known.contains(schedule) ? null : noSchedule(schedule, known);
  }

  /**
   * What nobody knows of what is asked about findings: a schedule, or a check; null when all of it
   * is known.
   */
  public @Nullable Text problem(FindingQuery wanted) {
    Text problem = problem(wanted.schedule());
    if (problem != null || wanted.check().isEmpty()) {
      return problem;
    }
    // Findings of a check that another version had are kept, too.
    TreeSet<String> known = new TreeSet<>(pages.checks());
    Checks.all().forEach(check -> known.add(check.info().id()));
    if (known.contains(wanted.check())) {
      return null;
    }
    String near = NearestName.of(wanted.check(), known);
    return near == null
        ? Text.of("history.no-such-check", wanted.check())
        : Text.of("history.no-such-check.near", wanted.check(), near);
  }

  /**
   * Looks whether a list of audits may begin there.
   *
   * @param after as for {@link #audits}
   * @throws BadCursor when no page gave that
   */
  public static void checkPlace(@Nullable String after) {
    Cursors.audit(after);
  }

  /** That a schedule is none of those that are known. */
  public static Text noSchedule(String name, Collection<String> known) {
    return NearestName.problem("history.no-such-schedule", name, known);
  }

  /** One audit, by its id. */
  public Optional<Audits.Entry> audit(String id) {
    return pages.audit(id);
  }

  /**
   * Findings, the oldest first.
   *
   * @param after what the page before gave; null for the first
   * @param atMost that many, 0 to {@link #ALL}
   * @throws BadCursor when no page gave that
   */
  public Page<HeldFinding> findings(FindingQuery wanted, @Nullable String after, int atMost) {
    List<HeldFinding> rows = pages.findings(wanted, Cursors.finding(after), atMost + 1);
    return page(rows, atMost, last -> Cursors.of(FindingPlace.of(last)));
  }

  /** One more than wanted was asked for: it tells whether there is another page. */
  static <T> Page<T> page(List<T> rows, int atMost, Function<T, String> cursor) {
    if (rows.size() <= atMost) {
      return new Page<>(rows, null);
    }
    List<T> wanted = rows.subList(0, atMost);
    return new Page<>(wanted, wanted.isEmpty() ? null : cursor.apply(wanted.get(atMost - 1)));
  }
}
