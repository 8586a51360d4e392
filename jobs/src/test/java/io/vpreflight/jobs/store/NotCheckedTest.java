// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.store.Audits.Looked;
import io.vpreflight.jobs.store.Audits.Teller;
import io.vpreflight.jobs.store.Audits.Trouble;
import io.vpreflight.jobs.store.FindingQuery.State;
import io.vpreflight.jobs.store.SeenFinding.Identity;
import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Findings that the last audit could not look at, and since when. */
@ParameterizedClass
@EnumSource(AStore.class)
class NotCheckedTest {
  private static final Instant START = Instant.parse("2026-11-20T01:00:00Z");
  private static final String AGE = "vm.snapshot.age";
  private static final Set<String> CHECKS = Set.of("vm.cbt.off", AGE);
  private static final Trouble AWAY = new Trouble("unreachable", "paris.example.org");

  private final AStore kept;
  @TempDir Path temp;
  private Store store;

  NotCheckedTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void two_vcenters_with_a_finding_each() {
    store = kept.open(temp.resolve("state"));
    audit("nightly", 0, Set.of(), paris("vm.cbt.off"), lyon("vm.cbt.off"));
    read("paris", 0, true);
    read("lyon", 0, true);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static SeenFinding paris(String check) {
    return new SeenFinding(
        check, "uuid-paris", "VirtualMachine:vm-7", "", "paris-" + check, "info");
  }

  private static SeenFinding lyon(String check) {
    return new SeenFinding(check, "uuid-lyon", "VirtualMachine:vm-7", "", "lyon-" + check, "info");
  }

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  private static StoredAudit of(String schedule, int day, boolean whole) {
    return new StoredAudit(
        schedule + "-" + day,
        schedule,
        "cbt-health",
        day(day),
        day(day).plusSeconds(9),
        whole,
        new StoredAudit.Counts(10, 0, 0, 0, 2, 0),
        "");
  }

  private void audit(String schedule, int day, Set<Trouble> troubles, SeenFinding... seen) {
    store
        .audits()
        .record(
            of(schedule, day, troubles.isEmpty()),
            List.of(seen),
            Set.of(),
            CHECKS,
            troubles,
            Teller.NOBODY);
  }

  private void read(String vcenter, int day, boolean reached) {
    String uuid = reached ? "uuid-" + vcenter : "";
    store
        .readings()
        .keep(
            List.of(
                new Reading(
                    vcenter + ".example.org",
                    "nightly",
                    "nightly-" + day,
                    day(day),
                    reached,
                    uuid,
                    reached ? "8.0.3" : "",
                    1,
                    1,
                    null)));
  }

  /** By schedule and name, those that nobody has looked at. */
  private Map<String, Instant> unchecked() {
    Map<String, Instant> found = new TreeMap<>();
    for (HeldFinding held :
        store.pages().findings(FindingQuery.of("", State.ALL), null, Integer.MAX_VALUE)) {
      if (held.notCheckedSince() != null) {
        found.put(held.schedule() + " " + held.history().finding().name(), held.notCheckedSince());
      }
    }
    return found;
  }

  @Tag("F1")
  @Test
  void findings_of_a_vcenter_that_is_away_say_since_when_nobody_looked_and_no_others() {
    assertEquals(Map.of(), unchecked());
    audit("nightly", 1, Set.of(AWAY), lyon("vm.cbt.off"));
    read("paris", 1, false);
    assertEquals(Map.of("nightly paris-vm.cbt.off", START), unchecked());
    audit("nightly", 2, Set.of(AWAY));
    read("paris", 2, false);
    assertEquals(Map.of("nightly paris-vm.cbt.off", START), unchecked());
    audit("nightly", 3, Set.of(), paris("vm.cbt.off"));
    assertEquals(Map.of(), unchecked());
  }

  @Tag("F1")
  @Test
  void an_object_that_could_not_be_judged_was_looked_at_when_its_vcenter_was() {
    audit("nightly", 1, Set.of(), paris(AGE), lyon("vm.cbt.off"), paris("vm.cbt.off"));
    Set<Identity> unknown = Set.of(paris("vm.cbt.off").identity());
    store
        .audits()
        .record(
            of("nightly", 2, true), List.of(paris(AGE)), unknown, CHECKS, Set.of(), Teller.NOBODY);
    audit("nightly", 3, Set.of(AWAY));
    assertEquals(
        Map.of("nightly paris-vm.cbt.off", day(2), "nightly paris-" + AGE, day(2)), unchecked());
  }

  @Tag("F1")
  @Test
  void another_schedule_that_reached_it_says_nothing_of_it() {
    audit("hourly", 0, Set.of(), paris("vm.cbt.off"));
    audit("nightly", 1, Set.of(AWAY));
    read("paris", 1, false);
    assertEquals(Set.of("nightly paris-vm.cbt.off"), unchecked().keySet());
  }

  @Test
  void an_audit_that_did_not_come_about_looked_at_nothing() {
    store.audits().failed("nightly", new Trouble("failed", ""), day(1), Teller.NOBODY);
    assertEquals(
        Map.of("nightly paris-vm.cbt.off", START, "nightly lyon-vm.cbt.off", START), unchecked());
  }

  @Test
  void of_a_check_that_broke_nobody_knows_anything() {
    audit("nightly", 1, Set.of(), paris("vm.cbt.off"), lyon("vm.cbt.off"), paris(AGE));
    audit("nightly", 2, Set.of(new Trouble("broke", AGE)), paris("vm.cbt.off"), lyon("vm.cbt.off"));
    assertEquals(Map.of("nightly paris-" + AGE, day(1)), unchecked());
  }

  @Test
  void what_concerns_a_part_of_a_vcenter_says_nothing_of_a_finding() {
    audit("nightly", 1, Set.of(new Trouble("partial-view", "paris.example.org")));
    assertEquals(Map.of(), unchecked());
  }

  @Tag("F1")
  @Test
  void what_is_followed_again_between_two_audits_is_checked_again() {
    audit("nightly", 1, Set.of(AWAY), lyon("vm.cbt.off"));
    read("paris", 1, false);
    amend("uuid-lyon");
    assertEquals(Set.of("nightly paris-vm.cbt.off"), unchecked().keySet());
    amend("uuid-paris");
    assertEquals(Map.of(), unchecked());
    audit("nightly", 2, Set.of(AWAY), lyon("vm.cbt.off"));
    assertEquals(Set.of("nightly paris-vm.cbt.off"), unchecked().keySet());
  }

  private void amend(String vcenter) {
    List<SeenFinding> seen = new ArrayList<>(List.of(paris("vm.cbt.off"), lyon("vm.cbt.off")));
    seen.removeIf(one -> !one.vcenter().equals(vcenter));
    store
        .audits()
        .amend(
            of("nightly", 1, true),
            seen,
            Set.of(),
            new Looked(CHECKS, Set.of(vcenter)),
            Teller.NOBODY);
  }
}
