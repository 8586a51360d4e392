// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrackingSwitchedTest {
  private static Results run(AVm... vms) {
    return Runs.run(new TrackingSwitched(), vms);
  }

  private static Results run(Past past) {
    return Runs.run(new TrackingSwitched(), past.inventory());
  }

  @Test
  void the_last_of_several_switches_names_it_and_all_are_evidence() {
    Results results = run(Past.of(AVm.named("sql")).set(true, 9).set(false, 5));
    assertEquals(List.of("sql: off"), Runs.found(results));
    String evidence = String.valueOf(results.findings().get(0).evidence());
    assertTrue(evidence.contains("changeTrackingEnabled=true LAB\\admin"), evidence);
    assertTrue(evidence.contains("changeTrackingEnabled=false LAB\\admin"), evidence);
  }

  @Test
  void an_untouched_machine_passes() {
    Results results = run(AVm.named("sql"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void unset_flags_do_not_matter_here() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = null;
    assertEquals(List.of("sql: on"), Runs.found(run(Past.of(vm).set(true, 2))));
  }

  @Test
  void unreadable_events_are_undetermined() {
    AnInventory inventory = AnInventory.of(AVm.named("a"));
    inventory.historyUnreadable.put(VCenterFact.EVENTS.path(), "NoPermission");
    Results results = Runs.run(new TrackingSwitched(), inventory);
    assertEquals(List.of("a: reason.unreadable"), Runs.undetermined(results));
  }

  @Test
  void without_events_it_is_one_line_with_the_number_of_machines() {
    AnInventory inventory = AnInventory.of(AVm.named("a"), AVm.named("b"));
    inventory.eventsKept = false;
    Results results = Runs.run(new TrackingSwitched(), inventory);
    assertEquals(2, results.notObservable().get(0).count());
    assertEquals("reason.tracking.no-events", results.notObservable().get(0).reason().key());
  }

  @Tag("F19")
  @Test
  void more_events_than_are_read_are_told_of_machines_that_none_was_seen_of() {
    AnInventory inventory = Past.of(AVm.named("sql")).set(true, 2).inventory();
    inventory.reach = AnInventory.cut(AnInventory.NOW.minusSeconds(7_200));
    Results cut = Runs.run(new TrackingSwitched(), inventory);
    assertEquals(List.of("sql: on"), Runs.found(cut));
    assertEquals(List.of(), cut.notObservable());
    AnInventory untouched = AnInventory.of(AVm.named("a"), AVm.named("b"));
    untouched.reach = AnInventory.cut(AnInventory.NOW.minusSeconds(7_200));
    Results results = Runs.run(new TrackingSwitched(), untouched);
    assertEquals(2, results.notObservable().get(0).count());
    assertEquals("reason.tracking.events-truncated", results.notObservable().get(0).reason().key());
  }
}
