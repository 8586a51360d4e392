// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalLine;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.plugin.terminal.Console;
import java.util.Locale;
import java.util.Map;

/** The journal for a person: a line each, and under it what belongs to it. */
final class JournalText {
  private static final int WIDEST_EVENT = 16;

  private final Console console;
  private boolean any;

  JournalText(Console console) {
    this.console = console;
  }

  /** The next line. */
  void line(JournalLine line) {
    any = true;
    JournalEntry entry = line.entry();
    String event = entry.event().name().toLowerCase(Locale.ROOT).replace('_', '-');
    StringBuilder out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "%6d  %s  ", entry.number(), line.time()));
    out.append(console.style().bold(event)).append(" ".repeat(WIDEST_EVENT - event.length()));
    add(out, entry.step());
    add(out, entry.object());
    add(out, entry.operationId());
    console.out().println(out.toString().stripTrailing());
    for (Map.Entry<String, String> detail : entry.details().entrySet()) {
      console.out().println("        " + detail.getKey() + ": " + Names.shown(detail.getValue()));
    }
  }

  /** After the last line. */
  void end() {
    if (!any) {
      console.say("journal.empty");
    }
    console.out().flush();
  }

  private static void add(StringBuilder out, String value) {
    if (!value.isEmpty()) {
      out.append("  ").append(Names.shown(value));
    }
  }
}
