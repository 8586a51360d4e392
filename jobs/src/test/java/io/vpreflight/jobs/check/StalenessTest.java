// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.check.host.HostNotResponding;
import io.vpreflight.jobs.check.host.VmHostUnavailable;
import io.vpreflight.jobs.check.identity.DuplicateInstanceUuid;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StalenessTest {
  private static @Nullable Text of(AVm vm, AHost host) {
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(vm.build());
    Scene scene = new Scene(inventory.build(), new Limits(Map.of()), null);
    return Staleness.in(scene).of(vm.build());
  }

  private static Scene scene(AnInventory inventory) {
    return new Scene(inventory.build(), new Limits(Map.of()), null);
  }

  private static final Text UNKNOWN = Text.of("reason.stale.age-unknown");
  private static final Text A_DAY = Text.of("reason.stale.before", Duration.ofDays(1));

  private static AHost lost(HostConnectionState state) {
    AHost host = AHost.usual();
    host.connectionState = state;
    return host;
  }

  private static EventRecord event(int key, String type, Duration ago) {
    return new EventRecord(
        key, type, AnInventory.NOW.minus(ago), null, null, AnInventory.HOST, null, null, Map.of());
  }

  private static Text ofHost(AnInventory inventory) {
    Scene scene = scene(inventory);
    return Objects.requireNonNull(Staleness.in(scene).of(scene.inventory().hosts().get(0)));
  }

  @Test
  void a_machine_that_vcenter_cannot_manage_is_stale_by_itself_and_nothing_tells_since_when() {
    AVm vm = AVm.named("app");
    vm.connectionState = VmConnectionState.INACCESSIBLE;
    assertEquals(Text.of("reason.stale.vm", "inaccessible", UNKNOWN), of(vm, AHost.usual()));
  }

  @Test
  void the_machines_of_a_host_that_does_not_answer_are_as_old_as_it_is() {
    AHost host = lost(HostConnectionState.NOT_RESPONDING);
    AnInventory inventory = AnInventory.of(host);
    inventory.events.add(event(1, "HostConnectionLostEvent", Duration.ofHours(3)));
    AVm vm = AVm.named("app");
    AVm disconnected = AVm.named("other");
    disconnected.connectionState = VmConnectionState.DISCONNECTED;
    inventory.vms.add(vm.build());
    inventory.vms.add(disconnected.build());
    Text reason =
        Text.of(
            "reason.stale.host",
            "esx01.example.org",
            "notResponding",
            Text.of(
                "reason.stale.since",
                AnInventory.NOW.minus(Duration.ofHours(3)),
                Duration.ofHours(3)));
    Staleness staleness = Staleness.in(scene(inventory));
    assertEquals(reason, staleness.of(host.build()));
    assertEquals(reason, staleness.of(vm.build()));
    assertEquals(reason, staleness.of(disconnected.build()));
    assertEquals("2026-11-20T03:00:00Z", staleness.ageOf(vm.build().ref()));
  }

  @Test
  void the_last_loss_counts_and_a_return_after_it_leaves_the_age_unknown() {
    AnInventory inventory = AnInventory.of(lost(HostConnectionState.DISCONNECTED));
    inventory.events.add(event(1, "HostConnectionLostEvent", Duration.ofHours(9)));
    inventory.events.add(event(2, "HostConnectedEvent", Duration.ofHours(8)));
    inventory.events.add(event(3, "HostDisconnectedEvent", Duration.ofHours(2)));
    inventory.events.add(event(4, "EnteredMaintenanceModeEvent", Duration.ofHours(1)));
    Text since =
        Text.of(
            "reason.stale.since", AnInventory.NOW.minus(Duration.ofHours(2)), Duration.ofHours(2));
    assertEquals(
        Text.of("reason.stale.host", "esx01.example.org", "disconnected", since),
        ofHost(inventory));
    inventory.events.add(event(5, "HostConnectedEvent", Duration.ofMinutes(5)));
    assertEquals(
        Text.of("reason.stale.host", "esx01.example.org", "disconnected", UNKNOWN),
        ofHost(inventory));
  }

  @Test
  void without_an_event_it_is_older_than_the_events_go_back() {
    AnInventory inventory = AnInventory.of(lost(HostConnectionState.NOT_RESPONDING));
    assertEquals(
        Text.of("reason.stale.host", "esx01.example.org", "notResponding", A_DAY),
        ofHost(inventory));
    inventory.eventsKept = false;
    assertEquals(
        Text.of("reason.stale.host", "esx01.example.org", "notResponding", UNKNOWN),
        ofHost(inventory),
        "no events were read");
  }

  @Test
  void an_orphaned_machine_is_as_old_as_the_event_says() {
    AVm vm = AVm.named("app");
    vm.connectionState = VmConnectionState.ORPHANED;
    AnInventory inventory = AnInventory.of(vm);
    inventory.events.add(
        new EventRecord(
            1,
            "VmOrphanedEvent",
            AnInventory.NOW.minus(Duration.ofHours(5)),
            null,
            vm.build().ref(),
            AnInventory.HOST,
            null,
            null,
            Map.of()));
    assertEquals("2026-11-20T01:00:00Z", Staleness.in(scene(inventory)).ageOf(vm.build().ref()));
    assertNull(Staleness.in(scene(inventory)).of(AHost.usual().build()), "its host is well");
  }

  @Test
  void what_is_connected_is_fresh() {
    assertNull(of(AVm.named("app"), AHost.usual()));
    assertNull(Staleness.in(scene(new AnInventory())).of(AHost.usual().build()));
  }

  @Test
  void an_unset_state_and_a_host_that_is_not_seen_prove_nothing() {
    AHost host = AHost.usual();
    host.connectionState = null;
    assertNull(Staleness.in(scene(AnInventory.of(host))).of(host.build()));
    AVm vm = AVm.named("app");
    vm.connectionState = null;
    assertNull(of(vm, host));
    vm.host = new MoRef("HostSystem", "host-99");
    assertNull(of(vm, AHost.usual()));
  }

  @Test
  void a_host_whose_state_cannot_be_read_leaves_its_machines_undetermined() {
    AHost host = AHost.usual().unreadable(HostProperty.CONNECTION_STATE, "NoPermission");
    host.connectionState = null;
    Text reason = Text.of("reason.stale.host-unreadable", "esx01.example.org", "NoPermission");
    assertEquals(reason, of(AVm.named("app"), host));
    assertEquals(reason, ofHost(AnInventory.of(host)));
  }

  @Test
  void a_host_of_which_the_answer_could_not_be_used_does_as_well() {
    AnInventory inventory = AnInventory.of(AVm.named("app"));
    inventory.hosts.clear();
    inventory.unparsed.add(new UnparsedObject(AnInventory.HOST, "too large: x"));
    assertEquals(
        Text.of("reason.stale.host-unreadable", "host-6", "too large: x"),
        Staleness.in(scene(inventory)).of(AVm.named("app").build()));
  }

  @Test
  void a_machine_whose_state_cannot_be_read_is_no_fresh_one() {
    AVm vm = AVm.named("app").unknown("runtime.connectionState", "VmConnectionState:quantum");
    vm.connectionState = null;
    assertEquals(
        Text.of("reason.unknown-constant", "runtime.connectionState", "VmConnectionState:quantum"),
        of(vm, AHost.usual()));
  }

  @Test
  void what_is_found_in_old_values_says_how_old_they_are() {
    AnInventory inventory = AnInventory.of(lost(HostConnectionState.NOT_RESPONDING));
    inventory.events.add(event(1, "HostConnectionLostEvent", Duration.ofHours(3)));
    assertEquals(
        "2026-11-20T03:00:00Z",
        Runs.run(new HostNotResponding(), inventory)
            .findings()
            .get(0)
            .evidence()
            .get("staleSince"));
    AVm vm = AVm.named("app");
    inventory.vms.add(vm.build());
    assertEquals(
        "2026-11-20T03:00:00Z",
        Runs.run(new VmHostUnavailable(), inventory)
            .findings()
            .get(0)
            .evidence()
            .get("staleSince"));
  }

  @Test
  void so_does_what_is_found_among_several() {
    AnInventory inventory = AnInventory.of(lost(HostConnectionState.NOT_RESPONDING));
    inventory.events.add(event(1, "HostConnectionLostEvent", Duration.ofHours(3)));
    for (String name : List.of("app", "copy")) {
      AVm vm = AVm.named(name);
      vm.instanceUuid = "50112233-4455-6677-8899-aabbccddeeff";
      inventory.vms.add(vm.build());
    }
    List<Finding> found = Runs.run(new DuplicateInstanceUuid(), inventory).findings();
    assertEquals(2, found.size());
    for (Finding one : found) {
      assertEquals("2026-11-20T03:00:00Z", one.evidence().get("staleSince"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void the_age_is_said(String language) {
    AnInventory inventory = AnInventory.of(lost(HostConnectionState.NOT_RESPONDING));
    String said = Texts.in(Locale.forLanguageTag(language), ZoneOffset.UTC).say(ofHost(inventory));
    assertTrue(said.contains(language.equals("en") ? "for more than" : "depuis plus de"), said);
  }
}
