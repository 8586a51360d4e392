// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code xsd:dateTime}. What vCenter sends, UTC with or without a fraction, is read by hand:
 * an inventory has several for each machine, and the general parser makes 30 objects of each.
 */
final class Timestamp {
  private static final int SECONDS_END = 19;
  private static final int NANO_DIGITS = 9;

  private Timestamp() {}

  /** The point in time, UTC when no zone is given; null when it is none. */
  static @Nullable Instant parse(char[] text, int length) {
    if (length < SECONDS_END) {
      return null;
    }
    try {
      return isPlain(text, length) ? plain(text, length) : general(new String(text, 0, length));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** True for {@code yyyy-MM-ddTHH:mm:ss[.fraction]Z}. */
  private static boolean isPlain(char[] text, int length) {
    int last = length - 1;
    int fraction = last - SECONDS_END;
    if (text[last] != 'Z'
        || text[4] != '-'
        || text[7] != '-'
        || text[10] != 'T'
        || text[13] != ':'
        || text[16] != ':'
        || fraction == 1
        || fraction > 1 + NANO_DIGITS
        || (fraction > 0 && text[SECONDS_END] != '.')) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      boolean separator = i == 4 || i == 7 || i == 10 || i == 13 || i == 16 || i == SECONDS_END;
      if (!separator && (text[i] < '0' || text[i] > '9')) {
        return false;
      }
    }
    return true;
  }

  private static Instant plain(char[] text, int length) {
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new DateTimeException("no such time of day");
    }
    int nanos = 0;
    if (length - 1 > SECONDS_END) {
      int digits = length - 2 - SECONDS_END;
      nanos = number(text, SECONDS_END + 1, length - 1);
      for (int i = digits; i < NANO_DIGITS; i++) {
        nanos *= 10;
      }
    }
    long seconds = day.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static int number(char[] text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text[i] - '0');
    }
    return value;
  }

  private static Instant general(String value) {
    boolean zoned =
        value.endsWith("Z")
            || value.indexOf('+', SECONDS_END) > 0
            || value.indexOf('-', SECONDS_END) > 0;
    return zoned
        ? OffsetDateTime.parse(value).toInstant()
        : LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
  }
}
