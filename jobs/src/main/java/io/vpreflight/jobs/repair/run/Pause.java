// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import java.time.Duration;

/** How waiting is done, and how long it takes, so that a test can move the time instead. */
@FunctionalInterface
public interface Pause {
  /**
   * Waits.
   *
   * @throws InterruptedException when the process is to end
   */
  void sleep(Duration time) throws InterruptedException;

  /**
   * What has passed since some moment, the same one in the whole process. Whoever sets the clock of
   * the machine does not move it: how long something is waited for goes by this, and by no clock.
   */
  default Duration elapsed() {
    return Duration.ofNanos(System.nanoTime());
  }

  /** Real time. */
  static Pause real() {
    return time -> Thread.sleep(time.toMillis());
  }
}
