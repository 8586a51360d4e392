// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.HostService;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeConfigurationTest {
  private static final String NAME = "esx01.example.org";

  private final AHost host = AHost.usual();

  private Results run() {
    return Runs.run(new TimeConfiguration(), AnInventory.of(host));
  }

  @Test
  void a_host_that_asks_a_server_passes() {
    assertEquals(List.of(), Runs.found(run()));
    assertEquals(1, Runs.evaluated(run()));
  }

  @Test
  void no_server_is_found() {
    host.ntpServers = List.of();
    assertEquals(List.of(NAME + ": no-server"), Runs.found(run()));
    host.services = List.of();
    assertEquals(List.of(NAME + ": no-server"), Runs.found(run()));
  }

  @Test
  void a_service_that_does_not_run_is_found() {
    host.services = List.of(new HostService("ntpd", false, "off"));
    assertEquals(List.of(NAME + ": not-running"), Runs.found(run()));
  }

  @Test
  void a_host_that_takes_its_time_by_ptp_passes() {
    host.ntpServers = null;
    host.services =
        List.of(new HostService("ntpd", false, "off"), new HostService("ptpd", true, "on"));
    assertEquals(List.of(), Runs.found(run()));
    assertEquals(List.of(), Runs.undetermined(run()));
    host.ntpServers = List.of();
    host.services =
        List.of(new HostService("ntpd", true, "on"), new HostService("ptpd", false, "off"));
    assertEquals(List.of(NAME + ": no-server"), Runs.found(run()));
  }

  @Test
  void unset_is_undetermined() {
    List<String> unset = List.of(NAME + ": reason.unset");
    host.ntpServers = null;
    assertEquals(unset, Runs.undetermined(run()));
    host.ntpServers = List.of("ntp.example.org");
    host.services = List.of(new HostService("sshd", true, "on"));
    assertEquals(unset, Runs.undetermined(run()));
    host.services = null;
    assertEquals(unset, Runs.undetermined(run()));
  }

  @Test
  void unreadable_and_stale_are_undetermined() {
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of(NAME + ": reason.stale.host"), Runs.undetermined(run()));
    host.unreadable(HostProperty.DATE_TIME_INFO, "NoPermission");
    assertEquals(List.of(NAME + ": reason.unreadable"), Runs.undetermined(run()));
  }
}
