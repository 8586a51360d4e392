// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Restore;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code restore}: goes back to a copy of the state folder, and puts aside what was there. */
@Command(name = "restore", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RestoreCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--from", paramLabel = "COPY", required = true, descriptionKey = "restoreFrom")
  private @Nullable Path from;

  @Mixin private final StoreFlags state = new StoreFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  RestoreCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() {
    StorePlace place = state.place(app.environment());
    PostgresServer server = place.server();
    if (server != null) {
      throw new ConfigException(List.of(Text.of("restore.server", place.folder().toString())));
    }
    Path copy = Objects.requireNonNull(from);
    Path aside = Restore.of(copy, place.folder(), app.clock().instant(), "restore");
    app.console()
        .print("restore.done", place.folder().toString(), copy.toString(), aside.toString());
    app.console().out().flush();
    return Exit.OK;
  }
}
