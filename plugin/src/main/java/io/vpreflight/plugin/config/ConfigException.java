// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import java.util.List;

/** Wrong usage or configuration: everything that is wrong, each with its place and its remedy. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Text> problems;

  /** Everything that is wrong. */
  public ConfigException(List<Text> problems) {
    super(String.valueOf(problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong. */
  public List<Text> problems() {
    return problems;
  }
}
