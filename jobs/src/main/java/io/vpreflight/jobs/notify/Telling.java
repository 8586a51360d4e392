// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Known.Told;
import io.vpreflight.jobs.store.Letter;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.text.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the letters about an audit: at most one for each channel, in the step that keeps the
 * audit. Safe for several threads.
 */
public final class Telling {
  /** How long a letter is tried. */
  static final Duration PATIENCE = Duration.ofHours(24);

  private final List<Rules> channels;
  private final Clock clock;
  private final UnaryOperator<Texts> rooms;
  private final Supplier<Map<String, Set<String>>> looks;

  /**
   * Tells these channels. What goes wrong may be said with texts of other rooms.
   *
   * @param rooms adds them
   * @param looks ids of the checks of each schedule that there is, paused ones among them; asked
   *     each time. What is open in any other schedule keeps nobody from telling it
   */
  public Telling(
      List<Rules> channels,
      Clock clock,
      UnaryOperator<Texts> rooms,
      Supplier<Map<String, Set<String>>> looks) {
    this.channels = List.copyOf(channels);
    this.clock = clock;
    this.rooms = rooms;
    this.looks = looks;
  }

  /** Tells of an audit. */
  public Audits.Teller of(Audit audit, StoredAudit kept) {
    return teller(kept.schedule(), (parts, change) -> parts.of(audit, kept, change));
  }

  /** Tells that an audit did not come about. */
  public Audits.Teller ofFailure(String schedule, Text why) {
    String at = clock.instant().toString();
    return teller(schedule, (parts, change) -> parts.ofFailure(schedule, at, why, change));
  }

  /** Tells what something other than an audit found, or that it was not done. */
  public Audits.Teller ofJob(String schedule, Map<Audits.Trouble, Text> words) {
    String at = clock.instant().toString();
    Map<Audits.Trouble, Text> said = Map.copyOf(words);
    return teller(schedule, (parts, change) -> parts.ofJob(schedule, at, said, change));
  }

  private Audits.Teller teller(String schedule, BiFunction<Parts, Audits.Change, Written> writer) {
    if (channels.stream().noneMatch(rules -> rules.wants(schedule))) {
      return Audits.Teller.NOBODY;
    }
    return (change, known) -> {
      Map<String, Set<String>> now = looks.get();
      List<Letter> letters = new ArrayList<>();
      for (Rules rules : channels) {
        if (rules.wants(schedule)) {
          Texts texts = rooms.apply(Texts.in(rules.locale(), rules.zone()));
          Elsewhere elsewhere = new Elsewhere(rules, schedule, now, known);
          Written written = writer.apply(new Parts(rules, texts, elsewhere), change);
          Letter letter = letter(rules, written, known.held());
          if (letter != null) {
            letters.add(letter);
          }
        }
      }
      return letters;
    };
  }

  private @Nullable Letter letter(Rules rules, Written written, Map<String, String> held) {
    Part part = written.part();
    String waiting = held.get(rules.name());
    if (!part.hasNews() && !rules.isAlways()) {
      return null;
    }
    Instant now = clock.instant();
    Instant due = rules.begin(now);
    String id = UUID.randomUUID().toString();
    Notice notice =
        new Notice(id, rules.locale().getLanguage(), false, List.of(part), written.over());
    String body = notice.toJson();
    if (waiting != null) {
      Notice both = Together.of(Notice.fromJson(waiting), notice);
      boolean isLeft = both.parts().stream().anyMatch(Part::hasNews) || rules.isAlways();
      body = isLeft ? both.toJson() : "";
    }
    List<Told> told = new ArrayList<>();
    written
        .bad()
        .forEach(
            (identity, severity) ->
                told.add(new Told(rules.name(), identity, part.schedule(), severity.label())));
    return new Letter(
        id,
        rules.name(),
        now,
        due,
        due.plus(PATIENCE),
        due.isAfter(now),
        body,
        told,
        written.gone());
  }
}
