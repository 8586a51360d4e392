// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Letters on their way. Those of one channel leave in the order in which they were written: what is
 * resolved is never told before what was wrong. Safe for several threads.
 */
public interface Outbox {
  /** What has become of a letter. */
  enum State {
    /** To be sent, or to be sent again. */
    WAITING,
    /** Taken by whoever it was sent to. */
    SENT,
    /** Nobody took it; it is not tried any more. */
    GIVEN_UP
  }

  /**
   * A letter and what has become of it.
   *
   * @param attempts how often it was begun to be sent
   * @param problem why the last attempt failed; empty when none did
   */
  record Entry(Letter letter, State state, int attempts, String problem) {}

  /**
   * The first letter that waits for that channel, if it is due; from now on it is not rewritten,
   * and this attempt counts.
   *
   * @return null when there is nothing to send now
   * @throws StoreException when the store cannot be written
   */
  @Nullable Entry take(String channel, Instant now);

  /** The first letter that waits for that channel, due or not; null when none waits. */
  @Nullable Entry first(String channel);

  /** It is due then, unless it was taken or put off since it was read. */
  void dueAt(Entry entry, Instant dueAt);

  /** It was taken. */
  void sent(String id, Instant at);

  /** It was not taken; it is tried again then. */
  void again(String id, Instant dueAt, String problem);

  /** It was not taken, and is not tried any more. */
  void giveUp(String id, Instant at, String problem);

  /**
   * Gives up what waits for channels that are no more.
   *
   * @return what was given up
   */
  List<Entry> abandon(Set<String> channels, Instant at, String problem);

  /** Letters, newest first, at most that many. */
  List<Entry> list(int atMost);

  /** Forgets what was sent or given up before. */
  void forget(Instant before);
}
