// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.service.BaselineBook;
import io.vpreflight.jobs.service.BaselineBook.Kept;
import io.vpreflight.jobs.service.BaselineBook.Row;
import io.vpreflight.jobs.service.NotKept;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code baseline}: what the next audit of each schedule compares with, also while the service
 * runs. Changes nothing.
 */
@Command(name = "baseline", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class BaselineCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--schedule", paramLabel = "NAME", descriptionKey = "schedule")
  private String schedule = "";

  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  private BaselineCommand(App app) {
    this.app = app;
  }

  /** The command with the one below it. */
  static CommandLine line(App app) {
    return new CommandLine(new BaselineCommand(app)).addSubcommand(new BaselineExportCommand(app));
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    Kept kept = kept();
    kept.unreadable().forEach(file -> app.console().say("baseline.unreadable", file));
    if (form == ShortForm.JSON) {
      BaselineBook.write(kept, app.console().out());
    } else {
      text(kept.rows());
    }
    app.console().out().flush();
    return kept.unreadable().isEmpty() ? Exit.OK : Exit.INCOMPLETE;
  }

  private Kept kept() throws IOException {
    ServiceClient found = service.find(app).orElse(null);
    if (found != null) {
      return new HistoryElsewhere(found).baselines(schedule);
    }
    try {
      return new BaselineBook(service.folder(app.environment())).list(schedule);
    } catch (NotKept e) {
      throw new ConfigException(List.of(e.problem()));
    }
  }

  private void text(List<Row> rows) {
    if (rows.isEmpty()) {
      app.console().print("baseline.none");
    }
    for (Row row : rows) {
      app.console()
          .print(
              "baseline.line",
              row.collectedAt(),
              row.schedule(),
              Names.shown(row.vcenter()),
              row.machines());
    }
  }
}
