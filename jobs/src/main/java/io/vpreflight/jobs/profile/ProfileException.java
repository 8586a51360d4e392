// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import java.util.List;

/** A profile that cannot be used, with everything that is wrong with it. */
public final class ProfileException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> problems;

  /** Everything that is wrong, each with its place. */
  public ProfileException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, each with its place. */
  public List<String> problems() {
    return problems;
  }
}
