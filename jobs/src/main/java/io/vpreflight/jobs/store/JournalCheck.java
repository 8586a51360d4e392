// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rows of a journal, one after the other, against the chain of hashes, and in the end
 * against the heads that were kept apart. Knows no database.
 */
final class JournalCheck {
  private final @Nullable Head seen;
  private final long atMost;
  private Head last = Head.NONE;
  private @Nullable Verification bad;
  private @Nullable Head known;
  private boolean otherHistory;

  /**
   * A check that has seen no row yet.
   *
   * @param seen the head that was kept apart; null when it is missing or tells nothing
   * @param atMost how far the journal may have come; one line further than the head kept apart,
   *     which is written after the line, or more when somebody is writing meanwhile
   */
  JournalCheck(@Nullable Head seen, long atMost) {
    this.seen = seen;
    this.atMost = atMost;
  }

  /** A check of what stands behind that head, beginning with its own row. */
  static JournalCheck behind(Head known) {
    JournalCheck check = new JournalCheck(known, Long.MAX_VALUE);
    if (known.number() > 0) {
      check.known = known;
    }
    return check;
  }

  /** The next rows, as far as they need to be looked at. */
  void next(Stream<JournalRow> rows) {
    Iterator<JournalRow> each = rows.iterator();
    while (each.hasNext() && next(each.next())) {
      // It has been looked at.
    }
  }

  /** The next row; false when no other needs to be looked at. */
  boolean next(JournalRow row) {
    if (bad != null) {
      return false;
    }
    Head first = known;
    if (first != null) {
      known = null;
      last = row.head();
      otherHistory = !last.equals(first);
      return !otherHistory;
    }
    if (!row.follows(last)) {
      long expected = last.number() + 1;
      bad =
          row.number() > expected
              ? bad(expected, Text.of("store.journal.missing", expected, row.number()))
              : bad(expected, Text.of("store.journal.changed", expected));
      return false;
    }
    last = row.head();
    if (seen != null && seen.number() == last.number() && !seen.hash().equals(last.hash())) {
      otherHistory = true;
    }
    return true;
  }

  /** The next row could not be read. */
  void unreadable(String reason) {
    long expected = last.number() + 1;
    if (bad == null) {
      bad = bad(expected, Text.of("store.journal.unreadable", expected, reason));
    }
  }

  /**
   * What came of it, after the last row.
   *
   * @param meanwhile lines that were appended since this check was made, and may be among the rows
   */
  Verification result(long meanwhile) {
    if (bad != null) {
      return bad;
    }
    if (seen == null) {
      return last.number() == 0
          ? new Verification(0, last.hash(), 0, null)
          : bad(0, Text.of("store.journal.no-head", last.number()));
    }
    if (last.number() < seen.number()) {
      return bad(last.number() + 1, Text.of("store.journal.older", last.number(), seen.number()));
    }
    if (otherHistory) {
      return bad(seen.number(), Text.of("store.journal.other", seen.number()));
    }
    if (last.number() - meanwhile > atMost) {
      return bad(
          seen.number() + 1, Text.of("store.journal.older-head", seen.number(), last.number()));
    }
    return new Verification(last.number(), last.hash(), 0, null);
  }

  /** The last row that is well. */
  Head last() {
    return last;
  }

  private Verification bad(long line, Text problem) {
    long whole = line == 0 ? last.number() : Math.min(last.number(), line - 1);
    return new Verification(whole, last.hash(), line, problem);
  }
}
