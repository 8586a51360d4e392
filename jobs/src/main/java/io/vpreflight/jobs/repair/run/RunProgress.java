// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanStep;
import org.jspecify.annotations.Nullable;

/** Told what happens, from any thread; must be quick and must not throw. */
public interface RunProgress {
  /**
   * A run of a plan begins; told once, before anything else of it.
   *
   * @param finished how many of its objects an earlier run brought to their end; 0 or more
   * @param all how many objects the plan does something to
   */
  default void begins(int finished, int all) {}

  /** How far a step is. */
  enum Phase {
    /** It is about to be sent. */
    SENDING,
    /** Its task waits or runs. */
    RUNNING,
    /** It takes longer than it should. */
    SLOW,
    /** What came of it is unknown; we look. */
    SETTLING,
    /** It is done. */
    DONE,
    /** It did not succeed. */
    FAILED,
    /** It is tried again later, or something must pass first. */
    WAITING
  }

  /**
   * One step of one object.
   *
   * @param percent of its task, where vCenter tells
   * @param note more about it, or null
   */
  void step(
      Operation operation,
      PlanStep step,
      Phase phase,
      @Nullable Integer percent,
      @Nullable Text note);

  /** What was begun is taken back. */
  void goingBack(Operation operation, Text reason);

  /** Something that changes nothing. */
  void noted(Operation operation, Text note);

  /** One object has come to its end. */
  void ended(Operation operation, Ending ending);

  /** Something about all of them, before any is begun. */
  default void said(Text note) {}

  /** Tells nobody. */
  static RunProgress silent() {
    return new RunProgress() {
      @Override
      public void step(
          Operation operation,
          PlanStep step,
          Phase phase,
          @Nullable Integer percent,
          @Nullable Text note) {}

      @Override
      public void goingBack(Operation operation, Text reason) {}

      @Override
      public void noted(Operation operation, Text note) {}

      @Override
      public void ended(Operation operation, Ending ending) {}
    };
  }
}
