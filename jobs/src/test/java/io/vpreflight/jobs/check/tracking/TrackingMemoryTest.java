// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrackingMemoryTest {
  private final AHost host = AHost.usual();

  @Test
  void more_disks_than_the_memory_is_made_for_are_found() {
    assertEquals(List.of(), Runs.found(run(1024, VmPowerState.POWERED_ON)));
    assertEquals(
        List.of("esx01.example.org: over-default"), Runs.found(run(1025, VmPowerState.POWERED_ON)));
    assertEquals(
        List.of("esx01.example.org: over-maximum"), Runs.found(run(2049, VmPowerState.POWERED_ON)));
  }

  @Test
  void disks_of_machines_that_are_off_take_no_memory() {
    assertEquals(List.of(), Runs.found(run(3000, VmPowerState.POWERED_OFF)));
  }

  @Test
  void hosts_before_7_0_have_no_such_limit() {
    host.version = "6.7.0";
    Results results = run(3000, VmPowerState.POWERED_ON);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void disks_that_are_perhaps_tracked_make_it_undetermined() {
    host.version = "8.0.3";
    assertEquals(
        List.of("esx01.example.org: reason.tracking.host-disks"),
        Runs.undetermined(run(1025, null)));
    assertEquals(List.of(), Runs.undetermined(run(1024, null)));
  }

  @Test
  void an_unset_version_is_undetermined() {
    host.version = null;
    assertEquals(
        List.of("esx01.example.org: reason.unset"),
        Runs.undetermined(run(1, VmPowerState.POWERED_ON)));
  }

  @Test
  void an_unreadable_version_is_undetermined() {
    host.unreadable(HostProperty.PRODUCT, "NoPermission");
    assertEquals(
        List.of("esx01.example.org: reason.unreadable"),
        Runs.undetermined(run(1, VmPowerState.POWERED_ON)));
  }

  @Test
  void a_host_that_does_not_answer_is_undetermined() {
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(
        List.of("esx01.example.org: reason.stale.host"),
        Runs.undetermined(run(3000, VmPowerState.POWERED_ON)));
  }

  private Results run(int disks, @Nullable VmPowerState power) {
    AnInventory inventory = AnInventory.of(host);
    for (int done = 0; done < disks; done += 50) {
      AVm vm = AVm.named("vm" + done);
      vm.powerState = power;
      for (int i = 1; i < Math.min(50, disks - done); i++) {
        vm.disk(2000 + i, i);
      }
      inventory.vms.add(vm.build());
    }
    return Runs.run(new TrackingMemory(), inventory);
  }
}
