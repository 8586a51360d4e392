// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Text;

/** A plan or an approval is not what it should be: nothing may be run. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text problem;

  /** With what is wrong, in words. */
  public PlanException(Text problem) {
    super(problem.key() + " " + problem.args());
    this.problem = problem;
  }

  /** What is wrong, in words. */
  public Text problem() {
    return problem;
  }
}
