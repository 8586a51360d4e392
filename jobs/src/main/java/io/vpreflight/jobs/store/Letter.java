// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.Known.Told;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

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
 * @param told which findings it tells as wrong; empty when it was read from the store
 * @param over which ones the channel knows to be mended, or mild enough, by it; as before
 */
public record Letter(
    String id,
    String channel,
    Instant createdAt,
    Instant dueAt,
    Instant giveUpAt,
    boolean held,
    String body,
    List<Told> told,
    Set<SeenFinding.Identity> over) {
  /** One that tells of no finding. */
  public Letter(
      String id,
      String channel,
      Instant createdAt,
      Instant dueAt,
      Instant giveUpAt,
      boolean held,
      String body) {
    this(id, channel, createdAt, dueAt, giveUpAt, held, body, List.of(), Set.of());
  }

  /** Cuts the times to what every database keeps. */
  public Letter {
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    dueAt = dueAt.truncatedTo(ChronoUnit.MICROS);
    giveUpAt = giveUpAt.truncatedTo(ChronoUnit.MICROS);
    told = List.copyOf(told);
    over = Set.copyOf(over);
  }
}
