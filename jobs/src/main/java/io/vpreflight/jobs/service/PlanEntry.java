// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.StoredPlan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it stands.
 *
 * @param plan as it is kept
 * @param state in small letters; {@code expired} for one that was not begun and is too old
 * @param approval null before it was approved
 * @param operations the last line of the journal about each operation, oldest operation first
 */
public record PlanEntry(
    StoredPlan plan,
    String state,
    @Nullable Approval approval,
    Map<String, JournalEntry> operations) {}
