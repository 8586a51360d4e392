// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.diff.AuditDiff;
import io.vpreflight.jobs.report.diff.AuditDiff.Change;
import io.vpreflight.jobs.report.diff.DiffJson;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: what changed from one audit to another. Changes nothing. */
@Command(name = "diff", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class DiffCommand implements Callable<Integer> {
  private final App app;

  @Parameters(arity = "0..2", paramLabel = "AUDIT|FILE", descriptionKey = "diffAudits")
  private List<String> audits = new ArrayList<>();

  @Option(names = "--schedule", paramLabel = "NAME", descriptionKey = "diffSchedule")
  private String schedule = "";

  @Mixin private final StoreFlags state = new StoreFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  DiffCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    List<Path> reports = reports();
    AuditDiff diff =
        AuditDiff.of(KeptReports.read(reports.get(0)), KeptReports.read(reports.get(1)));
    if (form == ShortForm.JSON) {
      DiffJson.write(diff, app.console().out());
    } else {
      new DiffText(app.console().out(), app.console().texts()).print(diff);
    }
    app.console().out().flush();
    if (!diff.to().complete()) {
      return Exit.INCOMPLETE;
    }
    boolean worse = diff.count(Change.NEW) + diff.count(Change.WORSE) > 0;
    return worse ? Exit.FINDINGS : Exit.OK;
  }

  /** The older one first. */
  private List<Path> reports() {
    boolean lastTwo = audits.isEmpty() && !schedule.isEmpty();
    if (!lastTwo && (audits.size() != 2 || !schedule.isEmpty())) {
      throw new ConfigException(List.of(Text.of("config.diff")));
    }
    if (audits.size() == 2 && audits.stream().allMatch(KeptReports::isFile)) {
      return audits.stream().map(KeptReports::file).toList();
    }
    try (Store store = Store.look(state.place(app.environment()))) {
      History history = new History(store);
      return lastTwo
          ? newestTwo(history)
          : audits.stream().map(audit -> report(history, audit)).toList();
    }
  }

  private List<Path> newestTwo(History history) {
    KnownNames.schedule(schedule, history);
    List<Audits.Entry> newest = history.audits(schedule, null, 2).rows();
    if (newest.size() < 2) {
      throw new ConfigException(List.of(Text.of("config.diff.too-few", schedule, newest.size())));
    }
    return List.of(KeptReports.of(newest.get(1)), KeptReports.of(newest.get(0)));
  }

  /** A file, or the report of an audit of the service. */
  private static Path report(History history, String audit) {
    return KeptReports.isFile(audit) ? KeptReports.file(audit) : KeptReports.of(history, audit);
  }
}
