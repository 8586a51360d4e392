// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

/** Where the help of the command line is. */
final class Usage {
  /** The bundle of the help texts. */
  static final String BUNDLE = "io.vpreflight.plugin.cli.usage";

  private Usage() {}
}
