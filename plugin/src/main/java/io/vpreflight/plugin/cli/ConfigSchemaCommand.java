// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config schema}: the JSON schema of the file, for editors that complete and check. */
@Command(name = "schema", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class ConfigSchemaCommand implements Callable<Integer> {
  private static final String SCHEMA = "/io/vpreflight/plugin/config/vpreflight.schema.json";

  private final App app;

  @Mixin final CommonFlags common = new CommonFlags();

  ConfigSchemaCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(ConfigSchemaCommand.class.getResourceAsStream(SCHEMA))) {
      app.console().out().print(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
      app.console().out().flush();
    }
    return Exit.OK;
  }
}
