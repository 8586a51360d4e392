// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;

/**
 * The vCenter of a plan could not be had, so that the plan has not begun; it may be asked again.
 */
public final class NotBegun extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text problem;

  NotBegun(Text problem) {
    super(problem.key() + " " + problem.args());
    this.problem = problem;
  }

  /** Why, in words. */
  public Text problem() {
    return problem;
  }
}
