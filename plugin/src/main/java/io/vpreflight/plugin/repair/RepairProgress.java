// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.repair;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.repair.run.Operation;
import io.vpreflight.jobs.repair.run.RepairOutcome;
import io.vpreflight.jobs.repair.run.RunProgress;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.terminal.Console;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells on the error stream what happens to which machine: a line for every change, with the time
 * of day.
 */
public final class RepairProgress implements RunProgress, AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Console console;
  private final Consumer<String> lines;
  private final Map<String, String> last = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private int finishedBefore;
  private int all;

  /** On the error stream. */
  public RepairProgress(App app) {
    this(app.console(), line -> app.console().err().println(time(app) + " " + line));
  }

  /** On another stream, line by line, which has times of its own. */
  public RepairProgress(Console console, Consumer<String> lines) {
    this.console = console;
    this.lines = lines;
  }

  private static String time(App app) {
    return TIME.format(app.clock().instant().atZone(app.console().texts().zone()));
  }

  @Override
  public synchronized void begins(int finished, int allOfThem) {
    finishedBefore = finished;
    all = allOfThem;
  }

  @Override
  public void step(
      Operation operation,
      PlanStep step,
      Phase phase,
      @Nullable Integer percent,
      @Nullable Text note) {
    String what = console.texts().say("repair.phase." + phase.name().toLowerCase(Locale.ROOT));
    Text action = Text.of("repair.step." + step.action().label());
    String line =
        note == null
            ? console.texts().say("repair.progress", operation.name(), step.id(), action, what)
            : console
                .texts()
                .say("repair.progress.note", operation.name(), step.id(), action, what, note);
    say(operation, line);
  }

  @Override
  public void goingBack(Operation operation, Text reason) {
    say(operation, console.texts().say("repair.going-back", operation.name(), reason));
  }

  @Override
  public void noted(Operation operation, Text note) {
    say(operation, console.texts().say("repair.noted", operation.name(), note));
  }

  @Override
  public void ended(Operation operation, Ending ending) {
    Text outcome = Text.of("repair.outcome." + ending.outcome().id());
    int finished = finishedWith(operation, ending.outcome());
    // What is only settled is no run, and has no number.
    String key = all == 0 ? "repair.ended" : "repair.ended-of";
    say(operation, console.texts().say(key, operation.name(), outcome, finished, all));
  }

  /** How many have come to their end; one that is taken up again has not. */
  private synchronized int finishedWith(Operation operation, RepairOutcome outcome) {
    if (!outcome.isOpen()) {
      ended.add(operation.id());
    }
    return finishedBefore + ended.size();
  }

  @Override
  public synchronized void said(Text note) {
    lines.accept(console.texts().say(note));
    console.err().flush();
  }

  private synchronized void say(Operation operation, String line) {
    if (!line.equals(last.put(operation.id(), line))) {
      lines.accept(line);
      console.err().flush();
    }
  }

  @Override
  public void close() {
    console.err().flush();
  }
}
