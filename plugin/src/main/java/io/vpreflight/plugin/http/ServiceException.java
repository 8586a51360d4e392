// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;

/** The service could not be reached, or refused what was asked. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text problem;
  private final boolean reached;
  private final boolean missing;

  ServiceException(Text problem, boolean reached) {
    this(problem, reached, false);
  }

  ServiceException(Text problem, boolean reached, boolean missing) {
    super(problem.key() + " " + problem.args());
    this.problem = problem;
    this.reached = reached;
    this.missing = missing;
  }

  /** In words. */
  public Text problem() {
    return problem;
  }

  /** True when it answered that what was asked for is not there. */
  public boolean missing() {
    return missing;
  }

  /** True when it answered, and refused. */
  public boolean reached() {
    return reached;
  }
}
