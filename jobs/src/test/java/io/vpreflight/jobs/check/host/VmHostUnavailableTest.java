// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VmHostUnavailableTest {
  private final AHost host = AHost.usual();
  private final AVm on = AVm.named("on");
  private final AVm off = AVm.named("off");

  VmHostUnavailableTest() {
    off.powerState = VmPowerState.POWERED_OFF;
  }

  private AnInventory inventory(boolean dpm) {
    AnInventory inventory = AnInventory.of(host);
    inventory.clusters.clear();
    inventory.clusters.add(AnInventory.aCluster(true, dpm));
    inventory.vms.add(on.build());
    inventory.vms.add(off.build());
    return inventory;
  }

  private static Results run(AnInventory inventory) {
    return Runs.run(new VmHostUnavailable(), inventory);
  }

  private List<String> found() {
    return Runs.found(run(inventory(false)));
  }

  @Test
  void machines_on_a_host_that_works_pass() {
    assertEquals(List.of(), found());
    assertEquals(2, Runs.evaluated(run(inventory(false))));
  }

  @Tag("F12")
  @Test
  void machines_on_a_host_that_is_off_are_found_running_or_not() {
    host.powerState = HostPowerState.POWERED_OFF;
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of("off: host-off", "on: host-off"), found());
  }

  @Tag("F12")
  @Test
  void machines_on_a_dead_host_are_found() {
    host.powerState = HostPowerState.UNKNOWN;
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of("off: host-not-responding", "on: host-not-responding"), found());
  }

  @Test
  void machines_on_a_disconnected_host_are_found() {
    host.powerState = HostPowerState.UNKNOWN;
    host.connectionState = HostConnectionState.DISCONNECTED;
    assertEquals(List.of("off: host-disconnected", "on: host-disconnected"), found());
  }

  @Test
  void a_machine_that_is_off_wakes_a_host_that_power_management_put_to_sleep() {
    host.powerState = HostPowerState.STAND_BY;
    assertEquals(List.of("off: host-standby", "on: host-standby"), found());
    assertEquals(List.of("on: host-standby"), Runs.found(run(inventory(true))));
  }

  @Test
  void only_running_machines_are_held_against_maintenance() {
    host.inMaintenanceMode = true;
    assertEquals(List.of("on: host-maintenance"), found());
    host.inMaintenanceMode = null;
    assertEquals(List.of(), found());
  }

  @Test
  void a_template_is_judged_and_a_cluster_service_is_not() {
    host.powerState = HostPowerState.POWERED_OFF;
    off.template = true;
    on.extraConfig.put("hdcs.agent", "true");
    assertEquals(List.of("off: host-off"), found());
  }

  @Test
  void a_host_that_the_account_does_not_see_is_undetermined() {
    on.host = new MoRef("HostSystem", "host-99");
    assertEquals(List.of("on: reason.host.not-visible"), Runs.undetermined(run(inventory(false))));
  }

  @Test
  void unset_is_undetermined() {
    on.host = null;
    assertEquals(List.of("on: reason.unset"), Runs.undetermined(run(inventory(false))));
    on.host = AnInventory.HOST;
    host.powerState = null;
    assertEquals(
        List.of("off: reason.unset", "on: reason.unset"), Runs.undetermined(run(inventory(false))));
    host.connectionState = null;
    assertEquals(2, Runs.undetermined(run(inventory(false))).size());
  }

  @Test
  void unreadable_is_undetermined() {
    on.unreadable(VmProperty.HOST, "NoPermission");
    assertEquals(List.of("on: reason.unreadable"), Runs.undetermined(run(inventory(false))));
    on.unreadable.clear();
    host.connectionState = null;
    host.unreadable(HostProperty.CONNECTION_STATE, "NoPermission");
    assertEquals(
        List.of("off: reason.unreadable", "on: reason.unreadable"),
        Runs.undetermined(run(inventory(false))));
    assertEquals(
        List.of("off: reason.not-collected", "on: reason.not-collected"),
        Runs.undetermined(run(inventory(false).without(HostProperty.CONNECTION_STATE))));
  }
}
