// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when a plan may be carried out that a policy approved for a window. The journal knows it;
 * the last approval counts.
 *
 * @param plan that was approved
 * @param at end of the window; null when the approval holds as long as the plan
 */
record ApprovedUntil(PlanFile plan, @Nullable Instant at) {
  /** That of a plan. */
  static ApprovedUntil of(Journal journal, PlanFile plan) {
    Instant until = null;
    for (JournalEntry line : journal.ofPlan(plan.digest())) {
      if (line.event() == JournalEvent.APPROVED) {
        String said = line.details().get(PolicyOrder.UNTIL);
        until = said == null ? null : Instant.parse(said);
      }
    }
    return new ApprovedUntil(plan, until);
  }

  /**
   * Why nothing more is done; null while it may be. A plan that is too old is not held by it: what
   * is open of that is only taken back, at any time.
   */
  @Nullable Text over(Instant now) {
    boolean isOver = at != null && !now.isBefore(at) && !plan.plan().isExpired(now);
    return isOver ? Text.of("repair.window-over", plan.shortDigest()) : null;
  }
}
