// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import io.vpreflight.jobs.check.Text;
import java.util.List;

/** A profile that cannot be used, with everything that is wrong with it. */
public final class ProfileException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Text> problems;

  /** Everything that is wrong, each with its place. */
  public ProfileException(List<Text> problems) {
    super(String.valueOf(problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, each with its place. */
  public List<Text> problems() {
    return problems;
  }
}
