// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a channel is to be told, before it is sent. Nothing secret is in it: where it goes is the
 * channel's own business.
 *
 * @param id the same however often it is sent, so that whoever gets it twice can tell
 * @param channel its name
 * @param createdAt when it was written; times are cut to microseconds
 * @param dueAt not sent before
 * @param giveUpAt not tried any more after
 * @param held may be rewritten until it is sent for the first time
 * @param body what is told
 */
public record Letter(
    String id,
    String channel,
    Instant createdAt,
    Instant dueAt,
    Instant giveUpAt,
    boolean held,
    String body) {
  /** Cuts the times to what every database keeps. */
  public Letter {
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    dueAt = dueAt.truncatedTo(ChronoUnit.MICROS);
    giveUpAt = giveUpAt.truncatedTo(ChronoUnit.MICROS);
  }
}
