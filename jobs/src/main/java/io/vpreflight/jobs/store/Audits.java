// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.SeenFinding.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The audits of the schedules, and what became of their findings. Safe for several threads. */
public interface Audits {
  /** The same when nobody is told, and nothing was in its way. */
  default Change record(
      StoredAudit audit, List<SeenFinding> seen, Set<Identity> unknown, Set<String> checks) {
    return record(audit, seen, unknown, checks, Set.of(), Teller.NOBODY);
  }

  /**
   * Keeps an audit, and in the same step the letters that tell of it; durable when this returns.
   *
   * @param seen its findings
   * @param unknown what it could not know; a finding among these stays as it was
   * @param checks that went through; what others found before stays as it was
   * @param troubles why it is not whole
   * @param teller writes the letters; called within the step
   * @return what is new and what is gone. An audit that is not whole resolves nothing.
   * @throws StoreException when the store cannot be written
   */
  Change record(
      StoredAudit audit,
      List<SeenFinding> seen,
      Set<Identity> unknown,
      Set<String> checks,
      Set<Trouble> troubles,
      Teller teller);

  /**
   * Keeps what has changed since the last audit of a schedule, and in the same step the letters
   * that tell of it. It is no audit: none is added, and findings that are as they were are not
   * touched. What was in the way of the last audit stays.
   *
   * @param now the last audit as it would be now; one that is not whole resolves nothing
   * @param seen all findings as they are now
   * @param unknown as in {@link #record}
   * @param looked what was looked at; findings of anything else stay as they were
   * @param teller writes the letters, if anything changed; called within the step
   * @throws StoreException when the store cannot be written
   */
  Change amend(
      StoredAudit now, List<SeenFinding> seen, Set<Identity> unknown, Looked looked, Teller teller);

  /**
   * What was looked at.
   *
   * @param checks ids of those that went through
   * @param vcenters instance UUIDs
   */
  record Looked(Set<String> checks, Set<String> vcenters) {
    public Looked {
      checks = Set.copyOf(checks);
      vcenters = Set.copyOf(vcenters);
    }
  }

  /**
   * Keeps that an audit could not be done at all, and in the same step the letters that tell of it.
   * Other troubles of the schedule stay as they were.
   *
   * @throws StoreException when the store cannot be written
   */
  Change failed(String schedule, Trouble trouble, Instant at, Teller teller);

  /**
   * What changed since the audit before.
   *
   * @param news first seen, or back again
   * @param resolved no longer seen by a whole audit
   * @param back those of the news that had been resolved before
   * @param still seen before and now
   * @param troubles what was in its way
   */
  record Change(
      List<SeenFinding> news,
      List<SeenFinding> resolved,
      List<SeenFinding> back,
      List<Still> still,
      Troubles troubles) {
    /** Nothing is known of what was in the way. */
    static final Troubles NO_TROUBLES = new Troubles(List.of(), List.of(), List.of());

    public Change {
      news = List.copyOf(news);
      resolved = List.copyOf(resolved);
      back = List.copyOf(back);
      still = List.copyOf(still);
    }
  }

  /**
   * A finding that was known and is there.
   *
   * @param finding as it is seen now
   * @param before its severity as it was known
   */
  record Still(SeenFinding finding, String before) {}

  /**
   * Something that kept an audit from being whole.
   *
   * @param cause which kind
   * @param name of what it concerns, such as a vCenter; empty when it is the audit itself
   */
  record Trouble(String cause, String name) {
    /** What makes it the same one in another schedule; no check has such an id. */
    public Identity identity() {
      return new Identity("trouble " + cause, "", "", name);
    }
  }

  /**
   * Troubles of an audit against those of the one before.
   *
   * @param news not there before
   * @param still there before and now
   * @param over there before and no more
   */
  record Troubles(List<Trouble> news, List<Trouble> still, List<Trouble> over) {
    public Troubles {
      news = List.copyOf(news);
      still = List.copyOf(still);
      over = List.copyOf(over);
    }
  }

  /** Writes letters about a change. */
  interface Teller {
    /** Tells nobody. */
    Teller NOBODY = (change, known) -> List.of();

    /**
     * The letters.
     *
     * @param known what it has to know besides
     */
    List<Letter> letters(Change change, Known known);
  }

  /** An audit and how much changed with it. */
  record Entry(StoredAudit audit, int news, int resolved) {}

  /**
   * Audits, newest first.
   *
   * @param schedule only of this one; empty for all
   * @param atMost that many
   */
  List<Entry> list(String schedule, int atMost);

  /**
   * Findings of a schedule.
   *
   * @param resolved those that are resolved as well
   */
  List<FindingHistory> findings(String schedule, boolean resolved);

  /**
   * Forgets the older audits of a schedule; what is known of its findings stays.
   *
   * @param keep that many of the newest
   * @return what was forgotten
   * @throws StoreException when the store cannot be written
   */
  List<StoredAudit> forget(String schedule, int keep);

  /**
   * Forgets findings that were resolved before that, of whatever schedule.
   *
   * @return how many
   * @throws StoreException when the store cannot be written
   */
  int forgetResolved(Instant before);
}
