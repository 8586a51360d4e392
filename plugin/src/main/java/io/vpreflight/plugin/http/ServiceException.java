// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;

/** The service could not be reached, or refused what was asked. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text problem;
  private final boolean reached;
  private final int status;
  private final String detail;

  ServiceException(Text problem, boolean reached) {
    this(problem, reached, 0, "");
  }

  /** It answered with that status of HTTP, and said that of it. */
  ServiceException(Text problem, int status, String detail) {
    this(problem, status < 500, status, detail);
  }

  private ServiceException(Text problem, boolean reached, int status, String detail) {
    super(problem.key() + " " + problem.args());
    this.problem = problem;
    this.reached = reached;
    this.status = status;
    this.detail = detail;
  }

  /** In words. */
  public Text problem() {
    return problem;
  }

  /** True when it answered that what was asked for is not there. */
  public boolean missing() {
    return status == 404;
  }

  /**
   * What it said is wrong with what was asked, which is what is said of it where there is no
   * service; empty when that was not what it said.
   */
  public String wrong() {
    return status == 400 ? detail : "";
  }

  /** True when it answered, and refused. */
  public boolean reached() {
    return reached;
  }
}
