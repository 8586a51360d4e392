// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.schedule.Timetable.Standing;
import io.vpreflight.jobs.store.Audits;
import org.jspecify.annotations.Nullable;

/**
 * A schedule, with what it did last.
 *
 * @param standing whether it is paused, under way, and when its next time is
 * @param last its last audit; null before the first
 * @param lastWhole the last one that saw everything; null when none that is kept did
 */
public record ScheduleState(
    Standing standing, Audits.@Nullable Entry last, Audits.@Nullable Entry lastWhole) {}
