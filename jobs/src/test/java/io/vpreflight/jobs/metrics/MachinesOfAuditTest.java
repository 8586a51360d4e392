// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.store.MachineState;
import io.vpreflight.jobs.store.MachineStates.Seen;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachinesOfAuditTest {
  private final AVm vm = AVm.named("web01");

  private MachineState only(AnAudit audit) {
    List<Seen> seen = MachinesOfAudit.of(audit.build(), "nightly");
    assertEquals(1, seen.size());
    assertEquals("nightly", seen.get(0).schedule());
    assertEquals(1, seen.get(0).machines().size());
    return seen.get(0).machines().get(0);
  }

  @Test
  void a_machine_is_told_with_its_place_its_chain_and_its_verdict() {
    AChain.of(vm, "web01.vmdk", "web01-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofDays(3), "web01.vmdk")
        .build();
    vm.consolidationNeeded = true;
    AnAudit audit = AnAudit.of(AnInventory.of(vm)).verdict(Eligibility.NOT_ELIGIBLE, "web01");
    MachineState seen = only(audit);
    assertEquals("Paris", seen.datacenter());
    assertEquals(AHost.usual().build().name(), seen.host());
    assertEquals(true, seen.tracked());
    assertEquals(true, seen.consolidationNeeded());
    assertEquals(1, seen.chainDepth());
    assertEquals(AnInventory.NOW.minus(Duration.ofDays(3)), seen.oldestSnapshot());
    assertEquals(false, seen.eligible());
  }

  @Test
  void a_disk_that_is_switched_off_is_missing() {
    vm.changeTrackingEnabled = false;
    MachineState seen = only(AnAudit.of(AnInventory.of(vm)));
    assertEquals(false, seen.tracked());
    assertEquals(vm.disks.size(), seen.disksMissing());
  }

  @Test
  void unset_and_unreadable_are_not_known() {
    vm.changeTrackingEnabled = null;
    vm.consolidationNeeded = null;
    vm.hardwareUnset = true;
    MachineState unset = only(AnAudit.of(AnInventory.of(vm)));
    assertNull(unset.tracked());
    assertNull(unset.consolidationNeeded());
    assertNull(unset.disksMissing());
    assertNull(unset.chainDepth());
    vm.unreadable(VmProperty.DEVICES, "NoPermission");
    assertNull(only(AnAudit.of(AnInventory.of(vm))).disksMissing());
    assertNull(
        only(AnAudit.of(AnInventory.of(vm)).verdict(Eligibility.UNDETERMINED, "web01")).eligible());
  }

  @Test
  void what_vcenter_repeats_of_a_dead_host_is_not_known() {
    AHost host = AHost.usual();
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    AnInventory inventory = AnInventory.of(vm);
    inventory.hosts.set(0, host.build());
    MachineState seen = only(AnAudit.of(inventory));
    assertNull(seen.tracked());
    assertNull(seen.consolidationNeeded());
    assertNull(seen.chainDepth());
  }

  @Test
  void what_is_wrong_comes_first() {
    AVm bad = AVm.named("zz-bad");
    bad.consolidationNeeded = true;
    List<Seen> seen = MachinesOfAudit.of(AnAudit.of(AnInventory.of(vm, bad)).build(), "nightly");
    assertEquals(
        List.of("zz-bad", "web01"),
        seen.get(0).machines().stream().map(MachineState::name).toList());
  }
}
