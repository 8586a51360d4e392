// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the repair of one object ended.
 *
 * @param outcome one of eight
 * @param reason why it is not better; empty key when there is nothing to explain
 * @param left what is left of it in vCenter
 * @param commands how a person finishes by hand, in order: PowerCLI, and our own
 * @param failure it counts against the limit of failures
 * @param stop why no other machine is begun after this one; null when that is no reason
 */
public record Ending(
    RepairOutcome outcome,
    Text reason,
    List<Text> left,
    List<String> commands,
    boolean failure,
    @Nullable Text stop) {
  /** Why it stopped when the process was told to end. */
  static final String PROCESS_ENDS = "repair.reason.process-ends";

  private static final Text NOTHING = Text.of("");

  public Ending {
    left = List.copyOf(left);
    commands = List.copyOf(commands);
  }

  static Ending of(RepairOutcome outcome, Text reason) {
    return new Ending(outcome, reason, List.of(), List.of(), outcome.isFailure(), null);
  }

  static Ending of(RepairOutcome outcome) {
    return of(outcome, NOTHING);
  }

  Ending with(List<Text> leftovers, List<String> toFinish) {
    return new Ending(outcome, reason, leftovers, toFinish, failure, stop);
  }

  /** One that left everything as it was is a failure all the same if anything was tried. */
  Ending counted(boolean tried, @Nullable Text stops) {
    boolean failed = failure || (outcome == RepairOutcome.UNTOUCHED && tried);
    return new Ending(outcome, reason, left, commands, failed, stops);
  }

  /** True when there is a reason to tell. */
  public boolean hasReason() {
    return !reason.key().isEmpty();
  }

  /** As the journal keeps it. */
  Map<String, String> details() {
    Map<String, String> details = new TreeMap<>();
    details.put("outcome", outcome.id());
    put(details, Ledger.REASON, reason);
    if (stop != null) {
      put(details, "stop", stop);
    }
    for (int i = 0; i < left.size(); i++) {
      put(details, "left." + i, left.get(i));
    }
    for (int i = 0; i < commands.size(); i++) {
      details.put("command." + i, commands.get(i));
    }
    return details;
  }

  /** The ending that a journal tells of; null while there is none. */
  public static @Nullable Ending of(List<JournalEntry> lines) {
    Ending ending = null;
    for (JournalEntry line : lines) {
      if ((line.event() == JournalEvent.FINISHED || line.event() == JournalEvent.PARKED)
          && line.details().containsKey("outcome")) {
        ending = of(line.details());
      } else if (line.event() == JournalEvent.RESUMED || line.event() == JournalEvent.INTENT) {
        ending = null;
      }
    }
    return ending;
  }

  /**
   * The ending that a journal tells of, as it counted for those after it; what ended only because
   * its process did counts for nothing.
   */
  static Ending counted(Ending ending, List<JournalEntry> lines) {
    if (ending.reason().key().equals(PROCESS_ENDS)) {
      return new Ending(
          ending.outcome(), ending.reason(), ending.left(), ending.commands(), false, null);
    }
    Map<String, String> details = lines.get(lines.size() - 1).details();
    boolean tried = lines.stream().anyMatch(line -> line.event() == JournalEvent.INTENT);
    return ending.counted(tried, details.containsKey("stop") ? text(details, "stop") : null);
  }

  private static Ending of(Map<String, String> details) {
    List<Text> left = new ArrayList<>();
    for (int i = 0; details.containsKey("left." + i); i++) {
      left.add(text(details, "left." + i));
    }
    List<String> commands = new ArrayList<>();
    for (int i = 0; details.containsKey("command." + i); i++) {
      commands.add(details.getOrDefault("command." + i, ""));
    }
    RepairOutcome outcome = RepairOutcome.of(details.getOrDefault("outcome", ""));
    return new Ending(
        outcome, text(details, Ledger.REASON), left, commands, outcome.isFailure(), null);
  }

  /** A text as several details. */
  static void put(Map<String, String> details, String name, Text text) {
    if (text.key().isEmpty()) {
      return;
    }
    details.put(name, text.key());
    for (int i = 0; i < text.args().size(); i++) {
      details.put(name + ".arg" + i, String.valueOf(text.args().get(i)));
    }
  }

  static Text text(Map<String, String> details, String name) {
    List<Object> args = new ArrayList<>();
    for (int i = 0; details.containsKey(name + ".arg" + i); i++) {
      args.add(details.getOrDefault(name + ".arg" + i, ""));
    }
    return new Text(details.getOrDefault(name, ""), args);
  }
}
