// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.config.StateFolder;
import io.vpreflight.plugin.config.StoreResolver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the store is: a flag of every command that plans, repairs or reads the journal. */
final class StateFlags implements Again {
  @Option(names = "--state-dir", paramLabel = "DIR", descriptionKey = "stateDir")
  private @Nullable Path folder;

  @Override
  public String again() {
    return folder == null ? "" : " --state-dir " + Typed.quoted(folder.toString());
  }

  /** True when it was said. */
  boolean isGiven() {
    return folder != null;
  }

  /**
   * The place of the store.
   *
   * @param config null when no configuration is named: the store is in the folder
   * @throws ConfigException with everything that is wrong with the configuration
   */
  StorePlace place(Environment environment, @Nullable Path config) {
    if (config == null) {
      return StorePlace.in(folder(environment));
    }
    List<Text> problems = new ArrayList<>();
    PostgresServer server =
        new StoreResolver(problems).resolve(ConfigFile.read(config, environment).store);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new StorePlace(folder(environment), server);
  }

  /** The folder of the store, or of what a node keeps for itself. */
  Path folder(Environment environment) {
    return StateFolder.of(folder, environment);
  }
}
