// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.task;

import io.vpreflight.simulator.model.Element;
import org.jspecify.annotations.Nullable;

/** What a task does to the world. */
@FunctionalInterface
public interface Work {
  /**
   * Does it, with the lock of the world held.
   *
   * @return {@code TaskInfo.result} with its {@code xsi:type}; null when there is none
   * @throws io.vpreflight.simulator.model.Fault when the task is to end in error
   */
  @Nullable Element run();

  /** Does nothing. */
  static Work nothing() {
    return () -> null;
  }
}
