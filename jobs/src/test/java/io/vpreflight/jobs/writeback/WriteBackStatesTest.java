// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Seen;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.WriteBack.Machines;
import io.vpreflight.vsphere.WriteBack.Note;
import io.vpreflight.vsphere.inventory.MoRef;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wanted after an audit, and what is sent for it. */
class WriteBackStatesTest {
  private static final MoRef A = AVm.named("a").ref;
  private static final MoRef B = AVm.named("b").ref;

  @TempDir Path temp;
  private Store store;
  private Instant at = Instant.parse("2026-11-20T12:00:00Z");
  private int audits;

  @BeforeEach
  void open() {
    store = Store.open(StorePlace.in(temp.resolve("state")), "test");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static WriteBackRules rules(Severity minimum, int atMost) {
    return new WriteBackRules(
        "nightly", true, true, true, minimum, atMost, false, Locale.ENGLISH, ZoneOffset.UTC);
  }

  private static AnAudit audit() {
    AnInventory inventory =
        AnInventory.of(AVm.named("a"), AVm.named("b"), AVm.named("c"), AVm.named("d"));
    return AnAudit.of(inventory);
  }

  private WriteBackState after(AnAudit made) {
    return after(made, rules(Severity.WARNING, 100));
  }

  private WriteBackState after(AnAudit made, WriteBackRules rules) {
    at = at.plus(Duration.ofDays(1));
    made.startedAt = at;
    Audit audit = made.build();
    Set<SeenFinding.Identity> unknown = new HashSet<>();
    audit
        .undetermined()
        .forEach(
            one ->
                unknown.add(
                    new SeenFinding.Identity(
                        one.check(), one.object().vcenter(), one.object().ref().toString(), "")));
    audit.waived().forEach(one -> unknown.add(Seen.of(one.finding()).identity()));
    StoredAudit kept =
        new StoredAudit(
            "audit-" + ++audits,
            "nightly",
            audit.profile().id(),
            at,
            at,
            audit.incomplete().isEmpty(),
            new StoredAudit.Counts(3, 0, 0, 0, 0, 0),
            "");
    Audits.Change change =
        store
            .audits()
            .record(
                kept,
                audit.findings().stream().map(Seen::of).toList(),
                unknown,
                Set.of(AnAudit.CHECK));
    WriteBackState state =
        new WriteBackStates(rules, audit, change, store.audits().findings("nightly", true))
            .of(new AnInventory().name);
    assertNotNull(state);
    return state;
  }

  private static Differences.Tags tags(WriteBackState state, Map<Severity, Set<MoRef>> have) {
    return Differences.tags(state, state.names().keySet(), have);
  }

  private static Map<MoRef, String> values(WriteBackState state, Map<MoRef, String> there) {
    return Differences.values(state, new Machines(state.names().keySet(), 1, there)).values();
  }

  @Test
  void what_is_found_is_tagged_and_what_is_there_already_is_not_sent() {
    WriteBackState state = after(audit().finding(Severity.ERROR, "a").finding(Severity.INFO, "b"));
    assertEquals(Map.of(Severity.ERROR, List.of(A)), tags(state, Map.of()).attach());
    assertTrue(tags(state, Map.of(Severity.ERROR, Set.of(A))).isEmpty());
    Map<MoRef, String> values = values(state, Map.of());
    assertEquals(Set.of(A), values.keySet());
    assertEquals(
        "worst=error findings=1 checks=vm.snapshot.consolidation-needed at=2026-11-21T12:00:00Z",
        values.get(A));
    WriteBackState later = after(audit().finding(Severity.ERROR, "a"));
    assertEquals(Map.of(), values(later, values));
    assertEquals(List.of(), later.events());
  }

  @Test
  void a_machine_that_got_worse_has_one_tag_of_ours_afterwards() {
    WriteBackState state = after(audit().finding(Severity.CRITICAL, "a"));
    Differences.Tags changes = tags(state, Map.of(Severity.WARNING, Set.of(A)));
    assertEquals(Map.of(Severity.WARNING, List.of(A)), changes.detach());
    assertEquals(Map.of(Severity.CRITICAL, List.of(A)), changes.attach());
  }

  @Test
  void what_is_mended_is_taken_off_by_a_whole_audit_alone() {
    after(audit().finding(Severity.ERROR, "a"));
    Map<Severity, Set<MoRef>> have = Map.of(Severity.ERROR, Set.of(A, B));
    String value = "worst=error findings=1 checks=" + AnAudit.CHECK + " at=2026-01-01T00:00:00Z";
    Map<MoRef, String> there = Map.of(A, value, B, value);
    WriteBackState partial =
        after(audit().incomplete(Cause.UNREACHABLE, Text.of("problem.cancelled", "vc02")));
    assertTrue(tags(partial, have).isEmpty());
    assertEquals(Map.of(), values(partial, there));
    WriteBackState whole = after(audit());
    assertEquals(Map.of(Severity.ERROR, List.of(A, B)), sorted(tags(whole, have).detach()));
    assertEquals(Map.of(A, "", B, ""), values(whole, there));
  }

  private static Map<Severity, List<MoRef>> sorted(Map<Severity, List<MoRef>> all) {
    all.replaceAll((severity, vms) -> List.copyOf(new TreeSet<>(vms)));
    return all;
  }

  @Test
  void what_could_not_be_known_again_stays() {
    after(audit().finding(Severity.ERROR, "a"));
    Text unset = Text.of("reason.unset", "runtime.consolidationNeeded");
    WriteBackState state = after(audit().undetermined("a", unset).undetermined("b", unset));
    Map<Severity, Set<MoRef>> have = Map.of(Severity.ERROR, Set.of(A, B));
    // Of a the store knows; what stands on b, it never knew: another store may have.
    assertTrue(tags(state, have).isEmpty());
    assertEquals(Set.of(A), state.wishes().keySet());
  }

  @Test
  void what_is_accepted_does_not_count() {
    after(audit().finding(Severity.ERROR, "a"));
    Waiver waiver =
        new Waiver("*", Pattern.of("*"), "ada", "a test", LocalDate.parse("2099-12-31"));
    WriteBackState state = after(audit().waived(Severity.ERROR, "a", waiver));
    assertEquals(Map.of(), state.wishes());
    assertEquals(
        Map.of(Severity.ERROR, List.of(A)),
        tags(state, Map.of(Severity.ERROR, Set.of(A))).detach());
  }

  @Test
  void a_value_of_another_form_is_left_alone() {
    WriteBackState state = after(audit().finding(Severity.ERROR, "a"));
    Differences.Values changes =
        Differences.values(
            state, new Machines(state.names().keySet(), 1, Map.of(A, "mine", B, "worst=bad")));
    assertEquals(Map.of(), changes.values());
    assertEquals(2, changes.foreign());
  }

  @Test
  void events_say_how_bad_a_machine_is_now() {
    List<Note> events =
        after(audit().finding(Severity.ERROR, "a").finding(Severity.WARNING, "b")).events();
    assertEquals(
        List.of("io.vpreflight.finding.error", "io.vpreflight.finding.warning"),
        events.stream().map(Note::type).toList());
    assertEquals(List.of("error", "warning"), events.stream().map(Note::severity).toList());
    assertEquals(A, events.get(0).vm());
    assertTrue(
        events.get(0).message().startsWith("vpreflight (nightly): new: "), events.toString());
    List<Note> later = after(audit().finding(Severity.CRITICAL, "b")).events();
    assertEquals(
        List.of("io.vpreflight.finding.critical", "io.vpreflight.finding.resolved"),
        later.stream().map(Note::type).toList());
  }

  @Test
  void more_events_than_wished_end_in_one_that_counts_the_others() {
    List<Note> events =
        after(
                audit().finding(Severity.WARNING, "a", "b", "c").finding(Severity.ERROR, "d"),
                rules(Severity.WARNING, 2))
            .events();
    assertEquals(
        List.of("io.vpreflight.finding.error", "io.vpreflight.finding.summary"),
        events.stream().map(Note::type).toList());
    assertNull(events.get(1).vm());
    assertEquals("3", events.get(1).arguments().get("machines"));
  }

  @Test
  void a_long_list_of_checks_is_cut_and_read_again() {
    TreeSet<String> checks = new TreeSet<>();
    for (int i = 10; i < 40; i++) {
      checks.add("vm.topic.condition-" + i);
    }
    Mark mark = Mark.of(new Wish(A, Severity.WARNING, 31, checks));
    String written = mark.written(at);
    assertTrue(written.length() < 255, written);
    assertTrue(mark.checks().matches(".*,\\+\\d+"), written);
    assertEquals(mark, Mark.read(written));
  }
}
