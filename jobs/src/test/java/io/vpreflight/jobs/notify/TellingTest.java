// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told after an audit, to whom, and when not. */
@ParameterizedClass
@EnumSource(AStore.class)
class TellingTest {
  private static final Rules ALL = ANotice.rules("all");
  private static final Instant EVENING = Instant.parse("2026-11-20T22:30:00Z");
  private static final Quiet NIGHT =
      new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneOffset.UTC);

  private final AStore kept;
  @TempDir Path temp;
  private final HandClock clock = new HandClock(Instant.parse("2026-11-20T12:00:00Z"));
  private Store store;
  private int audits;

  TellingTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    store = kept.open(temp.resolve("state"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static AnAudit audit() {
    return AnAudit.of(new AnInventory());
  }

  private void record(AnAudit made, Rules... channels) {
    record("nightly", made, channels);
  }

  private void record(String schedule, AnAudit made, Rules... channels) {
    Audit audit = made.build();
    clock.forward(Duration.ofMinutes(1));
    Instant at = clock.instant();
    StoredAudit kept =
        new StoredAudit(
            "audit-" + ++audits,
            schedule,
            audit.profile().id(),
            at,
            at,
            audit.incomplete().isEmpty(),
            new StoredAudit.Counts(3, 0, 0, 0, 0, 0),
            "");
    store
        .audits()
        .record(
            kept,
            audit.findings().stream().map(Seen::of).toList(),
            Set.of(),
            Set.of(AnAudit.CHECK),
            Troubles.of(audit),
            ANotice.telling(clock, channels).of(audit, kept));
  }

  /** Letters in the order in which they were written. */
  private List<Notice> letters(Rules channel) {
    List<Outbox.Entry> all = store.outbox().list(100);
    return java.util.stream.IntStream.range(0, all.size())
        .mapToObj(i -> all.get(all.size() - 1 - i))
        .filter(entry -> entry.letter().channel().equals(channel.name()))
        .map(entry -> Notice.fromJson(entry.letter().body()))
        .toList();
  }

  private static Part only(List<Notice> letters) {
    assertEquals(1, letters.size(), letters.toString());
    assertEquals(1, letters.get(0).parts().size(), letters.toString());
    return letters.get(0).parts().get(0);
  }

  private static List<String> names(Group group) {
    return group.lines().stream().map(Notice.Line::name).toList();
  }

  @Test
  void what_is_new_is_one_message_and_findings_of_one_cause_are_one_group() {
    record(audit().finding(Severity.ERROR, "a", "b", "c").finding(Severity.WARNING, "d"), ALL);
    Part part = only(letters(ALL));
    assertEquals(2, part.groups().size());
    Group worst = part.groups().get(0);
    assertEquals(Turn.NEW, worst.turn());
    assertEquals(Severity.ERROR, worst.level());
    assertEquals(List.of("a", "b", "c"), names(worst));
    assertFalse(worst.remedy().isEmpty());
    assertEquals("/Paris", worst.lines().get(0).path());
  }

  @Test
  void when_nothing_changed_nothing_is_said_but_to_who_always_wants_to_hear() {
    Rules always =
        new Rules("a", Severity.INFO, Set.of(), null, true, Locale.ENGLISH, ZoneOffset.UTC);
    record(audit().finding(Severity.ERROR, "a"), ALL, always);
    record(audit().finding(Severity.ERROR, "a"), ALL, always);
    assertEquals(1, letters(ALL).size());
    assertEquals(2, letters(always).size());
    assertEquals(List.of(), letters(always).get(1).parts().get(0).groups());
  }

  @Test
  void what_is_gone_and_what_is_back_is_told() {
    record(audit().finding(Severity.ERROR, "a", "b"), ALL);
    record(audit().finding(Severity.ERROR, "b"), ALL);
    record(audit().finding(Severity.ERROR, "a", "b"), ALL);
    List<Notice> letters = letters(ALL);
    Group gone = letters.get(1).parts().get(0).groups().get(0);
    assertEquals(Turn.RESOLVED, gone.turn());
    assertEquals(List.of("a"), names(gone));
    assertEquals(1, gone.open(), "b is still there");
    Group back = letters.get(2).parts().get(0).groups().get(0);
    assertEquals(Turn.BACK, back.turn());
    assertEquals(List.of("a"), names(back));
  }

  @Tag("F1")
  @Test
  void a_vcenter_that_cannot_be_read_is_told_once_resolves_nothing_and_is_told_when_it_is_over() {
    record(audit().finding(Severity.ERROR, "a", "b"), ALL);
    for (int night = 0; night < 3; night++) {
      record(audit().incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc1")), ALL);
    }
    record(audit().finding(Severity.ERROR, "a", "b"), ALL);
    List<Notice> letters = letters(ALL);
    assertEquals(3, letters.size(), letters.toString());
    Part dead = letters.get(1).parts().get(0);
    assertEquals(List.of(), dead.groups());
    assertFalse(dead.isWhole());
    assertEquals("vc1 could not be read", dead.concerns().get(0).text());
    Part over = letters.get(2).parts().get(0);
    assertEquals(Concern.State.OVER, over.concerns().get(0).state());
    assertEquals("vc1 can be read again", over.concerns().get(0).text());
  }

  @Test
  void an_audit_that_does_not_come_about_is_told_once_and_when_they_come_about_again() {
    for (int night = 0; night < 2; night++) {
      store
          .audits()
          .failed(
              "nightly",
              Troubles.ofFailure(),
              clock.instant(),
              ANotice.telling(clock, ALL)
                  .ofFailure("nightly", Text.of("incomplete.unreachable", "vc1")));
    }
    record(audit(), ALL);
    List<Notice> letters = letters(ALL);
    assertEquals(2, letters.size(), letters.toString());
    assertFalse(letters.get(0).parts().get(0).isWhole());
    assertEquals("audits come about again", letters.get(1).parts().get(0).concerns().get(0).text());
  }

  @Test
  void what_is_less_severe_than_wanted_is_not_told_until_it_gets_worse() {
    Rules severe = ANotice.rules("severe", Severity.ERROR, Locale.ENGLISH);
    record(audit().finding(Severity.WARNING, "a"), severe);
    assertEquals(List.of(), letters(severe));
    record(audit().finding(Severity.ERROR, "a"), severe);
    assertEquals(Turn.WORSE, only(letters(severe)).groups().get(0).turn());
    record(audit().finding(Severity.WARNING, "a"), severe);
    assertEquals(Turn.BETTER, letters(severe).get(1).parts().get(0).groups().get(0).turn());
    record(audit(), severe);
    assertEquals(2, letters(severe).size());
  }

  @Test
  void how_many_changed_that_are_less_severe_than_wanted_is_told_with_the_others() {
    Rules severe = ANotice.rules("severe", Severity.ERROR, Locale.ENGLISH);
    record(audit().finding(Severity.ERROR, "a").finding(Severity.WARNING, "b", "c"), severe, ALL);
    assertEquals(2, only(letters(severe)).belowMinimum());
    assertEquals(0, only(letters(ALL)).belowMinimum());
    record(audit().finding(Severity.ERROR, "a", "d").finding(Severity.INFO, "b"), severe);
    assertEquals(
        2, letters(severe).get(1).parts().get(0).belowMinimum(), "c is gone, and b is milder");
  }

  @Test
  void a_channel_hears_of_its_schedules_only() {
    Rules weekly =
        new Rules(
            "w", Severity.INFO, Set.of("weekly"), null, false, Locale.ENGLISH, ZoneOffset.UTC);
    record("nightly", audit().finding(Severity.ERROR, "a"), weekly);
    assertEquals(List.of(), letters(weekly));
    record("weekly", audit().finding(Severity.ERROR, "a"), weekly);
    assertEquals("weekly", only(letters(weekly)).schedule());
  }

  @Test
  void what_happens_in_quiet_hours_is_told_together_when_they_are_over() {
    Rules quiet =
        new Rules("q", Severity.INFO, Set.of(), NIGHT, false, Locale.ENGLISH, ZoneOffset.UTC);
    clock.at(EVENING);
    record("nightly", audit().finding(Severity.ERROR, "a", "b"), quiet);
    record("weekly", audit().finding(Severity.ERROR, "c"), quiet);
    // What came and went in the night is nobody's business in the morning.
    record("nightly", audit().finding(Severity.ERROR, "b"), quiet);
    List<Notice> letters = letters(quiet);
    assertEquals(1, letters.size(), letters.toString());
    assertEquals(List.of("nightly", "weekly"), schedules(letters.get(0)));
    Group left = letters.get(0).parts().get(0).groups().get(0);
    assertEquals(List.of("b"), names(left));
    assertEquals(1, letters.get(0).parts().get(0).groups().size());
    assertEquals(
        Instant.parse("2026-11-21T07:00:00Z"), store.outbox().list(1).get(0).letter().dueAt());

    record("nightly", audit(), quiet);
    record("weekly", audit(), quiet);
    assertEquals(List.of(), letters(quiet), "all of it is gone");
  }

  private static List<String> schedules(Notice notice) {
    return notice.parts().stream().map(Part::schedule).toList();
  }

  @Test
  void a_letter_that_somebody_began_to_send_is_not_rewritten() {
    Rules quiet =
        new Rules("q", Severity.INFO, Set.of(), NIGHT, false, Locale.ENGLISH, ZoneOffset.UTC);
    clock.at(EVENING);
    record(audit().finding(Severity.ERROR, "a"), quiet);
    store.outbox().take("q", EVENING.plus(Duration.ofDays(1)));
    record(audit().finding(Severity.ERROR, "a", "b"), quiet);
    assertEquals(2, letters(quiet).size());
  }

  @Tag("F39")
  @Test
  void quiet_hours_end_by_the_clock_on_the_wall() {
    Quiet paris = new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Europe/Paris"));
    // The clocks go forward in that night.
    assertEquals(
        Instant.parse("2027-03-28T05:00:00Z"), paris.until(Instant.parse("2027-03-27T23:00:00Z")));
    assertEquals(null, paris.until(Instant.parse("2027-03-28T05:00:00Z")));
    Quiet noon = new Quiet(LocalTime.of(12, 0), LocalTime.of(14, 0), ZoneOffset.UTC);
    assertEquals(
        Instant.parse("2026-11-20T14:00:00Z"), noon.until(Instant.parse("2026-11-20T12:00:00Z")));
    assertEquals(null, noon.until(Instant.parse("2026-11-20T11:59:59Z")));
  }

  @Test
  void each_channel_reads_its_own_language() {
    Rules french = ANotice.rules("fr", Severity.INFO, Locale.FRENCH);
    record(audit().finding(Severity.ERROR, "a"), ALL, french);
    String subject = new NoticeText(french).subject(letters(french).get(0));
    assertEquals("nightly\u00a0: 1 nouveau", subject);
    assertFalse(
        letters(french)
            .get(0)
            .parts()
            .get(0)
            .groups()
            .get(0)
            .title()
            .equals(letters(ALL).get(0).parts().get(0).groups().get(0).title()));
    assertTrue(new NoticeText(ALL).plain(letters(ALL).get(0)).contains("1 new"));
  }
}
