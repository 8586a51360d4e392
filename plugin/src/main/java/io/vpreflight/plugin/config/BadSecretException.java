// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.io.Serial;

/** A secret that cannot be had, and why; nothing of it is told. */
final class BadSecretException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Text problem;

  BadSecretException(Text problem) {
    super("no secret that can be used");
    this.problem = problem;
  }

  /** What is wrong, with its place and what to do. */
  Text problem() {
    return problem;
  }
}
