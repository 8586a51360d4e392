// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;

/** The service could not be reached, or refused what was asked. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text problem;
  private final boolean reached;

  ServiceException(Text problem, boolean reached) {
    super(problem.key() + " " + problem.args());
    this.problem = problem;
    this.reached = reached;
  }

  /** In words. */
  public Text problem() {
    return problem;
  }

  /** True when it answered, and refused. */
  public boolean reached() {
    return reached;
  }
}
