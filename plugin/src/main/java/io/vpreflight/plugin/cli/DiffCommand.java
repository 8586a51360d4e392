// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.diff.AuditDiff;
import io.vpreflight.jobs.report.diff.AuditDiff.Change;
import io.vpreflight.jobs.report.diff.DiffJson;
import io.vpreflight.jobs.report.diff.PastAudit;
import io.vpreflight.jobs.report.diff.PastAudits;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
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
  private static final String REPORT = "report.json";

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
    AuditDiff diff = AuditDiff.of(read(reports.get(0)), read(reports.get(1)));
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
    if (audits.size() == 2 && audits.stream().allMatch(audit -> Files.exists(Path.of(audit)))) {
      return audits.stream().map(audit -> file(Path.of(audit))).toList();
    }
    try (Store store = Store.look(state.place(app.environment()))) {
      History history = new History(store);
      return lastTwo
          ? newestTwo(history)
          : audits.stream().map(audit -> report(history, audit)).toList();
    }
  }

  private static Path file(Path said) {
    return Files.isDirectory(said) ? said.resolve(REPORT) : said;
  }

  private List<Path> newestTwo(History history) {
    List<Audits.Entry> newest = history.audits(schedule, null, 2).rows();
    if (newest.size() < 2) {
      throw new ConfigException(List.of(Text.of("config.diff.too-few", schedule, newest.size())));
    }
    return List.of(kept(newest.get(1)), kept(newest.get(0)));
  }

  /** A file, or the report of an audit of the service. */
  private static Path report(History history, String audit) {
    Path path = Path.of(audit);
    return Files.exists(path)
        ? file(path)
        : history
            .audit(audit)
            .map(DiffCommand::kept)
            .orElseThrow(
                () -> new ConfigException(List.of(Text.of("config.diff.no-such-audit", audit))));
  }

  private static Path kept(Audits.Entry audit) {
    return Path.of(audit.audit().report()).resolve(REPORT);
  }

  private static PastAudit read(Path report) throws IOException {
    if (!Files.isRegularFile(report)) {
      throw new ConfigException(List.of(Text.of("config.diff.no-report", report.toString())));
    }
    PastAudit audit = PastAudits.read(report);
    if (audit == null) {
      throw new ConfigException(List.of(Text.of("config.bad-report", report.toString())));
    }
    return audit;
  }
}
