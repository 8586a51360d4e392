// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.diff.AuditDiff;
import io.vpreflight.jobs.report.diff.AuditDiff.Change;
import io.vpreflight.jobs.report.diff.DiffJson;
import io.vpreflight.jobs.report.diff.PastAudit;
import io.vpreflight.jobs.service.NotKept;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.KeptReports;
import io.vpreflight.plugin.config.ConfigException;
import java.io.IOException;
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

  @Mixin private final DeskFlags service = new DeskFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  DiffCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    AuditDiff diff = diff();
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

  private AuditDiff diff() throws IOException {
    boolean lastTwo = audits.isEmpty() && !schedule.isEmpty();
    if (!lastTwo && (audits.size() != 2 || !schedule.isEmpty())) {
      throw new ConfigException(List.of(Text.of("config.diff")));
    }
    long files = audits.stream().filter(KeptReports::isFile).count();
    if (files == 2) {
      return AuditDiff.of(KeptReports.read(audits.get(0)), KeptReports.read(audits.get(1)));
    }
    try (HistoryDesk desk = HistoryDesk.of(app, service)) {
      if (lastTwo) {
        return desk.newest(schedule);
      }
      return files == 0
          ? desk.diff(audits.get(0), audits.get(1))
          : AuditDiff.of(one(desk, audits.get(0)), one(desk, audits.get(1)));
    } catch (NotKept e) {
      throw new ConfigException(List.of(e.problem()));
    }
  }

  /** A file, or the report of an audit of the service. */
  private static PastAudit one(HistoryDesk desk, String audit) throws IOException {
    return KeptReports.isFile(audit) ? KeptReports.read(audit) : desk.audit(audit);
  }
}
