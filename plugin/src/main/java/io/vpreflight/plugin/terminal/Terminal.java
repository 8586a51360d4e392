// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.terminal;

import io.vpreflight.jobs.report.Style;
import java.io.Console;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the process stands on.
 *
 * @param outIsTerminal results are shown on a terminal
 * @param errIsTerminal progress can be drawn
 * @param input somebody who answers, or null
 */
public record Terminal(
    boolean outIsTerminal,
    boolean errIsTerminal,
    io.vpreflight.plugin.terminal.Console.@Nullable Input input) {

  /** Colours only for eyes, and for those not when they said {@code NO_COLOR}. */
  public Style style(@Nullable String noColor) {
    return outIsTerminal && noColor == null ? Style.COLOR : Style.PLAIN;
  }

  /** Looks. */
  public static Terminal detect() {
    Console console = interactive();
    boolean drawn = console != null && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(
        drawn,
        drawn && descriptorIsTerminal(2),
        console == null ? null : new ConsoleInput(console));
  }

  /** The console, if somebody sits at it: from JDK 22 on there is one without a terminal, too. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal is asked where there is one
  private static @Nullable Console interactive() {
    Console console = System.console();
    if (console == null) {
      return null;
    }
    try {
      Method method = Console.class.getMethod("isTerminal");
      return Boolean.TRUE.equals(method.invoke(console)) ? console : null;
    } catch (ReflectiveOperationException e) {
      return console;
    }
  }

  /** Where the system cannot tell, what is true of the output is taken to be true of the errors. */
  private static boolean descriptorIsTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      return !Files.exists(link) || link.toRealPath().startsWith("/dev/");
    } catch (IOException e) {
      return false;
    }
  }

  private record ConsoleInput(Console console)
      implements io.vpreflight.plugin.terminal.Console.Input {
    @Override
    public @Nullable String line(String prompt) {
      return console.readLine("%s", prompt);
    }

    @Override
    public char @Nullable [] secret(String prompt) {
      return console.readPassword("%s", prompt);
    }
  }
}
