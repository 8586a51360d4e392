// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.config.StateFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the store is: a flag of every command that plans, repairs or reads the journal. */
final class StateFlags {
  @Option(names = "--state-dir", paramLabel = "DIR", descriptionKey = "stateDir")
  private @Nullable Path folder;

  /**
   * What the next command has to say to find the same store, with a blank before it; or nothing.
   */
  String again() {
    return folder == null ? "" : " --state-dir " + folder;
  }

  /** A command of ours as it is typed for the same store; of others as it is. */
  String again(String command) {
    return command.startsWith("vpreflight ") ? command + again() : command;
  }

  /** True when it was said. */
  boolean isGiven() {
    return folder != null;
  }

  /** The folder of the store. */
  Path folder(Environment environment) {
    return StateFolder.of(folder, environment);
  }
}
