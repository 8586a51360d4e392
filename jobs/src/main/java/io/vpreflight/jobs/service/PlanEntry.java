// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.StoredPlan;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it stands.
 *
 * @param plan as it is kept
 * @param state in small letters; {@code expired} for one that was not begun and is too old
 * @param approval null before it was approved
 * @param operations the last line of the journal about each operation, oldest operation first
 * @param goesOnAt when a service takes it up by itself, or as soon as it runs again; null when it
 *     is not begun, has ended, or is for a person
 */
public record PlanEntry(
    StoredPlan plan,
    String state,
    @Nullable Approval approval,
    Map<String, JournalEntry> operations,
    @Nullable Instant goesOnAt) {
  /** The same, when it waits to be taken up; null while it is under way. */
  public @Nullable Instant waitsUntil() {
    return plan.state().equals(PlanState.PARKED.name()) ? goesOnAt : null;
  }
}
