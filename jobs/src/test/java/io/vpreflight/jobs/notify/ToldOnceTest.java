// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Notice.Alert;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.store.Outbox;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.testing.AStore;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One cause is one message, however many schedules find it; and what is in doubt is told. */
@ParameterizedClass
@EnumSource(AStore.class)
class ToldOnceTest {
  private static final Rules ALL = ANotice.rules("all");
  private static final Rules SEVERE = ANotice.rules("severe", Severity.ERROR, Locale.ENGLISH);
  private static final Rules QUIET =
      new Rules(
          "quiet",
          Severity.INFO,
          Set.of(),
          new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneOffset.UTC),
          false,
          Locale.ENGLISH,
          ZoneOffset.UTC);

  private final AStore kept;
  @TempDir Path temp;
  private final HandClock clock = new HandClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final Map<String, Set<String>> schedules = new HashMap<>();
  private final Map<String, Integer> read = new HashMap<>();
  private Store store;
  private int audits;

  ToldOnceTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    store = kept.open(temp.resolve("state"));
    schedules.put("nightly", Set.of(AnAudit.CHECK));
    schedules.put("hourly", Set.of(AnAudit.CHECK));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static AnAudit audit() {
    return AnAudit.of(new AnInventory());
  }

  private static AnAudit broken(String... machines) {
    return audit().finding(Severity.ERROR, machines);
  }

  private void record(String schedule, AnAudit made, Rules... channels) {
    Audit audit = made.build();
    clock.forward(Duration.ofMinutes(1));
    StoredAudit now =
        new StoredAudit(
            "audit-" + ++audits,
            schedule,
            audit.profile().id(),
            clock.instant(),
            clock.instant(),
            audit.incomplete().isEmpty(),
            new StoredAudit.Counts(3, 0, 0, 0, 0, 0),
            "");
    store
        .audits()
        .record(
            now,
            audit.findings().stream().map(Seen::of).toList(),
            Set.of(),
            Set.of(AnAudit.CHECK),
            Troubles.of(audit),
            new Telling(List.of(channels), clock, UnaryOperator.identity(), () -> schedules)
                .of(audit, now));
  }

  /** All letters of a channel in the order in which they were written. */
  private List<Notice> letters(Rules channel) {
    List<Notice> letters = new ArrayList<>();
    for (Outbox.Entry entry : store.outbox().list(100)) {
      if (entry.letter().channel().equals(channel.name())) {
        letters.add(0, Notice.fromJson(entry.letter().body()));
      }
    }
    return letters;
  }

  /** What was told since this was asked last: {@code nightly new a, b}. */
  private List<String> told(Rules channel) {
    List<Notice> all = letters(channel);
    int before = read.getOrDefault(channel.name(), 0);
    read.put(channel.name(), all.size());
    return all.subList(before, all.size()).stream().flatMap(ToldOnceTest::words).toList();
  }

  private static Stream<String> words(Notice notice) {
    return notice.parts().stream()
        .flatMap(part -> part.groups().stream().map(group -> words(part, group)));
  }

  private static String words(Part part, Group group) {
    String names = String.join(", ", group.lines().stream().map(Line::name).toList());
    return part.schedule() + " " + group.turn().label() + " " + names;
  }

  @Test
  void what_two_schedules_find_is_told_by_the_first_and_is_over_when_the_last_finds_it_mended() {
    record("nightly", broken("a"), ALL);
    record("hourly", broken("a", "b"), ALL);
    assertEquals(List.of("nightly new a", "hourly new b"), told(ALL));
    record("nightly", audit(), ALL);
    assertEquals(List.of(), told(ALL), "the other one has not found it mended");
    record("hourly", broken("b"), ALL);
    assertEquals(List.of("hourly resolved a"), told(ALL));
    record("nightly", broken("a"), ALL);
    record("hourly", broken("a", "b"), ALL);
    assertEquals(List.of("nightly back a"), told(ALL));
  }

  @Test
  void how_many_are_left_out_for_that_reason_is_said_in_a_line() {
    record("nightly", broken("a", "b"), ALL);
    record("hourly", broken("a", "b", "c"), ALL);
    Notice second = letters(ALL).get(1);
    assertEquals(2, second.parts().get(0).elsewhere());
    String text = new NoticeText(ALL).plain(second);
    assertTrue(text.contains("2 more findings changed and are not in this message"), text);
  }

  @Test
  void a_schedule_that_a_channel_does_not_hear_of_keeps_nothing_from_it() {
    Rules hourly =
        new Rules(
            "h", Severity.INFO, Set.of("hourly"), null, false, Locale.ENGLISH, ZoneOffset.UTC);
    record("nightly", broken("a"), ALL, hourly);
    record("hourly", broken("a"), ALL, hourly);
    assertEquals(List.of("nightly new a"), told(ALL));
    assertEquals(List.of("hourly new a"), told(hourly));
    record("hourly", audit(), ALL, hourly);
    assertEquals(List.of(), told(ALL));
    assertEquals(List.of("hourly resolved a"), told(hourly));
  }

  @Test
  void what_is_milder_elsewhere_than_a_channel_wants_keeps_nothing_from_it() {
    record("nightly", audit().finding(Severity.WARNING, "a"), SEVERE);
    record("hourly", broken("a"), SEVERE);
    assertEquals(List.of("hourly new a"), told(SEVERE));
    record("hourly", audit(), SEVERE);
    assertEquals(List.of("hourly resolved a"), told(SEVERE));
    assertEquals(1, store.audits().findings("nightly", false).size());
  }

  @Test
  void what_another_schedule_finds_worse_is_told_as_worse_and_once() {
    record("nightly", audit().finding(Severity.WARNING, "a"), ALL);
    record("hourly", broken("a"), ALL);
    assertEquals(List.of("nightly new a", "hourly worse a"), told(ALL));
    record("nightly", broken("a"), ALL);
    assertEquals(List.of(), told(ALL), "that is known");
    record("nightly", audit().finding(Severity.WARNING, "a"), ALL);
    record("hourly", audit().finding(Severity.WARNING, "a"), ALL);
    record("nightly", broken("a"), ALL);
    assertEquals(List.of("nightly worse a"), told(ALL), "as one schedule alone tells it again");
  }

  @Test
  void what_is_mild_enough_in_one_schedule_and_not_in_the_other_is_not_over() {
    record("nightly", broken("a"), SEVERE);
    record("hourly", broken("a"), SEVERE);
    record("nightly", audit().finding(Severity.WARNING, "a"), SEVERE);
    assertEquals(List.of("nightly new a"), told(SEVERE));
    record("hourly", audit(), SEVERE);
    assertEquals(List.of("hourly resolved a"), told(SEVERE));
    record("nightly", audit(), SEVERE);
    assertEquals(List.of(), told(SEVERE));
  }

  @Test
  void what_a_schedule_left_open_that_is_no_more_or_looks_for_it_no_more_silences_nobody() {
    record("nightly", broken("a", "b"), ALL);
    told(ALL);
    schedules.remove("nightly");
    record("hourly", broken("a"), ALL);
    assertEquals(List.of("hourly new a"), told(ALL));
    record("hourly", audit(), ALL);
    assertEquals(List.of("hourly resolved a"), told(ALL));
    schedules.put("nightly", Set.of("vm.cbt.off"));
    record("hourly", broken("b"), ALL);
    assertEquals(List.of("hourly new b"), told(ALL));
  }

  @Test
  void an_audit_that_is_not_whole_leaves_open_what_it_did_not_see() {
    record("nightly", broken("a"), ALL);
    record("hourly", broken("a"), ALL);
    record("nightly", audit(), ALL);
    record(
        "hourly",
        audit().incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc1")),
        ALL);
    assertEquals(List.of("nightly new a"), told(ALL));
    record("hourly", audit(), ALL);
    assertEquals(List.of("hourly resolved a"), told(ALL));
  }

  @Test
  void a_channel_that_was_not_there_when_the_other_schedule_told_it_is_told() {
    record("nightly", broken("a"), ALL);
    record("hourly", broken("a"), ALL, SEVERE);
    assertEquals(List.of("hourly new a"), told(SEVERE));
    assertEquals(List.of("nightly new a"), told(ALL));
  }

  @Test
  void a_channel_that_comes_again_by_its_name_knows_nothing() {
    record("nightly", broken("a"), ALL);
    store.outbox().abandon(Set.of(), clock.instant(), "gone");
    record("hourly", broken("a"), ALL);
    assertEquals(List.of("nightly new a", "hourly new a"), told(ALL));
  }

  @Test
  void what_was_in_a_letter_that_nobody_took_was_not_told() {
    clock.at(Instant.parse("2026-11-20T22:30:00Z"));
    record("nightly", broken("a"), QUIET);
    record("nightly", broken("a", "b"), QUIET);
    Outbox.Entry letter = store.outbox().list(1).get(0);
    store.outbox().giveUp(letter.letter().id(), clock.instant(), "dead");
    clock.at(Instant.parse("2026-11-21T12:00:00Z"));
    record("hourly", broken("a", "b"), QUIET);
    assertEquals(List.of("nightly new b", "nightly new a", "hourly new a, b"), told(QUIET));
  }

  @Test
  void what_one_schedule_found_in_the_night_and_the_other_found_mended_is_told_to_nobody() {
    clock.at(Instant.parse("2026-11-20T22:30:00Z"));
    record("nightly", broken("a"), QUIET);
    record("hourly", broken("a", "c"), QUIET);
    record("nightly", audit(), QUIET);
    record("hourly", broken("c"), QUIET);
    assertEquals(List.of("hourly new c"), told(QUIET));
  }

  @Test
  void what_was_told_before_the_night_is_told_as_over_after_it() {
    record("nightly", broken("a"), QUIET);
    assertEquals(List.of("nightly new a"), told(QUIET));
    clock.at(Instant.parse("2026-11-20T22:30:00Z"));
    record("hourly", broken("a"), QUIET);
    record("nightly", audit(), QUIET);
    record("hourly", audit(), QUIET);
    record("nightly", broken("a"), QUIET);
    record("nightly", audit(), QUIET);
    assertEquals(List.of("hourly resolved a"), told(QUIET));
  }

  @Test
  void what_got_worse_in_the_night_is_one_line_of_whoever_found_it_worse() {
    clock.at(Instant.parse("2026-11-20T22:30:00Z"));
    record("nightly", audit().finding(Severity.WARNING, "a"), QUIET);
    record("hourly", broken("a"), QUIET);
    assertEquals(List.of("hourly worse a"), told(QUIET));
  }

  @Test
  void an_alert_ends_when_what_its_schedule_told_is_mended_whoever_finds_that() {
    record("nightly", broken("a"), ALL);
    record("hourly", broken("a", "b"), ALL);
    record("nightly", audit(), ALL);
    record("hourly", broken("b"), ALL);
    List<Notice> letters = letters(ALL);
    Alert nightly = new Alert("nightly", AnAudit.CHECK);
    assertEquals(List.of(nightly), letters.get(2).over(), "b is told for the other one");
    record("hourly", audit(), ALL);
    assertEquals(List.of(new Alert("hourly", AnAudit.CHECK)), letters(ALL).get(3).over());
  }

  @Test
  void an_alert_goes_on_while_what_its_schedule_told_is_open_in_another() {
    record("nightly", broken("a", "b"), ALL);
    record("hourly", broken("a"), ALL);
    record("nightly", audit(), ALL);
    assertEquals(List.of("nightly new a, b", "nightly resolved b"), told(ALL));
    assertEquals(List.of(), letters(ALL).get(1).over());
  }
}
