// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One line of the journal. Text that is unknown or has no meaning for the event is empty, never
 * null. Text is kept as it is, except that characters that no database keeps (NUL, halves of a
 * surrogate pair) become U+FFFD. Immutable.
 *
 * @param number place in the journal, from 1 on without a gap; 0 before it was appended
 * @param at when, by the clock of the writer; cut to microseconds
 * @param operationId the operation (one run of one plan on one object, or on all)
 * @param planDigest SHA-256 of the plan, in hexadecimal digits
 * @param fencingNumber of the lease under which it happened; 0 without a lease
 * @param event what the line tells
 * @param vcenter instance UUID of the vCenter
 * @param object managed object reference as text, {@code VirtualMachine:vm-42}
 * @param step which step of the operation, such as {@code M3}
 * @param details what else belongs to the event, by a name of ASCII letters, digits, {@code . _ -};
 *     sorted by name
 */
public record JournalEntry(
    long number,
    Instant at,
    String operationId,
    String planDigest,
    long fencingNumber,
    JournalEvent event,
    String vcenter,
    String object,
    String step,
    Map<String, String> details) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when a number is negative or the name of a detail is not as
   *     described
   */
  public JournalEntry {
    if (number < 0 || fencingNumber < 0) {
      throw new IllegalArgumentException("negative: " + number + ", " + fencingNumber);
    }
    at = at.truncatedTo(ChronoUnit.MICROS);
    operationId = Canonical.clean(operationId);
    planDigest = Canonical.clean(planDigest);
    vcenter = Canonical.clean(vcenter);
    object = Canonical.clean(object);
    step = Canonical.clean(step);
    SortedMap<String, String> sorted = new TreeMap<>();
    details.forEach(
        (name, value) -> {
          if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a detail: " + name);
          }
          sorted.put(name, Canonical.clean(value));
        });
    details = Collections.unmodifiableSortedMap(sorted);
  }

  /** The same line at that place of the journal. */
  public JournalEntry numbered(long place) {
    return new JournalEntry(
        place, at, operationId, planDigest, fencingNumber, event, vcenter, object, step, details);
  }
}
