// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.fault;

import io.vpreflight.simulator.model.Fault;

/** What goes wrong inside a task, after its method has answered with the task. */
public sealed interface TaskFault {
  /** The task ends in {@code error} with that fault, and nothing was changed. */
  record Fails(Fault fault) implements TaskFault {}

  /**
   * The task stays {@code running} for ever, and nothing is changed.
   *
   * @param percent how far it comes
   */
  record Hangs(int percent) implements TaskFault {
    /** As a snapshot does that waits for a guest. */
    public Hangs() {
      this(95);
    }
  }

  /** The task stays {@code queued} for ever. */
  record Waits() implements TaskFault {}

  /** The task ends in {@code success}, and nothing was changed. */
  record NoEffect() implements TaskFault {}

  /** The change is made, and the task ends in {@code error} with that fault all the same. */
  record FailsAfterwards(Fault fault) implements TaskFault {}

  /**
   * What the task begins with is done, its end is not, and it ends in {@code error}: a snapshot is
   * out of the tree and its files are not merged.
   */
  record FailsHalfway(Fault fault) implements TaskFault {}
}
