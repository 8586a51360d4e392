// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.store.AuditPages.AuditPlace;
import io.vpreflight.jobs.store.AuditPages.FindingPlace;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.StoredPlan;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where a page begins, as one opaque word that fits into an address and a command line. */
final class Cursors {
  /** Not in any id, and not in the key of a finding. */
  private static final String SEPARATOR = "\u0001";

  private static final int LONGEST = 8_000;

  private Cursors() {}

  static String of(AuditPlace place) {
    return encode(List.of("a", place.startedAt().toString(), place.id()));
  }

  static String of(FindingPlace place) {
    SeenFinding.Identity identity = place.identity();
    return encode(
        List.of(
            "f",
            place.firstSeenAt().toString(),
            place.schedule(),
            identity.check(),
            identity.vcenter(),
            identity.object(),
            identity.part()));
  }

  static String of(StoredPlan plan) {
    return encode(List.of("p", plan.createdAt().toString(), plan.digest()));
  }

  /** After that line of the journal. */
  static String ofLine(long number) {
    return encode(List.of("j", Long.toString(number)));
  }

  /**
   * The line after which a page of the journal begins; 0 for null.
   *
   * @throws BadCursor when it is none of ours
   */
  static long line(@Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    String number = decode(cursor, "j", 2)[1];
    if (!number.matches("[0-9]{1,18}")) {
      throw new BadCursor();
    }
    return Long.parseLong(number);
  }

  /**
   * The plans of a page, as plans are sorted: the newest first, then by digest.
   *
   * @throws BadCursor when it is none of ours
   */
  static Predicate<StoredPlan> plansAfter(@Nullable String cursor) {
    if (cursor == null) {
      return plan -> true;
    }
    String[] parts = decode(cursor, "p", 3);
    Instant at = time(parts[1]);
    return plan ->
        plan.createdAt().isBefore(at)
            || (plan.createdAt().equals(at) && plan.digest().compareTo(parts[2]) > 0);
  }

  /**
   * The place; null for null.
   *
   * @throws BadCursor when it is none of ours
   */
  static @Nullable AuditPlace audit(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    String[] parts = decode(cursor, "a", 3);
    return new AuditPlace(time(parts[1]), parts[2]);
  }

  /**
   * The place; null for null.
   *
   * @throws BadCursor when it is none of ours
   */
  static @Nullable FindingPlace finding(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    String[] parts = decode(cursor, "f", 7);
    return new FindingPlace(
        time(parts[1]), parts[2], new SeenFinding.Identity(parts[3], parts[4], parts[5], parts[6]));
  }

  private static String encode(List<String> parts) {
    byte[] bytes = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String[] decode(String cursor, String kind, int count) {
    if (cursor.length() > LONGEST) {
      throw new BadCursor();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split(SEPARATOR, -1);
      if (parts.length == count && parts[0].equals(kind)) {
        return parts;
      }
    } catch (IllegalArgumentException e) {
      // Not even the alphabet is ours; said below.
    }
    throw new BadCursor();
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new BadCursor();
    }
  }
}
