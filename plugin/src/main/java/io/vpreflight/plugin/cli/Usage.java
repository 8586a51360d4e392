// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

/** Where the texts of the command line are. */
final class Usage {
  /** The bundle of the help texts. */
  static final String BUNDLE = "io.vpreflight.plugin.cli.usage";

  /** The room whose bundle holds what commands say. */
  static final String ROOM = "io.vpreflight.plugin.cli";

  private Usage() {}
}
