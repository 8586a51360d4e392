// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin;

import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.cli.CommandLines;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Logging;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.plugin.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;

/** Where it all begins: puts the parts together, by hand. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    Environment environment = new Environment(System.getenv());
    Locale locale = Languages.choose(args, environment);
    Locale.setDefault(locale);
    Logging.configure(args);
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Terminal terminal = Terminal.detect();
    Texts texts =
        Texts.in(locale, ZoneId.systemDefault()).with(App.WORDS, Main.class.getClassLoader());
    Console console =
        new Console(
            out,
            err,
            texts,
            terminal.style(environment.get("NO_COLOR")),
            terminal.input(),
            terminal.errIsTerminal());
    App app =
        new App(new Tool("vpreflight", Version.text()), console, environment, Clock.systemUTC());
    // Whatever is thrown: the virtual machine would end with 1, which says that there are findings.
    int code = Exit.BROKEN;
    try {
      code = CommandLines.run(app, args);
      out.flush();
      err.flush();
    } finally {
      System.exit(code);
    }
  }
}
