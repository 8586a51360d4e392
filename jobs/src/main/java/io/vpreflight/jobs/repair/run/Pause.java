// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import java.time.Duration;

/** How waiting is done, so that a test can move the time instead. */
@FunctionalInterface
public interface Pause {
  /**
   * Waits.
   *
   * @throws InterruptedException when the process is to end
   */
  void sleep(Duration time) throws InterruptedException;

  /** Real time. */
  static Pause real() {
    return time -> Thread.sleep(time.toMillis());
  }
}
