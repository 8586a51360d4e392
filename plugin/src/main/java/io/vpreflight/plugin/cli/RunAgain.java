// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the next command says after one that spoke to a vCenter.
 *
 * @param store where the store is
 * @param config the file that was named; null when the vCenter was named in another way
 */
record RunAgain(Again store, @Nullable Path config) implements Again {
  /** Stands for a file that names the vCenter, and that whoever pastes the line fills in. */
  private static final String TO_FILL_IN = " --config FILE";

  @Override
  public String again() {
    return (config == null ? "" : named(config)) + store.again();
  }

  @Override
  public String toRun() {
    return (config == null ? TO_FILL_IN : named(config)) + store.again();
  }

  private static String named(Path config) {
    return " --config " + Typed.quoted(config.toString());
  }
}
