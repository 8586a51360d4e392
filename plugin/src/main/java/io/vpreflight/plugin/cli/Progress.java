// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.text.Names;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.CollectionProgress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Shows how far the reading is: one line that redraws itself on a terminal, a plain line for each
 * stage elsewhere. Safe for several threads.
 */
final class Progress implements AutoCloseable {
  private static final int BAR = 24;
  private static final long REDRAW_NANOS = 80_000_000;

  private final Console console;
  private final Map<String, String> lines = new LinkedHashMap<>();
  private final Map<String, CollectionProgress.Stage> stages = new LinkedHashMap<>();
  private long drawn;
  private boolean open;

  Progress(Console console) {
    this.console = console;
  }

  /** The progress of one source. */
  CollectionProgress of(String source) {
    return (stage, done, total) -> at(source, stage, done, total);
  }

  private synchronized void at(String source, CollectionProgress.Stage stage, int done, int total) {
    String key = "progress." + stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String what = console.texts().say(key);
    if (!console.errIsTerminal()) {
      if (stages.put(source, stage) != stage) {
        console.err().println(Names.shown(source) + ": " + what);
        console.err().flush();
      }
      return;
    }
    String count = total > 0 ? " " + done + "/" + total : "";
    lines.put(source, Names.shown(source) + " " + bar(done, total) + " " + what + count);
    long now = System.nanoTime();
    if (!open || now - drawn > REDRAW_NANOS || done == total) {
      console.err().print("\r\u001b[2K" + String.join("   ", lines.values()));
      console.err().flush();
      drawn = now;
      open = true;
    }
  }

  /** Takes the line away, so that the report begins on a clean one. */
  @Override
  public synchronized void close() {
    if (open) {
      console.err().print("\r\u001b[2K");
      console.err().flush();
      open = false;
    }
  }

  private static String bar(int done, int total) {
    int full = total <= 0 ? 0 : Math.min(BAR, BAR * done / total);
    return "[" + "#".repeat(full) + " ".repeat(BAR - full) + "]";
  }
}
