// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.plugin.App;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
  private static final int SCHEMA = 1;

  private final App app;

  @Option(names = "--schedule", paramLabel = "NAME", descriptionKey = "schedule")
  private String schedule = "";

  @Mixin private final StateFlags state = new StateFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  /** One reading that is kept; the inventory itself is let go of. */
  private record Row(
      String schedule, String vcenter, String uuid, Instant at, int machines, Path file) {}

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
    Baselines baselines = Baselines.in(state.folder(app.environment()));
    List<Row> rows = new ArrayList<>();
    int exit = Exit.OK;
    for (String name : baselines.schedules()) {
      if (schedule.isEmpty() || schedule.equals(name)) {
        for (Path file : baselines.files(name)) {
          try {
            rows.add(row(name, file));
          } catch (VSphereException.BadFile e) {
            app.console().say("baseline.unreadable", file.toString());
            exit = Exit.INCOMPLETE;
          }
        }
      }
    }
    rows.sort(Comparator.comparing(Row::schedule).thenComparing(Row::vcenter));
    if (form == ShortForm.JSON) {
      json(rows);
    } else {
      text(rows);
    }
    app.console().out().flush();
    return exit;
  }

  private static Row row(String schedule, Path file) {
    Inventory read = Baselines.read(file);
    return new Row(
        schedule,
        read.vcenter().name(),
        read.vcenter().instanceUuid(),
        read.vcenter().collectedAt(),
        read.virtualMachines().size(),
        file);
  }

  private void text(List<Row> rows) {
    if (rows.isEmpty()) {
      app.console().print("baseline.none");
    }
    for (Row row : rows) {
      app.console()
          .print("baseline.line", row.at, row.schedule, Names.shown(row.vcenter), row.machines);
    }
  }

  private void json(List<Row> rows) throws IOException {
    JsonWriter json = new JsonWriter(app.console().out());
    json.setIndent("  ");
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("baselines").beginArray();
    for (Row row : rows) {
      json.beginObject();
      json.name("schedule").value(row.schedule);
      json.name("vcenter").value(row.vcenter);
      json.name("instanceUuid").value(row.uuid);
      json.name("collectedAt").value(row.at.toString());
      json.name("virtualMachines").value(row.machines);
      json.name("file").value(row.file.toString());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.flush();
    app.console().out().println();
  }
}
