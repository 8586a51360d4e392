// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.Explained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code config explain}: what a file comes to, and where each value was said. */
@Command(name = "explain", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class ConfigExplainCommand implements Callable<Integer> {
  private static final int SCHEMA = 1;

  private final App app;

  @Option(names = "--config", paramLabel = "FILE", required = true, descriptionKey = "configFile")
  private @Nullable Path config;

  @Mixin private final StateFlags state = new StateFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  ConfigExplainCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    List<Explained.Row> rows = CheckedConfig.of(app, Objects.requireNonNull(config), state).rows();
    if (form == ShortForm.JSON) {
      json(rows);
    } else {
      text(rows);
    }
    app.console().out().flush();
    return Exit.OK;
  }

  private void text(List<Explained.Row> rows) {
    int keys = rows.stream().mapToInt(row -> row.key().length()).max().orElse(0);
    int values = rows.stream().mapToInt(row -> said(row).length()).max().orElse(0);
    for (Explained.Row row : rows) {
      String origin = row.origin();
      app.console()
          .out()
          .printf(
              "%-" + keys + "s  %-" + Math.max(values, 1) + "s  %s%n",
              Names.shown(row.key()),
              said(row),
              origin == null ? app.console().texts().say("config.explain.default") : origin);
    }
  }

  private void json(List<Explained.Row> rows) throws IOException {
    JsonWriter json = new JsonWriter(app.console().out());
    json.setIndent("  ");
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("settings").beginArray();
    for (Explained.Row row : rows) {
      json.beginObject();
      json.name("key").value(row.key());
      json.name("value").value(said(row));
      json.name("origin").value(row.origin());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    app.console().out().println();
  }

  private String said(Explained.Row row) {
    return app.console().texts().shown(row.value());
  }
}
