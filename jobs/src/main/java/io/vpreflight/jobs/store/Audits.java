// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.util.List;
import java.util.Set;

/** The audits of the schedules, and what became of their findings. Safe for several threads. */
public interface Audits {
  /**
   * Keeps an audit; durable when this returns.
   *
   * @param seen its findings
   * @param unknown what it could not know; a finding among these stays as it was
   * @param checks that went through; what others found before stays as it was
   * @return what is new and what is gone. An audit that is not whole resolves nothing.
   * @throws StoreException when the store cannot be written
   */
  Change record(
      StoredAudit audit,
      List<SeenFinding> seen,
      Set<SeenFinding.Identity> unknown,
      Set<String> checks);

  /**
   * What changed since the audit before.
   *
   * @param news first seen, or back again
   * @param resolved no longer seen by a whole audit
   */
  record Change(List<SeenFinding> news, List<SeenFinding> resolved) {
    public Change {
      news = List.copyOf(news);
      resolved = List.copyOf(resolved);
    }
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
}
