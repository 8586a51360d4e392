// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.repair.run.Pause;
import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.terminal.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in this process as a user would type them, with an environment and a home of its
 * own, and somebody to answer questions if there are answers.
 */
public final class Shell {
  private final Map<String, String> variables = new HashMap<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private boolean attended;
  private boolean aloud;
  private Locale locale = Locale.ENGLISH;
  private @Nullable Hurry hurry;

  /** A shell whose configuration folder is that one. */
  public Shell(Path home) {
    variables.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    variables.put("XDG_STATE_HOME", home.resolve("state").toString());
    variables.put("XDG_CACHE_HOME", home.resolve("cache").toString());
  }

  /** With that environment variable. */
  public Shell with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** In that language. */
  public Shell in(Locale language) {
    locale = language;
    return this;
  }

  /** Where waiting takes a fraction of the time that passes. */
  public Shell hurrying() {
    return hurrying(new Hurry());
  }

  /** By the clock of somebody who wants to read it, too. */
  public Shell hurrying(Hurry clock) {
    hurry = clock;
    return this;
  }

  /** Whose error stream is that of this process, as it comes. */
  public Shell aloud() {
    aloud = true;
    return this;
  }

  /** With somebody who gives these answers, in turn, and then no more. */
  public Shell answering(String... lines) {
    attended = true;
    answers.addAll(List.of(lines));
    return this;
  }

  /** The program, whose words go nowhere. */
  App app() {
    return app(new StringWriter(), new StringWriter());
  }

  private App app(StringWriter out, StringWriter err) {
    Texts texts = Texts.in(locale, ZoneOffset.UTC).with(App.WORDS, Shell.class.getClassLoader());
    Console console =
        new Console(
            new PrintWriter(out),
            aloud
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : new PrintWriter(err),
            texts,
            Style.PLAIN,
            attended ? new Answers(answers) : null,
            false);
    return new App(
        new Tool("vpreflight", "test"),
        console,
        new Environment(Map.copyOf(variables)),
        hurry == null ? Clock.systemUTC() : hurry,
        hurry == null ? Pause.real() : hurry.pause());
  }

  /** Runs a command to its end. */
  public Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    App app = app(out, err);
    // As the program itself does: help texts are found by the language of the process.
    Locale before = Locale.getDefault();
    Locale.setDefault(locale);
    int code;
    try {
      code = CommandLines.run(app, args);
    } finally {
      Locale.setDefault(before);
    }
    app.console().out().flush();
    app.console().err().flush();
    return new Result(Arrays.toString(args), code, out.toString(), err.toString());
  }

  /**
   * What came of a command.
   *
   * @param command as it was typed
   * @param code exit code
   * @param out output
   * @param err error stream
   */
  public record Result(String command, int code, String out, String err) {
    /** The output as JSON. */
    public JsonObject json() {
      return JsonParser.parseString(out).getAsJsonObject();
    }

    @Override
    public String toString() {
      return command + " -> " + code + "\n" + out + "\n" + err;
    }
  }

  private record Answers(Deque<String> lines) implements Console.Input {
    @Override
    public @Nullable String line(String prompt) {
      return lines.poll();
    }

    @Override
    public char @Nullable [] secret(String prompt) {
      String line = lines.poll();
      return line == null ? null : line.toCharArray();
    }
  }
}
