// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AnEvent;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostMaintenanceTest {
  private static final String NAME = "esx01.example.org";

  private final AHost host = AHost.usual();

  HostMaintenanceTest() {
    host.inMaintenanceMode = true;
  }

  private AnInventory inventory(AnEvent... events) {
    AnInventory inventory = AnInventory.of(host);
    for (AnEvent event : events) {
      inventory.events.add(event.build());
    }
    return inventory;
  }

  private static Results run(AnInventory inventory) {
    return Runs.run(new HostMaintenance(), inventory);
  }

  private AnEvent entered(Duration ago) {
    return AnEvent.of("EnteredMaintenanceModeEvent").about(host).ago(ago);
  }

  @Test
  void the_event_tells_for_how_long() {
    Results results = run(inventory(entered(Duration.ofHours(3))));
    assertEquals(List.of(NAME + ": recent"), Runs.found(results));
    assertEquals(Duration.ofHours(3), results.findings().get(0).summary().args().get(0));
  }

  @Test
  void more_than_a_week_is_long() {
    assertEquals(List.of(NAME + ": long"), Runs.found(run(inventory(entered(Duration.ofDays(7))))));
  }

  @Test
  void without_an_event_it_has_lasted_at_least_as_long_as_events_reach_back() {
    Results results = run(inventory());
    assertEquals(List.of(NAME + ": at-least"), Runs.found(results));
    assertEquals(Duration.ofHours(24), results.findings().get(0).summary().args().get(0));
    AnInventory wide = inventory();
    wide.historyWindow = Duration.ofDays(30);
    assertEquals(List.of(NAME + ": long"), Runs.found(run(wide)));
  }

  @Test
  void without_events_nothing_is_said_of_the_duration() {
    AnInventory inventory = inventory();
    inventory.historyUnreadable.put(VCenterFact.EVENTS.path(), "NoPermission");
    assertEquals(List.of(NAME + ": unknown-since"), Runs.found(run(inventory)));
    assertEquals(
        List.of(NAME + ": unknown-since"),
        Runs.found(run(inventory().without(VCenterFact.EVENTS))));
    AnInventory none = inventory();
    none.eventsKept = false;
    assertEquals(List.of(NAME + ": unknown-since"), Runs.found(run(none)));
  }

  @Test
  void a_host_that_left_and_entered_again_unseen_has_no_lower_bound() {
    AnEvent left = AnEvent.of("ExitMaintenanceModeEvent").about(host);
    assertEquals(
        List.of(NAME + ": unknown-since"),
        Runs.found(run(inventory(entered(Duration.ofHours(9)), left))));
  }

  @Test
  void it_is_said_of_a_host_that_is_away_too() {
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of(NAME + ": at-least"), Runs.found(run(inventory())));
  }

  @Test
  void a_host_that_works_passes() {
    host.inMaintenanceMode = false;
    assertEquals(List.of(), Runs.found(run(inventory(entered(Duration.ofHours(3))))));
  }

  @Test
  void unset_and_unreadable_are_undetermined() {
    host.inMaintenanceMode = null;
    assertEquals(List.of(NAME + ": reason.unset"), Runs.undetermined(run(inventory())));
    host.unreadable(HostProperty.IN_MAINTENANCE_MODE, "NoPermission");
    assertEquals(List.of(NAME + ": reason.unreadable"), Runs.undetermined(run(inventory())));
  }
}
