// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.store.FindingHistory;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code findings}: what a schedule has found, since when, and what is gone. Changes nothing. */
@Command(name = "findings", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class FindingsCommand implements Callable<Integer> {
  private static final int SCHEMA = 1;

  private final App app;

  @Option(names = "--schedule", paramLabel = "NAME", required = true, descriptionKey = "schedule")
  private String schedule = "";

  @Option(names = "--resolved", descriptionKey = "findingsResolved")
  private boolean resolved;

  @Mixin private final StateFlags state = new StateFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  FindingsCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    try (Store store = Store.look(state.folder(app.environment()))) {
      List<FindingHistory> findings = store.audits().findings(schedule, resolved);
      if (form == ShortForm.JSON) {
        json(findings);
      } else {
        text(findings);
      }
      app.console().out().flush();
      return Exit.OK;
    }
  }

  private void text(List<FindingHistory> findings) {
    if (findings.isEmpty()) {
      app.console().out().println(app.console().texts().say("findings.none"));
    }
    for (FindingHistory history : findings) {
      SeenFinding finding = history.finding();
      Instant gone = history.resolvedAt();
      String what = finding.check() + (finding.part().isEmpty() ? "" : " (" + finding.part() + ")");
      app.console()
          .out()
          .println(
              app.console()
                  .texts()
                  .say(
                      gone == null ? "findings.open" : "findings.resolved",
                      app.console().texts().say("severity." + finding.severity()),
                      Names.shown(finding.name()),
                      what,
                      history.firstSeenAt(),
                      gone == null ? history.lastSeenAt() : gone,
                      history.timesBack()));
    }
  }

  private void json(List<FindingHistory> findings) throws IOException {
    JsonWriter json = new JsonWriter(app.console().out());
    json.setIndent("  ");
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("findings").beginArray();
    for (FindingHistory history : findings) {
      SeenFinding finding = history.finding();
      Instant gone = history.resolvedAt();
      json.beginObject();
      json.name("check").value(finding.check());
      json.name("severity").value(finding.severity().toLowerCase(Locale.ROOT));
      json.name("vcenter").value(finding.vcenter());
      json.name("object").value(finding.object());
      json.name("name").value(finding.name());
      json.name("key").value(finding.part());
      json.name("firstSeenAt").value(history.firstSeenAt().toString());
      json.name("lastSeenAt").value(history.lastSeenAt().toString());
      json.name("resolvedAt").value(gone == null ? null : gone.toString());
      json.name("timesBack").value(history.timesBack());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    app.console().out().println();
  }
}
