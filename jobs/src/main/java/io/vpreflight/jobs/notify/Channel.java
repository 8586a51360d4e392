// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

/** A way to reach people. Used by one thread at a time. */
public interface Channel {
  /** What it wants to hear. */
  Rules rules();

  /**
   * Sends a message; returns when the other side has taken it. The same message may come again: its
   * id lets the other side tell.
   *
   * @throws NotSentException when it was not taken, or nobody can tell
   */
  void send(Notice notice) throws NotSentException;
}
