// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StalenessTest {
  private static @Nullable Text of(AVm vm, AHost host) {
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(vm.build());
    Scene scene = new Scene(inventory.build(), new Limits(Map.of()), null);
    return Staleness.in(scene).of(vm.build());
  }

  @Test
  void a_machine_that_vcenter_cannot_manage_is_stale_by_itself() {
    AVm vm = AVm.named("app");
    vm.connectionState = VmConnectionState.INACCESSIBLE;
    assertEquals(Text.of("reason.stale.vm", "inaccessible"), of(vm, AHost.usual()));
  }

  @Test
  void the_machines_of_a_host_that_does_not_answer_are_stale() {
    AHost host = AHost.usual();
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    Text reason = Text.of("reason.stale.host", "esx01.example.org", "notResponding");
    assertEquals(reason, of(AVm.named("app"), host));
    assertEquals(reason, Staleness.of(host.build()));
  }

  @Test
  void what_is_connected_is_fresh() {
    assertNull(of(AVm.named("app"), AHost.usual()));
    assertNull(Staleness.of(AHost.usual().build()));
  }

  @Test
  void an_unset_state_and_a_host_that_is_not_seen_prove_nothing() {
    AHost host = AHost.usual();
    host.connectionState = null;
    assertNull(Staleness.of(host.build()));
    AVm vm = AVm.named("app");
    vm.connectionState = null;
    assertNull(of(vm, host));
    vm.host = new MoRef("HostSystem", "host-99");
    assertNull(of(vm, AHost.usual()));
  }
}
