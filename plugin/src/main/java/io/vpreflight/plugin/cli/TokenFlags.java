// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where tokens are: in the service, or in the store where none runs. */
final class TokenFlags {
  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "storeConfig")
  private @Nullable Path config;

  /** The service; empty when none is named and none has the folder. */
  Optional<ServiceClient> find(Environment environment) throws IOException {
    return service.find(environment);
  }

  /** The place of the store. */
  StorePlace place(Environment environment) {
    return service.place(environment, config);
  }
}
