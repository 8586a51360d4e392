// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code journal show}: the lines, also while a repair is writing more. Changes nothing. */
@Command(name = "show", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class JournalShowCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--operation", paramLabel = "ID", descriptionKey = "journalOperation")
  private String operation = "";

  @Mixin private final DeskFlags service = new DeskFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  JournalShowCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    try (HistoryDesk desk = HistoryDesk.of(app, service)) {
      desk.requireOperation(operation);
      Text problem = desk.verify().problem();
      if (form == ShortForm.JSON) {
        JournalJson json = new JournalJson(app);
        json.begin();
        desk.lines(operation, json::line);
        json.end();
      } else {
        JournalText text = new JournalText(app.console());
        desk.lines(operation, text::line);
        text.end();
      }
      if (problem != null) {
        app.console().say("journal.bad", problem);
        return Exit.FINDINGS;
      }
      return Exit.OK;
    }
  }
}
