// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Severity;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What is written into one vCenter.
 *
 * @param schedule whose audits count
 * @param tags true when tags are
 * @param attribute true when the custom attribute is
 * @param events true when events are
 * @param minimum severity below which a finding does not count
 * @param eventsAtMost for one audit, the last of which tells how many more there would have been; 1
 *     or more
 * @param isDryRun true when it is only told
 * @param locale language of the events
 * @param zone in which they tell times
 */
public record WriteBackRules(
    String schedule,
    boolean tags,
    boolean attribute,
    boolean events,
    Severity minimum,
    int eventsAtMost,
    boolean isDryRun,
    Locale locale,
    ZoneId zone) {}
