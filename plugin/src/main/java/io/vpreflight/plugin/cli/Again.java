// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

/** Tells how the next command finds the store of this one. */
interface Again {
  /** What the next command has to say for it, with a blank before it; or nothing. */
  String again();

  /** A command of ours as it is typed for the same store; of others as it is. */
  default String again(String command) {
    return command.startsWith("vpreflight ") ? command + again() : command;
  }
}
