// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.HistoryJson;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.store.FindingHistory;
import io.vpreflight.jobs.store.FindingQuery;
import io.vpreflight.jobs.store.FindingQuery.State;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
  private static final Comparator<HeldFinding> WORST_FIRST =
      Comparator.comparing((HeldFinding held) -> severity(held.history().finding()))
          .reversed()
          .thenComparing(held -> held.history().finding().check())
          .thenComparing(held -> object(held.history().finding()))
          .thenComparing(held -> held.history().finding().part());

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

  @Mixin private final DeskFlags service = new DeskFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  FindingsCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    requireSeverity();
    State states = resolved ? State.ALL : State.OPEN;
    FindingQuery wanted = new FindingQuery(schedule, states, severity, check, vm);
    try (HistoryDesk desk = HistoryDesk.of(app, service)) {
      Page<HeldFinding> page = desk.findings(wanted);
      if (form == ShortForm.JSON) {
        HistoryJson.findings(page, app.console().texts(), app.console().out());
      } else {
        text(page.rows());
      }
      app.console().out().flush();
      return Exit.OK;
    }
  }

  private void requireSeverity() {
    List<String> known = Arrays.stream(Severity.values()).map(Severity::label).toList();
    if (!severity.isEmpty() && !known.contains(severity.toLowerCase(Locale.ROOT))) {
      throw new ConfigException(
          List.of(Text.of("cli.bad-word", "--severity", severity, String.join(", ", known))));
    }
  }

  private static Severity severity(SeenFinding finding) {
    return Severity.of(finding.severity().toLowerCase(Locale.ROOT));
  }

  private void text(List<HeldFinding> findings) {
    if (findings.isEmpty()) {
      app.console().print("findings.none");
    }
    Map<String, List<HeldFinding>> bySchedule =
        findings.stream().collect(groupingBy(HeldFinding::schedule, TreeMap::new, toList()));
    bySchedule.forEach(
        (name, held) -> {
          if (schedule.isEmpty()) {
            app.console().print("findings.schedule", name);
          }
          held.stream().sorted(WORST_FIRST).forEach(this::line);
        });
  }

  /** The path as reports write it; the name alone where no path is known. */
  private static String object(SeenFinding finding) {
    String path = finding.path();
    String name = Names.shown(finding.name());
    return path == null || path.isEmpty() ? name : Names.shown(path) + "/" + name;
  }

  private void line(HeldFinding held) {
    FindingHistory history = held.history();
    Instant notChecked = held.notCheckedSince();
    SeenFinding finding = history.finding();
    Instant gone = history.resolvedAt();
    String vcenter = held.vcenterName();
    String which = finding.check() + (finding.part().isEmpty() ? "" : ", " + finding.part());
    Texts texts = app.console().texts();
    String line =
        texts.say(
            gone == null ? "findings.open" : "findings.resolved",
            texts.say("severity." + severity(finding).label()),
            object(finding),
            Names.shown(vcenter == null ? finding.vcenter() : vcenter),
            texts.title(finding.check()),
            which,
            history.firstSeenAt(),
            gone == null ? history.lastSeenAt() : gone,
            history.timesBack());
    app.console()
        .out()
        .println(notChecked == null ? line : texts.say("findings.not-checked", line, notChecked));
  }
}
