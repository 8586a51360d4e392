// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Leave to run one plan.
 *
 * @param planDigest digest of the plan
 * @param approver who gave it
 * @param authenticated true when we know that it was them; false for a user of the operating system
 *     at the command line
 * @param reason why, in their words
 * @param at when; cut to microseconds
 * @param publicKey of the key that signed, Base64 of its X.509 form
 * @param signature Base64; what is signed is the repairs' to say
 */
public record Approval(
    String planDigest,
    String approver,
    boolean authenticated,
    String reason,
    Instant at,
    String publicKey,
    String signature) {
  /** Cuts the time to what every database keeps. */
  public Approval {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }
}
