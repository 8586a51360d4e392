// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AnEvent;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostDisconnectedTest {
  private static final String NAME = "esx01.example.org";

  private final AHost host = AHost.usual();

  HostDisconnectedTest() {
    host.connectionState = HostConnectionState.DISCONNECTED;
    host.powerState = HostPowerState.UNKNOWN;
  }

  private Results run(AnEvent... events) {
    AnInventory inventory = AnInventory.of(host);
    for (AnEvent event : events) {
      inventory.events.add(event.build());
    }
    return Runs.run(new HostDisconnected(), inventory);
  }

  private AnEvent event() {
    return AnEvent.of("HostDisconnectedEvent").about(host);
  }

  @Test
  void a_user_who_disconnected_it_is_named() {
    AnEvent event = event().with("reason", "userRequest");
    event.userName = "EXAMPLE\\anna";
    Results results = run(event);
    assertEquals(List.of(NAME + ": by-user"), Runs.found(results));
    assertEquals("EXAMPLE\\anna", results.findings().get(0).summary().args().get(1));
    event.userName = null;
    assertEquals("?", run(event).findings().get(0).summary().args().get(1));
  }

  @Test
  void a_user_counts_as_cause_where_the_event_gives_no_reason() {
    AnEvent event = event();
    event.userName = "anna";
    assertEquals(List.of(NAME + ": by-user"), Runs.found(run(event)));
  }

  @Test
  void a_reason_of_vcenter_is_told() {
    AnEvent event = event().with("reason", "licenseExpired");
    event.userName = "anna";
    Results results = run(event);
    assertEquals(List.of(NAME + ": by-vcenter"), Runs.found(results));
    assertEquals("licenseExpired", results.findings().get(0).summary().args().get(1));
  }

  @Test
  void the_last_event_counts() {
    AnEvent early = event().with("reason", "agentUpgrade").ago(Duration.ofHours(9));
    AnEvent late = event().with("reason", "userRequest");
    AnEvent other =
        AnEvent.of("HostDisconnectedEvent").about(AHost.named("esx02")).with("reason", "unknown");
    assertEquals(List.of(NAME + ": by-user"), Runs.found(run(early, late, other)));
  }

  @Test
  void without_an_event_or_without_its_reason_the_cause_is_unknown() {
    assertEquals(List.of(NAME + ": cause-unknown"), Runs.found(run()));
    assertEquals(List.of(NAME + ": cause-unknown"), Runs.found(run(event())));
  }

  @Test
  void other_states_pass() {
    host.connectionState = HostConnectionState.CONNECTED;
    assertEquals(List.of(), Runs.found(run()));
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void unset_and_unreadable_are_undetermined() {
    host.connectionState = null;
    assertEquals(List.of(NAME + ": reason.unset"), Runs.undetermined(run()));
    host.unreadable(HostProperty.CONNECTION_STATE, "NoPermission");
    assertEquals(List.of(NAME + ": reason.unreadable"), Runs.undetermined(run()));
  }
}
