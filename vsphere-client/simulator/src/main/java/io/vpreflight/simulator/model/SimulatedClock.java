// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of the simulated vCenter, and work that is due at some time of it. Safe for several
 * threads.
 */
public interface SimulatedClock extends AutoCloseable {
  /** What time it is there. */
  Instant now();

  /** Runs work once that time has come, in the order of the times, and of the asking. */
  Scheduled at(Instant time, Runnable work);

  /** Runs work after that much time. */
  default Scheduled after(Duration delay, Runnable work) {
    return at(now().plus(delay), work);
  }

  /** Forgets what is still due. */
  void forgetAll();

  @Override
  void close();

  /** Work that is due. */
  interface Scheduled {
    /** Lets it not happen, if it has not yet. */
    void cancel();
  }

  /** A clock that stands still until a test moves it. */
  static ManualClock manual(Instant start) {
    return new ManualClock(start);
  }

  /** A clock that shows that time now and goes on as the world does. */
  static SimulatedClock runningFrom(Instant start) {
    return new RunningClock(start);
  }

  /** The clock of this machine. */
  static SimulatedClock system() {
    return runningFrom(Instant.now());
  }
}
