// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;

/** What somebody named is not kept, or is not what it should be. */
public final class NotKept extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text problem;

  NotKept(Text problem) {
    super(problem.key() + " " + problem.args());
    this.problem = problem;
  }

  /** In words. */
  public Text problem() {
    return problem;
  }
}
