// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnEvent;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConflictEventTest {
  private static final String MAC = "00:50:56:80:00:01";

  private final AVm app = AVm.named("app");
  private final AVm copy = AVm.named("copy");

  private AnInventory inventory(AnEvent... events) {
    AnInventory inventory = AnInventory.of(app, copy);
    for (AnEvent event : events) {
      inventory.events.add(event.build());
    }
    return inventory;
  }

  private AnEvent event(String type) {
    return AnEvent.of(type).about(app).with("conflictedVm.vm", copy.ref.moId());
  }

  private static Results run(AnInventory inventory) {
    return Runs.run(new ConflictEvent(), inventory);
  }

  @Test
  void a_conflict_over_the_instance_uuid_is_found_while_it_lasts() {
    copy.instanceUuid = "u1";
    app.instanceUuid = "U1";
    AnInventory inventory =
        inventory(event("VmInstanceUuidConflictEvent").with("instanceUuid", "u1"));
    assertEquals(List.of("app#instanceUuid u1: instance-uuid"), Runs.found(run(inventory)));
    assertEquals(2, Runs.evaluated(run(inventory)));
  }

  @Test
  void a_conflict_that_vcenter_settled_is_called_resolved() {
    copy.instanceUuid = "u2";
    app.instanceUuid = "u1";
    AnInventory inventory =
        inventory(event("VmInstanceUuidConflictEvent").with("instanceUuid", "u1"));
    assertEquals(List.of("app#instanceUuid u1: resolved"), Runs.found(run(inventory)));
  }

  @Test
  void a_conflict_over_the_bios_uuid_is_found() {
    app.uuid = copy.uuid = "b1";
    AnInventory inventory = inventory(event("VmUuidConflictEvent").with("uuid", "b1"));
    assertEquals(List.of("app#uuid b1: bios-uuid"), Runs.found(run(inventory)));
  }

  @Test
  void a_conflict_over_a_mac_address_is_found_once_however_often_it_is_reported() {
    AnEvent early = event("VmMacConflictEvent").with("mac", MAC).ago(Duration.ofHours(5));
    AnEvent late = event("VmStaticMacConflictEvent").with("mac", MAC);
    Results results = run(inventory(early, late));
    assertEquals(List.of("app#mac " + MAC + ": mac-address"), Runs.found(results));
    assertEquals(
        AnInventory.NOW.minus(Duration.ofHours(1)),
        results.findings().get(0).evidence().get("event.createdTime"));
  }

  @Test
  void a_mac_address_that_was_changed_is_resolved() {
    copy.adapters.clear();
    copy.adapters.addAll(AVm.named("x").adapters);
    AnInventory inventory = inventory(event("VmMacConflictEvent").with("mac", "00:50:56:80:00:99"));
    assertEquals(List.of("app#mac 00:50:56:80:00:99: resolved"), Runs.found(run(inventory)));
  }

  @Test
  void what_cannot_be_compared_is_taken_as_it_was_reported() {
    copy.hardwareUnset = true;
    app.hardwareUnset = true;
    app.uuid = null;
    copy.uuid = null;
    AnInventory inventory =
        inventory(
            event("VmMacConflictEvent").with("mac", MAC),
            event("VmUuidConflictEvent").with("uuid", "b1"));
    assertEquals(
        List.of("app#mac " + MAC + ": mac-address", "app#uuid b1: bios-uuid"),
        Runs.found(run(inventory)));
  }

  @Test
  void an_event_that_does_not_name_the_other_machine_is_found() {
    app.uuid = "b1";
    AnInventory inventory =
        inventory(AnEvent.of("VmUuidConflictEvent").about(app).with("uuid", "b1"));
    Results results = run(inventory);
    assertEquals(List.of("app#uuid b1: bios-uuid"), Runs.found(results));
    assertEquals("?", results.findings().get(0).summary().args().get(2));
  }

  @Test
  void a_conflict_with_a_machine_that_is_gone_is_over() {
    AnEvent withGone =
        AnEvent.of("VmUuidConflictEvent")
            .about(app)
            .with("uuid", "b1")
            .with("conflictedVm", "vm-gone");
    AnEvent ofGone = AnEvent.of("VmUuidConflictEvent").about(AVm.named("gone")).with("uuid", "b1");
    AnEvent nameless = AnEvent.of("VmUuidConflictEvent").with("uuid", "b1");
    AnEvent empty = AnEvent.of("VmUuidConflictEvent").about(app);
    AnEvent another = AnEvent.of("VmPoweredOnEvent").about(app);
    assertEquals(List.of(), Runs.found(run(inventory(withGone, ofGone, nameless, empty, another))));
  }

  @Test
  void no_events_pass() {
    Results results = run(inventory());
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void events_that_cannot_be_read_are_said_once_for_the_vcenter() {
    AnInventory inventory = inventory();
    inventory.historyUnreadable.put(VCenterFact.EVENTS.path(), "NoPermission");
    assertEquals(List.of("vc01.example.org: reason.unreadable"), Runs.undetermined(run(inventory)));
    assertEquals(
        List.of("vc01.example.org: reason.not-collected"),
        Runs.undetermined(run(inventory().without(VCenterFact.EVENTS))));
  }

  @Test
  void events_that_were_cut_off_are_said() {
    AnInventory inventory = inventory();
    inventory.reach = AnInventory.cut(AnInventory.NOW.minusSeconds(60));
    assertEquals(
        List.of("vc01.example.org: reason.identity.events-truncated"),
        Runs.undetermined(run(inventory)));
  }

  @Test
  void what_happens_all_day_cuts_no_conflict_off() {
    AnInventory inventory = inventory();
    Reach whole = new Reach(AnInventory.NOW.minusSeconds(86_400), false);
    Reach cut = new Reach(AnInventory.NOW.minusSeconds(60), true);
    inventory.reach = new HistoryReach(cut, cut, cut, whole, cut);
    assertEquals(List.of(), Runs.undetermined(run(inventory)));
  }
}
