// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.store.Audits.Trouble;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps audits from being whole is one message, however many schedules find it. */
@ParameterizedClass
@EnumSource(AStore.class)
class TroubleToldOnceTest {
  private static final Rules ALL = ANotice.rules("all");
  private static final Rules HOURLY =
      new Rules("h", Severity.INFO, Set.of("hourly"), null, false, Locale.ENGLISH, ZoneOffset.UTC);
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

  TroubleToldOnceTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    store = kept.open(temp.resolve("state"));
    for (String name : List.of("nightly", "hourly", "a", "b", "c")) {
      schedules.put(name, Set.of(AnAudit.CHECK));
    }
    schedules.put("expiry", Set.of());
    schedules.put("expiry-too", Set.of());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static AnAudit whole() {
    return AnAudit.of(new AnInventory());
  }

  private static AnAudit without(String vcenter) {
    return whole().incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", vcenter));
  }

  private Telling telling(Rules... channels) {
    return new Telling(List.of(channels), clock, UnaryOperator.identity(), () -> schedules);
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
            telling(channels).of(audit, now));
  }

  private void expiry(String schedule, Map<Trouble, Text> found) {
    Instant now = clock.instant();
    store.jobs().good(schedule, now, now, found.keySet(), telling(ALL).ofJob(schedule, found));
  }

  /** What was told since this was asked last: {@code nightly new vc1}. */
  private List<String> told(Rules channel) {
    List<Notice> letters = new ArrayList<>();
    for (Outbox.Entry entry : store.outbox().list(100)) {
      if (entry.letter().channel().equals(channel.name())) {
        letters.add(0, Notice.fromJson(entry.letter().body()));
      }
    }
    int before = read.getOrDefault(channel.name(), 0);
    read.put(channel.name(), letters.size());
    List<String> told = new ArrayList<>();
    for (Notice letter : letters.subList(before, letters.size())) {
      for (Notice.Part part : letter.parts()) {
        for (Concern one : part.concerns()) {
          String state = one.state().name().toLowerCase(Locale.ROOT);
          told.add(part.schedule() + " " + state + " " + one.name());
        }
      }
    }
    return told;
  }

  @Test
  void five_schedules_of_one_dead_vcenter_make_one_message_and_one_when_it_can_be_read_again() {
    List<String> all = List.of("nightly", "hourly", "a", "b", "c");
    all.forEach(schedule -> record(schedule, without("vc1"), ALL));
    assertEquals(List.of("nightly new vc1"), told(ALL));
    all.forEach(schedule -> record(schedule, without("vc1"), ALL));
    assertEquals(List.of(), told(ALL));
    all.subList(0, 4).forEach(schedule -> record(schedule, whole(), ALL));
    assertEquals(List.of(), told(ALL), "the last one has not read it");
    record("c", whole(), ALL);
    assertEquals(List.of("c over vc1"), told(ALL));
    record("a", without("vc1"), ALL);
    assertEquals(List.of("a new vc1"), told(ALL), "it is dead once more");
  }

  @Test
  void another_vcenter_and_another_cause_are_told_and_what_is_known_is_still_there() {
    record("nightly", without("vc1"), ALL);
    record("hourly", without("vc1").incomplete(Cause.UNREACHABLE, unreachable("vc2")), ALL);
    record("a", whole().incomplete(Cause.PARTIAL_VIEW, unreachable("vc1")), ALL);
    assertEquals(
        List.of("nightly new vc1", "hourly still vc1", "hourly new vc2", "a new vc1").stream()
            .sorted()
            .toList(),
        told(ALL).stream().sorted().toList());
  }

  private static Text unreachable(String vcenter) {
    return Text.of("incomplete.unreachable", vcenter);
  }

  @Test
  void what_is_of_one_schedule_alone_is_told_for_each() {
    Text pattern = Text.of("incomplete.scope", "/nowhere");
    record("nightly", whole().incomplete(Cause.SCOPE, pattern), ALL);
    record("hourly", whole().incomplete(Cause.SCOPE, pattern), ALL);
    assertEquals(List.of("nightly new /nowhere", "hourly new /nowhere"), told(ALL));
    record("nightly", whole(), ALL);
    assertEquals(List.of("nightly over /nowhere"), told(ALL));
    for (String schedule : List.of("a", "b")) {
      store
          .audits()
          .failed(
              schedule,
              Troubles.ofFailure(),
              clock.instant(),
              telling(ALL).ofFailure(schedule, Text.of("incomplete.broke", "x")));
    }
    assertEquals(List.of("a new ", "b new "), told(ALL));
  }

  @Test
  void a_certificate_about_to_expire_is_told_once_by_whichever_job_looks_first() {
    Map<Trouble, Text> found =
        Map.of(Troubles.ofExpiry("token grafana"), Text.of("notify.over.failed"));
    expiry("expiry", found);
    expiry("expiry-too", found);
    expiry("expiry", Map.of());
    assertEquals(List.of("expiry new token grafana"), told(ALL));
    expiry("expiry-too", Map.of());
    assertEquals(List.of("expiry-too over token grafana"), told(ALL));
  }

  @Test
  void whoever_was_not_told_is_told() {
    record("nightly", without("vc1"), ALL, HOURLY);
    record("hourly", without("vc1"), ALL, HOURLY);
    assertEquals(List.of("nightly new vc1"), told(ALL));
    assertEquals(List.of("hourly new vc1"), told(HOURLY), "it does not hear of the other");
    schedules.remove("nightly");
    record("hourly", whole(), ALL, HOURLY);
    assertEquals(List.of("hourly over vc1"), told(ALL), "nobody looks for the other any more");
    assertEquals(List.of("hourly over vc1"), told(HOURLY));
  }

  @Test
  void what_was_in_a_letter_that_nobody_took_was_not_told() {
    record("nightly", without("vc1"), ALL);
    Outbox.Entry letter = store.outbox().list(1).get(0);
    store.outbox().giveUp(letter.letter().id(), clock.instant(), "dead");
    record("hourly", without("vc1"), ALL);
    assertEquals(List.of("nightly new vc1", "hourly new vc1"), told(ALL));
    record("hourly", whole(), ALL);
    record("nightly", whole(), ALL);
    assertEquals(List.of("nightly over vc1"), told(ALL));
  }

  @Test
  void what_an_earlier_version_told_for_each_schedule_is_over_for_each() {
    record("nightly", without("vc1"));
    record("hourly", without("vc1"));
    record("nightly", whole(), ALL);
    record("hourly", whole(), ALL);
    assertEquals(List.of("nightly over vc1", "hourly over vc1"), told(ALL));
  }

  @Test
  void what_one_schedule_found_in_the_night_and_the_last_found_mended_is_told_to_nobody() {
    clock.at(Instant.parse("2026-11-20T22:30:00Z"));
    record("nightly", without("vc1"), QUIET);
    record("hourly", without("vc1").finding(Severity.ERROR, "x"), QUIET);
    assertEquals(List.of("nightly new vc1", "hourly still vc1"), told(QUIET));
    record("nightly", whole(), QUIET);
    record("hourly", whole().finding(Severity.ERROR, "x"), QUIET);
    read.clear();
    assertEquals(List.of(), told(QUIET));
    assertFalse(store.outbox().list(1).isEmpty(), "the finding is told");
  }

  @Test
  void what_was_told_before_the_night_is_told_as_over_after_it() {
    record("nightly", without("vc1"), QUIET);
    assertEquals(List.of("nightly new vc1"), told(QUIET));
    clock.at(Instant.parse("2026-11-20T22:30:00Z"));
    record("hourly", without("vc1"), QUIET);
    record("nightly", whole(), QUIET);
    record("hourly", whole(), QUIET);
    assertEquals(List.of("hourly over vc1"), told(QUIET));
  }
}
