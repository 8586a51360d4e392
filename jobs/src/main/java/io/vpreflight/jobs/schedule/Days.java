// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days one after the other, in whatever zone they are meant.
 *
 * @param first with it
 * @param last with it; not before the first
 */
public record Days(LocalDate first, LocalDate last) {
  private static final String TO = "..";

  /** Checks. */
  public Days {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException(last + " is before " + first);
    }
  }

  /** {@code 2026-12-24} or {@code 2026-12-24..2027-01-02}; null for anything else. */
  public static @Nullable Days of(String text) {
    int to = text.indexOf(TO);
    try {
      LocalDate first = LocalDate.parse(to < 0 ? text.strip() : text.substring(0, to).strip());
      LocalDate last = to < 0 ? first : LocalDate.parse(text.substring(to + TO.length()).strip());
      return last.isBefore(first) ? null : new Days(first, last);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** True for the days themselves. */
  public boolean has(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + TO + last;
  }
}
