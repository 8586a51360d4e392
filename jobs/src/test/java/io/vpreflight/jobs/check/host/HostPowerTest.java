// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Off, asleep, silent: three states that look alike and are told apart. */
class HostPowerTest {
  private static final String NAME = "esx01.example.org";

  private final AHost host = AHost.usual();

  private List<String> found(Check check) {
    return Runs.found(Runs.run(check, AnInventory.of(host)));
  }

  private List<String> undetermined(Check check) {
    return Runs.undetermined(Runs.run(check, AnInventory.of(host)));
  }

  private List<String> foundWithPowerManagement(boolean dpm) {
    AnInventory inventory = AnInventory.of(host);
    inventory.clusters.clear();
    inventory.clusters.add(AnInventory.aCluster(true, dpm));
    return Runs.found(Runs.run(new HostStandby(), inventory));
  }

  @Test
  void a_healthy_host_passes_all() {
    assertEquals(List.of(), found(new HostPoweredOff()));
    assertEquals(List.of(), found(new HostStandby()));
    assertEquals(List.of(), found(new HostNotResponding()));
  }

  @Tag("F12")
  @Test
  void a_host_that_vcenter_switched_off_is_off_and_not_called_silent() {
    host.powerState = HostPowerState.POWERED_OFF;
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of(NAME + ": off"), found(new HostPoweredOff()));
    assertEquals(List.of(), found(new HostNotResponding()));
  }

  @Tag("F12")
  @Test
  void a_host_that_lost_its_power_is_silent_and_not_called_off() {
    host.powerState = HostPowerState.UNKNOWN;
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of(NAME + ": no-answer"), found(new HostNotResponding()));
    assertEquals(List.of(), found(new HostPoweredOff()));
    assertEquals(List.of(), found(new HostStandby()));
  }

  @Test
  void a_silent_host_tells_how_many_machines_run_on_it() {
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    host.vendor = "VMware, Inc.";
    AnInventory inventory = AnInventory.of(host);
    AVm off = AVm.named("off");
    off.powerState = VmPowerState.POWERED_OFF;
    AVm nowhere = AVm.named("nowhere");
    nowhere.host = null;
    for (AVm vm : List.of(AVm.named("a"), AVm.named("b"), off, nowhere)) {
      inventory.vms.add(vm.build());
    }
    var finding = Runs.run(new HostNotResponding(), inventory).findings().get(0);
    assertEquals(List.of(2), finding.summary().args());
    assertEquals(3, finding.evidence().get("vm"));
    assertEquals(2, finding.evidence().get("vm.poweredOn"));
    assertEquals("virtual-host", finding.evidence().get("role"));
  }

  @Test
  void standby_is_by_design_where_power_management_is_on() {
    host.powerState = HostPowerState.STAND_BY;
    host.standbyMode = "in";
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of(NAME + ": dpm"), foundWithPowerManagement(true));
    assertEquals(List.of(NAME + ": standby"), foundWithPowerManagement(false));
    assertEquals(List.of(), found(new HostNotResponding()));
  }

  @Test
  void standby_without_a_cluster_is_not_called_by_design() {
    host.parent = null;
    host.powerState = HostPowerState.STAND_BY;
    host.standbyMode = null;
    assertEquals(List.of(NAME + ": standby"), found(new HostStandby()));
  }

  @Test
  void a_host_on_its_way_out_of_standby_passes() {
    host.powerState = HostPowerState.STAND_BY;
    host.standbyMode = "exiting";
    assertEquals(List.of(), found(new HostStandby()));
    host.powerState = HostPowerState.POWERED_ON;
    host.standbyMode = "entering";
    assertEquals(List.of(), found(new HostStandby()));
  }

  @Test
  void unset_is_undetermined() {
    host.powerState = null;
    host.connectionState = null;
    assertEquals(List.of(NAME + ": reason.unset"), undetermined(new HostPoweredOff()));
    assertEquals(List.of(NAME + ": reason.unset"), undetermined(new HostStandby()));
    assertEquals(List.of(NAME + ": reason.unset"), undetermined(new HostNotResponding()));
  }

  @Test
  void unreadable_is_undetermined() {
    host.unreadable(HostProperty.POWER_STATE, "NoPermission");
    host.unreadable(HostProperty.CONNECTION_STATE, "NoPermission");
    assertEquals(List.of(NAME + ": reason.unreadable"), undetermined(new HostPoweredOff()));
    assertEquals(List.of(NAME + ": reason.unreadable"), undetermined(new HostStandby()));
    assertEquals(List.of(NAME + ": reason.unreadable"), undetermined(new HostNotResponding()));
  }
}
