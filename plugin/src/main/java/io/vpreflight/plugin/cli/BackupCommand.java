// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.schedule.JobKind;
import io.vpreflight.jobs.store.Backup;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code backup}: copies the state folder, also while the service runs or a repair is under way.
 */
@Command(name = "backup", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class BackupCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--to", paramLabel = "DIR", required = true, descriptionKey = "backupTo")
  private @Nullable Path into;

  @Option(names = "--keep", paramLabel = "NUMBER", descriptionKey = "backupKeep")
  private @Nullable Integer keep;

  @Mixin private final StoreFlags state = new StoreFlags();

  // Hidden: whoever knows these flags from the other commands is told what to type instead.
  @Option(names = "--server", paramLabel = "URL", hidden = true, descriptionKey = "server")
  private @Nullable URI server;

  @Option(names = "--token-file", paramLabel = "FILE", hidden = true, descriptionKey = "tokenFile")
  private @Nullable Path tokenFile;

  @Option(names = "--server-ca", paramLabel = "FILE", hidden = true, descriptionKey = "serverCa")
  private @Nullable Path caFile;

  @Mixin final CommonFlags common = new CommonFlags();

  BackupCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ServiceClient service = ServiceFlags.named(server, tokenFile, caFile, app).orElse(null);
    if (service != null) {
      throw served(service);
    }
    Path folder = Objects.requireNonNull(into);
    Integer kept = keep;
    if (kept != null && kept < 1) {
      throw new ConfigException(
          List.of(Text.of("config.bad-keep", "--keep", String.valueOf(kept))));
    }
    StorePlace place = state.place(app.environment());
    PostgresServer server = place.server();
    if (server != null) {
      throw new ConfigException(
          List.of(Text.of("backup.server", server.dumpCommand(folder), place.folder().toString())));
    }
    Path made = Backup.make(place.folder(), folder, app.clock().instant());
    if (kept != null) {
      Backup.forget(folder, kept);
    }
    String back = " --from " + Typed.quoted(made.toString()) + state.again();
    app.console()
        .print(
            "backup.made", made.toString(), new ShellWords(Typed.itself()), new ShellWords(back));
    app.console().out().flush();
    return Exit.OK;
  }

  /** Where a service writes is in its file: which of its schedules to run, word by word. */
  private ConfigException served(ServiceClient service) {
    String again = " --server " + service + " --token-file …";
    List<String> commands = new ArrayList<>();
    JsonObject all = JsonParser.parseString(service.get(SchedulesCommand.PATH)).getAsJsonObject();
    for (JsonElement each : all.getAsJsonArray("schedules")) {
      JsonObject schedule = each.getAsJsonObject();
      if (schedule.get("job").getAsString().equals(JobKind.BACKUP.label())) {
        commands.add("vpreflight schedules run " + schedule.get("name").getAsString() + again);
      }
    }
    return new ConfigException(
        List.of(
            commands.isEmpty()
                ? Text.of("backup.served-none", new ShellWords(again))
                : Text.of("backup.served", new ShellWords(String.join("; ", commands)))));
  }
}
