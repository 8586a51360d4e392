// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.HistoryJson;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.store.FindingHistory;
import io.vpreflight.jobs.store.FindingQuery;
import io.vpreflight.jobs.store.FindingQuery.State;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code findings}: what the schedules have found, since when, and what is gone. Changes nothing.
 */
@Command(name = "findings", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class FindingsCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--schedule", paramLabel = "NAME", descriptionKey = "schedule")
  private String schedule = "";

  @Option(names = "--resolved", descriptionKey = "findingsResolved")
  private boolean resolved;

  @Option(names = "--severity", paramLabel = "SEVERITY", descriptionKey = "findingsSeverity")
  private String severity = "";

  @Option(names = "--check", paramLabel = "ID", descriptionKey = "findingsCheck")
  private String check = "";

  @Option(names = "--vm", paramLabel = "NAME|MOID", descriptionKey = "findingsVm")
  private String vm = "";

  @Mixin private final StoreFlags state = new StoreFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  FindingsCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    try (Store store = Store.look(state.place(app.environment()))) {
      State states = resolved ? State.ALL : State.OPEN;
      History history = new History(store);
      KnownNames.schedule(schedule, history);
      Page<HeldFinding> page =
          history.findings(
              new FindingQuery(schedule, states, severity, check, vm), null, History.ALL);
      if (form == ShortForm.JSON) {
        HistoryJson.findings(page, app.console().out());
      } else {
        text(page.rows());
      }
      app.console().out().flush();
      return Exit.OK;
    }
  }

  private void text(List<HeldFinding> findings) {
    if (findings.isEmpty()) {
      app.console().out().println(app.console().texts().say("findings.none"));
    }
    Map<String, List<HeldFinding>> bySchedule =
        findings.stream().collect(groupingBy(HeldFinding::schedule, TreeMap::new, toList()));
    bySchedule.forEach(
        (name, held) -> {
          if (schedule.isEmpty()) {
            app.console().out().println(app.console().texts().say("findings.schedule", name));
          }
          held.forEach(this::line);
        });
  }

  private void line(HeldFinding held) {
    FindingHistory history = held.history();
    Instant notChecked = held.notCheckedSince();
    SeenFinding finding = history.finding();
    Instant gone = history.resolvedAt();
    String what = finding.check() + (finding.part().isEmpty() ? "" : " (" + finding.part() + ")");
    Texts texts = app.console().texts();
    String line =
        texts.say(
            gone == null ? "findings.open" : "findings.resolved",
            texts.say("severity." + finding.severity()),
            Names.shown(finding.name()),
            what,
            history.firstSeenAt(),
            gone == null ? history.lastSeenAt() : gone,
            history.timesBack());
    app.console()
        .out()
        .println(notChecked == null ? line : texts.say("findings.not-checked", line, notChecked));
  }
}
