// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.FindingQuery;
import io.vpreflight.jobs.store.FindingQuery.State;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.Reading;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept, as somebody reads it page by page while more is added. */
@ParameterizedClass
@EnumSource(AStore.class)
class HistoryTest {
  private static final Instant START = Instant.parse("2026-11-20T01:00:00Z");

  private final AStore kept;
  @TempDir Path temp;
  private Store store;
  private History history;

  HistoryTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    store = kept.open(temp.resolve("state"));
    history = new History(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static SeenFinding finding(String check, String vm, String severity) {
    return new SeenFinding(check, "vc-1", "VirtualMachine:" + vm, "", "srv-" + vm, severity);
  }

  private void audit(String schedule, int hour, SeenFinding... seen) {
    Instant at = START.plusSeconds(3_600L * hour);
    store
        .audits()
        .record(
            new StoredAudit(
                schedule + "-" + hour,
                schedule,
                "cbt-health",
                at,
                at.plusSeconds(9),
                true,
                new StoredAudit.Counts(10, 0, 0, seen.length, 0, 0),
                ""),
            List.of(seen),
            Set.of(),
            Set.of("a", "b"));
  }

  private static List<String> ids(Page<Audits.Entry> page) {
    return page.rows().stream().map(entry -> entry.audit().id()).toList();
  }

  private List<String> found(FindingQuery query) {
    return history.findings(query, null, History.ALL).rows().stream().map(this::shown).toList();
  }

  private String shown(HeldFinding held) {
    SeenFinding finding = held.history().finding();
    return held.schedule() + " " + finding.check() + " " + finding.name();
  }

  @Test
  void pages_of_audits_show_each_once_although_a_new_one_is_added_in_between() {
    IntStream.range(0, 5).forEach(hour -> audit("n", hour));
    Page<Audits.Entry> first = history.audits("", null, 2);
    assertEquals(List.of("n-4", "n-3"), ids(first));
    audit("n", 5);
    Page<Audits.Entry> second = history.audits("", first.next(), 2);
    assertEquals(List.of("n-2", "n-1"), ids(second));
    Page<Audits.Entry> last = history.audits("", second.next(), 2);
    assertEquals(List.of("n-0"), ids(last));
    assertNull(last.next());
  }

  @Test
  void a_page_that_is_just_full_is_the_last() {
    IntStream.range(0, 2).forEach(hour -> audit("n", hour));
    assertNull(history.audits("n", null, 2).next());
    assertEquals(List.of(), ids(history.audits("other", null, 2)));
  }

  @Test
  void pages_of_findings_show_each_once() {
    audit("n", 0, finding("a", "1", "error"), finding("b", "1", "info"));
    audit("m", 0, finding("a", "1", "error"), finding("a", "2", "error"));
    List<String> all = new ArrayList<>();
    String next = null;
    do {
      Page<HeldFinding> page = history.findings(FindingQuery.of("", State.ALL), next, 1);
      page.rows().forEach(one -> all.add(shown(one)));
      next = page.next();
    } while (next != null);
    assertEquals(List.of("m a srv-1", "m a srv-2", "n a srv-1", "n b srv-1"), all);
  }

  @Test
  void schedules_are_known_by_an_audit_or_a_run_that_is_kept() {
    assertEquals(Set.of(), history.schedules());
    audit("n", 0);
    store.jobs().good("weekly", START, START, Set.of(), Audits.Teller.NOBODY);
    audit("m", 0, finding("a", "1", "error"));
    assertEquals(List.of("m", "n", "weekly"), List.copyOf(history.schedules()));
  }

  @Test
  void findings_are_narrowed_by_state_severity_check_and_machine() {
    audit("n", 0, finding("a", "1", "error"), finding("b", "1", "info"), finding("a", "2", "info"));
    audit("n", 1, finding("a", "1", "error"), finding("b", "1", "info"));
    assertEquals(
        List.of("n a srv-1", "n b srv-1"), found(FindingQuery.of("n", FindingQuery.State.OPEN)));
    assertEquals(List.of("n a srv-2"), found(FindingQuery.of("n", FindingQuery.State.RESOLVED)));
    assertEquals(List.of("n b srv-1"), found(new FindingQuery("", State.OPEN, "INFO", "", "")));
    assertEquals(List.of("n a srv-1"), found(new FindingQuery("", State.OPEN, "", "a", "")));
    assertEquals(List.of("n a srv-2"), found(new FindingQuery("", State.ALL, "", "", "srv-2")));
    assertEquals(List.of("n a srv-2"), found(new FindingQuery("", State.ALL, "", "", "2")));
  }

  @Test
  void a_finding_names_its_vcenter_as_it_was_called_when_it_was_read_last() {
    audit("n", 0, finding("a", "1", "error"));
    assertNull(vcenterName(), "nothing is known of its readings");
    store.readings().keep(List.of(reading("z-old.example.org", 0)));
    store.readings().keep(List.of(reading("new.example.org", 1), reading("m.example.org", 0)));
    assertEquals("new.example.org", vcenterName());
  }

  private @Nullable String vcenterName() {
    return history.findings(FindingQuery.of("n", State.ALL), null, 1).rows().get(0).vcenterName();
  }

  private static Reading reading(String name, int hour) {
    Instant at = START.plusSeconds(3_600L * hour);
    return new Reading(name, "n", "n-" + hour, at, true, "vc-1", "8.0.3", 2, 9, null);
  }

  @Test
  void a_cursor_that_nobody_gave_is_refused() {
    audit("n", 0, finding("a", "1", "error"), finding("b", "1", "info"));
    String ofFindings = history.findings(FindingQuery.of("", State.ALL), null, 1).next();
    for (String cursor : new String[] {"", "x", "%%%", "YQ", ofFindings}) {
      assertThrows(BadCursor.class, () -> history.audits("", cursor, 1), cursor);
    }
  }

  @Test
  void of_a_vcenter_that_is_gone_the_last_version_stays_known() {
    store.readings().keep(List.of(reading(0, true, "uuid-1", "8.0.3", 9)));
    store.readings().keep(List.of(reading(1, false, "", "", 0)));
    assertEquals(List.of(reading(1, false, "uuid-1", "8.0.3", 0)), store.readings().list());
  }

  private static Reading reading(int hour, boolean reached, String uuid, String version, int vms) {
    Instant at = START.plusSeconds(3_600L * hour);
    return new Reading(
        "vc1", "n", "n-" + hour, at, reached, uuid, version, 2, vms, Duration.ofSeconds(2));
  }
}
