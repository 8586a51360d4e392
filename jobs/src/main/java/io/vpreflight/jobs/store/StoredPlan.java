// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A plan as it is kept. Only its state ever changes.
 *
 * @param digest SHA-256 of the canonical bytes of {@code json}, in lower case hexadecimal digits
 * @param kind which repair, by its name
 * @param json the plan, canonical
 * @param planner who made it
 * @param createdAt when; cut to microseconds
 * @param expiresAt until when it may be approved and run; cut to microseconds
 * @param state where it is in its life; the words are the repairs'
 */
public record StoredPlan(
    String digest,
    String kind,
    String json,
    String planner,
    Instant createdAt,
    Instant expiresAt,
    String state) {
  /** Cuts the times to what every database keeps. */
  public StoredPlan {
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
  }
}
