// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlarmTriggeredTest {
  private final AVm vm = AVm.named("app");
  private final AnInventory inventory = AnInventory.of(vm);

  private Results run() {
    return Runs.run(new AlarmTriggered(), inventory);
  }

  private void alarm(MoRef entity, @Nullable String name, String status, boolean acknowledged) {
    inventory.alarms.add(
        new AlarmRecord(entity, name, status, AnInventory.NOW, acknowledged, null));
  }

  @Test
  void alarms_are_found_where_they_belong_by_their_status() {
    alarm(vm.ref, "Virtual machine CPU usage", "yellow", false);
    alarm(AnInventory.HOST, "Host connection failure", "red", false);
    alarm(AnInventory.DATASTORE, "Datastore usage on disk", "red", false);
    alarm(AnInventory.CLUSTER, "vSphere HA failover in progress", "yellow", false);
    alarm(AnInventory.ROOT, "Certificate Status", "yellow", false);
    assertEquals(
        List.of(
            "Datacenters#Certificate Status: yellow",
            "Production#vSphere HA failover in progress: yellow",
            "app#Virtual machine CPU usage: yellow",
            "esx01.example.org#Host connection failure: red",
            "vmfs01#Datastore usage on disk: red"),
        Runs.found(run()));
  }

  @Test
  void one_alarm_of_one_object_is_said_once_at_its_worst() {
    alarm(vm.ref, "Usage", "yellow", false);
    alarm(vm.ref, "Usage", "red", false);
    alarm(vm.ref, "Usage", "yellow", false);
    assertEquals(List.of("app#Usage: red"), Runs.found(run()));
  }

  @Test
  void an_alarm_whose_name_is_not_known_is_found() {
    alarm(vm.ref, null, "red", false);
    assertEquals(List.of("app#?: red"), Runs.found(run()));
  }

  @Test
  void acknowledged_ones_calm_ones_and_those_of_unknown_objects_pass() {
    alarm(vm.ref, "a", "red", true);
    alarm(vm.ref, "b", "green", false);
    alarm(new MoRef("VirtualMachine", "vm-gone"), "c", "red", false);
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void alarms_that_cannot_be_read_are_said_once_for_the_vcenter() {
    inventory.historyUnreadable.put(VCenterFact.ALARMS.path(), "NoPermission");
    assertEquals(List.of("vc01.example.org: reason.unreadable"), Runs.undetermined(run()));
    assertEquals(0, Runs.evaluated(run()));
    inventory.without(VCenterFact.ALARMS).historyUnreadable.clear();
    assertEquals(List.of("vc01.example.org: reason.not-collected"), Runs.undetermined(run()));
  }
}
