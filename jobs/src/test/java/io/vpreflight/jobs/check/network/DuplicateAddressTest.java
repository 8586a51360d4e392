// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DuplicateAddressTest {
  private final AVm vm = AVm.named("app");

  private Results run(@Nullable String network, int adapter, @Nullable String state) {
    vm.net =
        List.of(
            new GuestNic(
                network, null, true, adapter, List.of(new GuestIp("10.0.0.5", 24, state, "dhcp"))));
    return run();
  }

  private Results run() {
    return Runs.run(new DuplicateAddress(), vm);
  }

  @Test
  void an_address_that_the_guest_found_taken_is_found() {
    Results results = run("VM Network", 4000, "duplicate");
    assertEquals(List.of("app#4000 10.0.0.5: reported"), Runs.found(results));
    assertEquals(List.of("10.0.0.5", "VM Network"), results.findings().get(0).summary().args());
    assertEquals("?", run(null, 4000, "duplicate").findings().get(0).summary().args().get(1));
  }

  @Test
  void addresses_in_order_and_those_of_containers_pass() {
    assertEquals(List.of(), Runs.found(run("VM Network", 4000, "preferred")));
    assertEquals(List.of(), Runs.found(run("VM Network", 4000, null)));
    assertEquals(List.of(), Runs.found(run("VM Network", -1, "duplicate")));
  }

  @Test
  void a_machine_that_is_off_reports_nothing() {
    vm.powerState = VmPowerState.POWERED_OFF;
    vm.net = null;
    assertEquals(List.of(), Runs.found(run()));
    assertEquals(List.of(), Runs.undetermined(run()));
  }

  @Test
  void unset_is_undetermined() {
    vm.net = null;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
    vm.powerState = null;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.GUEST_NET, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }
}
