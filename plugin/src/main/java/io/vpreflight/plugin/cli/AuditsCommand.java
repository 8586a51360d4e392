// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audits}: what the service has done, also while it runs. Changes nothing. */
@Command(name = "audits", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class AuditsCommand implements Callable<Integer> {
  private static final int SCHEMA = 1;

  private final App app;

  @Option(names = "--schedule", paramLabel = "NAME", descriptionKey = "schedule")
  private String schedule = "";

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "20",
      descriptionKey = "auditsLimit")
  private int limit;

  @Mixin private final StateFlags state = new StateFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  AuditsCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    try (Store store = Store.look(state.folder(app.environment()))) {
      List<Audits.Entry> audits = store.audits().list(schedule, Math.max(limit, 0));
      if (form == ShortForm.JSON) {
        json(audits);
      } else {
        text(audits);
      }
      app.console().out().flush();
      return Exit.OK;
    }
  }

  private void text(List<Audits.Entry> audits) {
    if (audits.isEmpty()) {
      app.console().out().println(app.console().texts().say("audits.none"));
    }
    for (Audits.Entry entry : audits) {
      StoredAudit audit = entry.audit();
      app.console()
          .out()
          .println(
              app.console()
                  .texts()
                  .say(
                      audit.complete() ? "audits.line" : "audits.line-not-whole",
                      audit.startedAt(),
                      audit.schedule(),
                      audit.counts().vms(),
                      audit.counts().critical(),
                      audit.counts().error(),
                      audit.counts().warning(),
                      audit.counts().undetermined(),
                      entry.news(),
                      entry.resolved(),
                      audit.report()));
    }
  }

  private void json(List<Audits.Entry> audits) throws IOException {
    JsonWriter json = new JsonWriter(app.console().out());
    json.setIndent("  ");
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("audits").beginArray();
    for (Audits.Entry entry : audits) {
      StoredAudit audit = entry.audit();
      json.beginObject();
      json.name("id").value(audit.id());
      json.name("schedule").value(audit.schedule());
      json.name("profile").value(audit.profile());
      json.name("startedAt").value(audit.startedAt().toString());
      json.name("finishedAt").value(audit.finishedAt().toString());
      json.name("complete").value(audit.complete());
      json.name("virtualMachines").value(audit.counts().vms());
      json.name("critical").value(audit.counts().critical());
      json.name("error").value(audit.counts().error());
      json.name("warning").value(audit.counts().warning());
      json.name("info").value(audit.counts().info());
      json.name("undetermined").value(audit.counts().undetermined());
      json.name("newFindings").value(entry.news());
      json.name("resolvedFindings").value(entry.resolved());
      json.name("report").value(audit.report());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    app.console().out().println();
  }
}
