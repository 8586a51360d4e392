// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.SeenFinding.Identity;
import io.vpreflight.jobs.testing.AStore;
import io.vpreflight.jobs.text.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of findings from one audit of a schedule to the next. */
@ParameterizedClass
@EnumSource(AStore.class)
class AuditsTest {
  private static final Instant START = Instant.parse("2026-11-20T01:00:00Z");
  private static final Set<String> CHECKS = Set.of("vm.cbt.off", "vm.snapshot.age");
  private static final SeenFinding OFF = finding("vm.cbt.off", "");

  private final AStore kept;
  @TempDir Path temp;
  private Store store;

  AuditsTest(AStore kept) {
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

  private static SeenFinding finding(String check, String part) {
    return new SeenFinding(check, "vc-1", "VirtualMachine:vm-7", part, "srv", "warning");
  }

  private static StoredAudit audit(String schedule, int day, boolean complete) {
    Instant at = START.plus(Duration.ofDays(day));
    return new StoredAudit(
        schedule + "-" + day,
        schedule,
        "cbt-health",
        at,
        at.plusSeconds(9),
        complete,
        new StoredAudit.Counts(10, 0, 0, 1, 0, 2),
        "report");
  }

  private Audits.Change on(int day, boolean complete, SeenFinding... seen) {
    return store.audits().record(audit("nightly", day, complete), List.of(seen), Set.of(), CHECKS);
  }

  private FindingHistory history() {
    return store.audits().findings("nightly", true).get(0);
  }

  @Test
  void a_finding_is_new_once_and_keeps_the_day_on_which_it_was_first_seen() {
    assertEquals(List.of(OFF), on(0, true, OFF).news());
    assertEquals(List.of(), on(1, true, OFF).news());
    assertEquals(START, history().firstSeenAt());
    assertEquals(START.plus(Duration.ofDays(1)), history().lastSeenAt());
    assertNull(history().resolvedAt());
  }

  @Test
  void what_a_whole_audit_does_not_see_any_more_is_resolved_and_may_come_back() {
    on(0, true, OFF);
    assertEquals(List.of(OFF), on(1, true).resolved());
    assertEquals(START.plus(Duration.ofDays(1)), history().resolvedAt());
    assertEquals(List.of(), on(2, true).resolved());
    assertEquals(List.of(OFF), on(3, true, OFF).news());
    assertNull(history().resolvedAt());
    assertEquals(1, history().timesBack());
    assertEquals(START, history().firstSeenAt());
  }

  @Test
  void a_machine_that_was_moved_to_another_folder_keeps_its_finding_and_has_its_new_path() {
    on(0, true, OFF);
    assertNull(history().finding().path(), "seen by a version that kept no paths");
    on(1, true, inFolder("/Paris/Old"));
    assertEquals("/Paris/Old", history().finding().path());
    assertEquals(List.of(), on(2, true, inFolder("/Paris/New")).news());
    assertEquals("/Paris/New", history().finding().path());
    on(3, true);
    assertEquals("/Paris/New", history().finding().path(), "also when it is gone");
  }

  private static SeenFinding inFolder(String path) {
    return new SeenFinding(
        OFF.check(), OFF.vcenter(), OFF.object(), OFF.part(), OFF.name(), OFF.severity(), path);
  }

  @Tag("F1")
  @Test
  void an_audit_that_is_not_whole_resolves_nothing() {
    on(0, true, OFF);
    assertEquals(List.of(), on(1, false).resolved());
    assertNull(history().resolvedAt());
  }

  @Test
  void why_an_audit_is_not_whole_is_kept_for_whatever_language_it_is_asked_for_in() {
    List<StoredAudit.Reason> why =
        List.of(
            new StoredAudit.Reason("unreachable", Text.of("incomplete.unreachable", "vc \"1\" é")),
            new StoredAudit.Reason(
                "unreadable", Text.of("incomplete.unreadable.HostSystem", 1, 12)));
    StoredAudit one = audit("nightly", 0, false);
    StoredAudit made =
        new StoredAudit(
            one.id(),
            one.schedule(),
            one.profile(),
            one.startedAt(),
            one.finishedAt(),
            false,
            why,
            one.counts(),
            one.report());
    store.audits().record(made, List.of(), Set.of(), CHECKS);
    StoredAudit kept = store.audits().list("", 1).get(0).audit();
    assertEquals(made, kept);
    assertEquals(
        "1 hôte sur 12 n’a pas pu être lu en entier",
        Texts.in(Locale.FRENCH, ZoneOffset.UTC).say(kept.incomplete().get(1).text()));
    on(1, false);
    assertEquals(List.of(), store.audits().list("", 1).get(0).audit().incomplete(), "unknown");
  }

  @Test
  void a_check_that_did_not_run_resolves_nothing() {
    on(0, true, OFF);
    Audits.Change change =
        store
            .audits()
            .record(audit("nightly", 1, true), List.of(), Set.of(), Set.of("vm.snapshot.age"));
    assertEquals(List.of(), change.resolved());
  }

  @Test
  void what_could_not_be_known_is_not_resolved_neither_whole_nor_in_part() {
    SeenFinding disk = finding("vm.cbt.off", "2000");
    on(0, true, OFF, disk);
    Set<Identity> unknown = Set.of(OFF.identity());
    Audits.Change change =
        store.audits().record(audit("nightly", 1, true), List.of(), unknown, CHECKS);
    assertEquals(List.of(), change.resolved());
  }

  @Test
  void schedules_do_not_know_of_each_others_findings() {
    on(0, true, OFF);
    Audits.Change change =
        store.audits().record(audit("weekly", 1, true), List.of(OFF), Set.of(), CHECKS);
    assertEquals(List.of(OFF), change.news());
    assertEquals(1, store.audits().findings("weekly", false).size());
  }

  @Test
  void audits_are_listed_newest_first_and_the_oldest_are_forgotten() {
    on(0, true, OFF);
    on(1, true);
    on(2, false);
    store.audits().record(audit("weekly", 3, true), List.of(), Set.of(), CHECKS);
    assertEquals(
        List.of("weekly-3", "nightly-2", "nightly-1", "nightly-0"),
        store.audits().list("", 10).stream().map(entry -> entry.audit().id()).toList());
    Audits.Entry first = store.audits().list("nightly", 10).get(2);
    assertEquals(audit("nightly", 0, true), first.audit());
    assertEquals(1, first.news());
    assertEquals(
        List.of("nightly-1", "nightly-0"),
        store.audits().forget("nightly", 1).stream().map(StoredAudit::id).toList());
    assertEquals(2, store.audits().list("", 10).size());
    assertEquals(1, store.audits().findings("nightly", true).size());
  }

  private Audits.Change amended(
      int day, boolean complete, Set<String> vcenters, SeenFinding... seen) {
    return store
        .audits()
        .amend(
            audit("nightly", day, complete),
            List.of(seen),
            Set.of(),
            new Audits.Looked(CHECKS, vcenters),
            Audits.Teller.NOBODY);
  }

  @Test
  void what_changes_between_two_audits_is_kept_and_is_no_audit() {
    on(0, true);
    assertEquals(List.of(OFF), amended(1, true, Set.of("vc-1"), OFF).news());
    assertEquals(START.plus(Duration.ofDays(1)), history().firstSeenAt());
    Audits.Change same = amended(2, true, Set.of("vc-1"), OFF);
    assertEquals(List.of(), same.news());
    assertEquals(START.plus(Duration.ofDays(1)), history().lastSeenAt());
    assertEquals(List.of(OFF), amended(3, true, Set.of("vc-1")).resolved());
    assertEquals(List.of(OFF), amended(4, true, Set.of("vc-1"), OFF).back());
    assertEquals(1, history().timesBack());
    assertEquals(1, store.audits().list("nightly", 10).size());
  }

  @Test
  void between_two_audits_only_what_was_looked_at_as_a_whole_is_resolved() {
    on(0, true, OFF);
    assertEquals(List.of(), amended(1, true, Set.of("vc-2")).resolved());
    assertEquals(List.of(), amended(2, false, Set.of("vc-1")).resolved());
    assertNull(history().resolvedAt());
  }

  @Test
  void it_is_there_after_the_store_was_closed() {
    on(0, true, OFF);
    store.close();
    open();
    assertEquals(OFF, Objects.requireNonNull(history()).finding());
  }

  @Test
  void only_what_was_resolved_before_a_time_is_forgotten() {
    on(0, true, OFF);
    on(1, true);
    assertEquals(0, store.audits().forgetResolved(START.plus(Duration.ofDays(1))));
    assertEquals(1, store.audits().forgetResolved(START.plus(Duration.ofDays(2))));
    assertEquals(List.of(), store.audits().findings("nightly", true));
    on(2, true, OFF);
    assertEquals(0, store.audits().forgetResolved(START.plus(Duration.ofDays(99))), "it is open");
  }
}
