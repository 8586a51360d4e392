// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.terminal;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.text.Texts;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Where commands speak to a person: results to the output, everything else to the error stream, so
 * that a pipe gets results only. Questions are asked only when somebody is there to answer.
 *
 * @param out results
 * @param err everything else
 * @param texts the language
 * @param style colours of the output
 * @param input somebody who answers, or null
 * @param errIsTerminal true when the error stream is a terminal, on which progress can be drawn
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    Texts texts,
    Style style,
    @Nullable Input input,
    boolean errIsTerminal) {

  /** Somebody who answers questions. */
  public interface Input {
    /** A line, or null at the end of input. */
    @Nullable String line(String prompt);

    /** A line that is not shown, or null at the end of input. */
    char @Nullable [] secret(String prompt);
  }

  /** The same with nobody to answer: what runs by itself must not wait for a person. */
  public Console unattended() {
    return new Console(out, err, texts, style, null, errIsTerminal);
  }

  /** Says a text on the error stream. */
  public void say(Text text) {
    err.println(texts.say(text));
    err.flush();
  }

  /** Says a text on the error stream. */
  public void say(String key, Object... args) {
    err.println(texts.say(key, args));
    err.flush();
  }

  /** Prints a text as a result, on the output stream, which whoever ends the result flushes. */
  public void print(Text text) {
    out.println(texts.say(text));
  }

  /** Prints a text as a result, on the output stream, which whoever ends the result flushes. */
  public void print(String key, Object... args) {
    out.println(texts.say(key, args));
  }

  /** Asks for a line; null when nobody is there. */
  public @Nullable String ask(Text question) {
    return input == null ? null : input.line(texts.say(question) + " ");
  }

  /** Asks for a secret; null when nobody is there. */
  public char @Nullable [] askSecret(Text question) {
    return input == null ? null : input.secret(texts.say(question) + " ");
  }
}
