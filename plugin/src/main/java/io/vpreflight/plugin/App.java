// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin;

import io.vpreflight.jobs.repair.run.Pause;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.terminal.Console;
import java.time.Clock;

/**
 * What commands get from the outside, so that a test can give them another outside.
 *
 * @param tool name and version
 * @param console where they speak
 * @param environment variables
 * @param clock ours
 * @param pause how is waited for a vCenter
 */
public record App(Tool tool, Console console, Environment environment, Clock clock, Pause pause) {
  /** The room whose bundle holds what is said here, by the command line and the service alike. */
  public static final String WORDS = "io.vpreflight.plugin.cli";

  /** One that waits in real time. */
  public App(Tool tool, Console console, Environment environment, Clock clock) {
    this(tool, console, environment, clock, Pause.real());
  }
}
