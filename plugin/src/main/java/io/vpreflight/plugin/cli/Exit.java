// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

/** What a command ends with. */
public final class Exit {
  /** Nothing at or above the severity that was asked to fail on. */
  public static final int OK = 0;

  /** Findings at or above that severity. */
  public static final int FINDINGS = 1;

  /** Wrong usage or configuration; nothing was done. */
  public static final int USAGE = 2;

  /** Not whole: part of what was asked could not be seen. Stronger than findings. */
  public static final int INCOMPLETE = 3;

  /** A fault of ours. */
  public static final int BROKEN = 70;

  private Exit() {}
}
