// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.config.Environment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the store is: flags of the commands that need no vCenter. */
final class StoreFlags implements Again {
  @Mixin private final StateFlags state = new StateFlags();

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "storeConfig")
  private @Nullable Path config;

  /** The place of the store. */
  StorePlace place(Environment environment) {
    return state.place(environment, config);
  }

  @Override
  public String again() {
    return new RunAgain(state, config).again();
  }
}
