// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.BadCursor;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.HistoryJson;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
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
  private final App app;

  @Option(names = "--schedule", paramLabel = "NAME", descriptionKey = "schedule")
  private String schedule = "";

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "20",
      descriptionKey = "auditsLimit")
  private int limit;

  @Option(names = "--after", paramLabel = "CURSOR", descriptionKey = "auditsAfter")
  private @Nullable String after;

  @Mixin private final DeskFlags service = new DeskFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  AuditsCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    requirePlace();
    try (HistoryDesk desk = HistoryDesk.of(app, service)) {
      Page<Audits.Entry> page =
          desk.audits(schedule, after, Math.min(Math.max(limit, 0), History.ALL));
      if (form == ShortForm.JSON) {
        HistoryJson.audits(page, app.console().texts(), app.console().out());
      } else {
        text(page.rows());
      }
      app.console().out().flush();
      return Exit.OK;
    }
  }

  private void requirePlace() {
    try {
      History.checkPlace(after);
    } catch (BadCursor e) {
      throw new ConfigException(
          List.of(Text.of("config.bad-value", "--after", String.valueOf(after))));
    }
  }

  private void text(List<Audits.Entry> audits) {
    if (audits.isEmpty()) {
      app.console().print("audits.none");
    }
    for (Audits.Entry entry : audits) {
      StoredAudit audit = entry.audit();
      if (audit.readNothing()) {
        app.console()
            .print("audits.line-nothing-read", audit.startedAt(), audit.schedule(), audit.report());
        why(audit);
        continue;
      }
      app.console()
          .print(
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
              audit.report());
      why(audit);
    }
  }

  private void why(StoredAudit audit) {
    audit.incomplete().forEach(one -> app.console().print("audits.why", one.text()));
    if (!audit.complete() && audit.incomplete().isEmpty()) {
      app.console().print("audits.why-not-kept");
    }
  }
}
