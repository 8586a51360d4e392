// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where plans and tokens are: in the service, or in the store; for what needs no vCenter. */
final class DeskFlags implements Again {
  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "storeConfig")
  private @Nullable Path config;

  /** True when a service was named, be it on this machine. */
  boolean isNamed() {
    return service.isNamed();
  }

  /** The service; empty when none is named and none has the folder. */
  Optional<ServiceClient> find(App app) throws IOException {
    return service.find(app);
  }

  /** The service; see {@link ServiceFlags#need}. */
  ServiceClient need(App app) throws IOException {
    return service.need(app);
  }

  /** The place of the store. */
  StorePlace place(Environment environment) {
    return service.place(environment, config);
  }

  @Override
  public String again() {
    return new RunAgain(service, config).again();
  }

  /**
   * What a command says that goes on here by itself: where the vCenter is, which this one did not
   * need.
   */
  @Override
  public String toRun() {
    return isNamed() ? again() : new RunAgain(service, config).toRun();
  }
}
