// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class VmConnectionBrokenTest {
  private final AVm vm = AVm.named("app");
  private final AHost host = AHost.usual();

  private Results run() {
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(vm.build());
    return Runs.run(new VmConnectionBroken(), inventory);
  }

  private List<String> found(VmConnectionState state) {
    vm.connectionState = state;
    return Runs.found(run());
  }

  @Test
  void each_broken_state_is_found_under_its_name() {
    assertEquals(List.of("app: orphaned"), found(VmConnectionState.ORPHANED));
    assertEquals(List.of("app: inaccessible"), found(VmConnectionState.INACCESSIBLE));
    assertEquals(List.of("app: invalid"), found(VmConnectionState.INVALID));
    assertEquals(List.of("app: disconnected"), found(VmConnectionState.DISCONNECTED));
  }

  @Test
  void a_connected_machine_passes() {
    assertEquals(List.of(), found(VmConnectionState.CONNECTED));
    assertEquals(1, Runs.evaluated(run()));
  }

  @Test
  void a_machine_behind_a_host_that_is_away_is_the_hosts_trouble() {
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of(), found(VmConnectionState.DISCONNECTED));
    assertEquals(List.of("app: orphaned"), found(VmConnectionState.ORPHANED));
  }

  @Test
  void a_disconnected_machine_that_has_no_host_is_found() {
    vm.host = null;
    assertEquals(List.of("app: disconnected"), found(VmConnectionState.DISCONNECTED));
  }

  @Test
  void behind_a_host_of_which_nobody_knows_whether_it_is_away_a_machine_is_undetermined() {
    host.connectionState = null;
    assertEquals(List.of(), found(VmConnectionState.DISCONNECTED));
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
    host.unreadable(HostProperty.CONNECTION_STATE, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
    assertEquals(List.of("app: orphaned"), found(VmConnectionState.ORPHANED));
  }

  @Test
  void behind_a_host_that_nobody_sees_a_disconnected_machine_is_undetermined() {
    vm.host = new MoRef("HostSystem", "host-99");
    assertEquals(List.of(), found(VmConnectionState.DISCONNECTED));
    assertEquals(List.of("app: reason.host-not-seen"), Runs.undetermined(run()));
    vm.host = null;
    vm.unreadable(VmProperty.HOST, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }

  @Test
  void a_pod_is_not_judged() {
    vm.guestId = "crxPod1Guest";
    assertEquals(List.of(), found(VmConnectionState.DISCONNECTED));
  }

  @Test
  void unset_and_unreadable_are_undetermined() {
    vm.connectionState = null;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
    vm.unreadable(VmProperty.CONNECTION_STATE, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }
}
