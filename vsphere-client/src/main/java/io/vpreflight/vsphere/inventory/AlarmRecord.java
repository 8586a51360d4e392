// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A triggered alarm. Source: vim25 {@code AlarmState}.
 *
 * @param entity what it is about
 * @param alarm name of the alarm
 * @param overallStatus {@code yellow} or {@code red}
 * @param time since when
 * @param acknowledged somebody has seen it
 * @param acknowledgedByUser who
 */
public record AlarmRecord(
    MoRef entity,
    @Nullable String alarm,
    String overallStatus,
    @Nullable Instant time,
    boolean acknowledged,
    @Nullable String acknowledgedByUser) {}
