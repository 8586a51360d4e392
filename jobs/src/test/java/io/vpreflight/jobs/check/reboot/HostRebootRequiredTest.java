// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostRebootRequiredTest {
  private static Results run(AHost host) {
    return Runs.run(new HostRebootRequired(), AnInventory.of(host));
  }

  @Test
  void a_host_that_says_so_is_found() {
    AHost host = AHost.usual();
    host.rebootRequired = true;
    assertEquals(List.of("esx01.example.org: pending"), Runs.found(run(host)));
  }

  @Test
  void a_host_that_needs_none_passes() {
    Results results = run(AHost.usual());
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void unset_is_undetermined() {
    AHost host = AHost.usual();
    host.rebootRequired = null;
    Results results = run(host);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("esx01.example.org: reason.unset"), Runs.undetermined(results));
  }

  @Test
  void unreadable_is_undetermined() {
    AHost host = AHost.usual().unreadable(HostProperty.REBOOT_REQUIRED, "NoPermission");
    assertEquals(List.of("esx01.example.org: reason.unreadable"), Runs.undetermined(run(host)));
  }

  @Test
  void what_vcenter_repeats_of_a_dead_host_is_undetermined() {
    AHost host = AHost.usual();
    host.rebootRequired = true;
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    Results results = run(host);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("esx01.example.org: reason.stale.host"), Runs.undetermined(results));
  }
}
