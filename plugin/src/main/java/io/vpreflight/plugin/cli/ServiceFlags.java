// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.config.PasswordFile;
import io.vpreflight.plugin.http.LocalAccess;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which service is spoken to: the one that has the state folder, or the one that is named. */
final class ServiceFlags implements Again {
  @Mixin private final StateFlags state = new StateFlags();

  @Option(names = "--server", paramLabel = "URL", descriptionKey = "server")
  private @Nullable URI server;

  @Option(names = "--token-file", paramLabel = "FILE", descriptionKey = "tokenFile")
  private @Nullable Path tokenFile;

  @Option(names = "--server-ca", paramLabel = "FILE", descriptionKey = "serverCa")
  private @Nullable Path caFile;

  /** The place of the store; see {@link StateFlags#place}. */
  StorePlace place(Environment environment, @Nullable Path config) {
    return state.place(environment, config);
  }

  /** True when a service was named, be it on this machine. */
  boolean isNamed() {
    return server != null;
  }

  @Override
  public String again() {
    return state.again() + (server == null ? "" : " --server " + server + " --token-file …");
  }

  /** The folder of the store. */
  Path folder(Environment environment) {
    return state.folder(environment);
  }

  /** The service that has that folder; empty when none does. */
  static Optional<ServiceClient> local(Path folder, App app) throws IOException {
    return LocalAccess.read(folder)
        .map(access -> by(ServiceClient.of(access), app))
        .filter(ServiceClient::isAlive);
  }

  private static ServiceClient by(ServiceClient service, App app) {
    return service.speaking(app.console().texts().locale(), app.console()::say);
  }

  /**
   * The service.
   *
   * @return empty when none is named and none has the folder
   */
  Optional<ServiceClient> find(App app) throws IOException {
    Optional<ServiceClient> named = named(server, tokenFile, caFile, app);
    return named.isPresent() ? named : local(folder(app.environment()), app);
  }

  /**
   * The service that those flags name.
   *
   * @return empty when they name none
   */
  static Optional<ServiceClient> named(
      @Nullable URI server, @Nullable Path tokenFile, @Nullable Path caFile, App app)
      throws IOException {
    if (server == null) {
      if (tokenFile != null || caFile != null) {
        throw new ConfigException(List.of(Text.of("config.only-with-server")));
      }
      return Optional.empty();
    }
    if (tokenFile == null) {
      throw new ConfigException(List.of(Text.of("config.server-without-token")));
    }
    Text wrong = PasswordFile.problem(tokenFile, "--token-file");
    if (wrong != null) {
      throw new ConfigException(List.of(wrong));
    }
    String token = Files.readString(tokenFile).strip();
    return Optional.of(by(ServiceClient.of(server, token, caFile), app));
  }

  /**
   * The service.
   *
   * @throws ConfigException when none is named and none has the folder
   */
  ServiceClient need(App app) throws IOException {
    return find(app)
        .orElseThrow(
            () ->
                new ConfigException(
                    List.of(Text.of("config.no-service", folder(app.environment()).toString()))));
  }
}
