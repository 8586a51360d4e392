// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import java.util.List;

/** Wrong usage or configuration: everything that is wrong, each with its place and its remedy. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Text> problems;
  private final boolean afterReading;

  /**
   * Everything that is wrong; nothing was sent.
   *
   * @param problems what is only wrong because a value could not be had, which was told, is left
   *     out
   */
  public ConfigException(List<Text> problems) {
    this(problems, false);
  }

  private ConfigException(List<Text> problems, boolean afterReading) {
    super(String.valueOf(Unread.without(problems)));
    this.problems = Unread.without(problems);
    this.afterReading = afterReading;
  }

  /** Everything that is wrong, as was seen when a vCenter had been read. */
  public static ConfigException afterReading(List<Text> problems) {
    return new ConfigException(problems, true);
  }

  /** True when a vCenter was read before: something was sent, and nothing was changed. */
  public boolean isAfterReading() {
    return afterReading;
  }

  /** Everything that is wrong. */
  public List<Text> problems() {
    return problems;
  }
}
