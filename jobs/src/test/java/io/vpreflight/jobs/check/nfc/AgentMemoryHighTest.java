// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentMemoryHighTest {
  private final AnInventory inventory = AnInventory.of(AHost.usual());

  private Results run() {
    return Runs.run(new AgentMemoryHigh(), inventory);
  }

  private void agent(String instance, long consumed, @Nullable Long limit) {
    inventory.agentMemory.add(new AgentMemory(AnInventory.HOST, instance, consumed, limit));
  }

  @Test
  void each_agent_is_judged_by_its_own_limit() {
    agent("host/vim/vmvisor/hostd", 950, 1000L);
    agent("host/vim/vmvisor/nfcd", 800, 1000L);
    assertEquals(
        List.of("esx01.example.org#hostd: full", "esx01.example.org#nfcd: high"),
        Runs.found(run()));
  }

  @Test
  void an_agent_with_room_passes() {
    agent("host/vim/vmvisor/hostd", 790, 1000L);
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void agents_that_do_not_serve_nfc_and_other_hosts_are_not_asked() {
    agent("host/vim/vmvisor/hostd", 100, 1000L);
    agent("host/vim/vmvisor/sfcb", 999, 1000L);
    agent("host/vim/vmvisor/hostd-probe", 999, 1000L);
    inventory.agentMemory.add(
        new AgentMemory(new MoRef("HostSystem", "host-9"), "host/vim/vmvisor/hostd", 999, 1000L));
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void without_a_limit_it_is_undetermined() {
    agent("host/vim/vmvisor/hostd", 999, null);
    assertEquals(List.of("esx01.example.org: reason.nfc.no-limit"), Runs.undetermined(run()));
  }

  @Test
  void a_host_that_was_not_measured_is_undetermined() {
    assertEquals(List.of("esx01.example.org: reason.nfc.not-measured"), Runs.undetermined(run()));
  }

  @Test
  void unreadable_and_stale_are_undetermined() {
    inventory.historyUnreadable.put(VCenterFact.HOST_AGENT_MEMORY.path(), "NoPermission");
    assertEquals(List.of("esx01.example.org: reason.unreadable"), Runs.undetermined(run()));
    inventory.historyUnreadable.clear();
    AHost host = AHost.usual();
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    inventory.hosts.set(0, host.build());
    assertEquals(List.of("esx01.example.org: reason.stale.host"), Runs.undetermined(run()));
  }
}
