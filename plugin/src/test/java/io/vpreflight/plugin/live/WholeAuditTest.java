// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.plugin.server.VcsimStats;
import io.vpreflight.scenario.BigInventory;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole audit over TLS, small and large: complete, conserved, and gentle to the server. */
@Timeout(600)
class WholeAuditTest {
  /** What a run costs whatever its size: session, list, history, sight, types without batches. */
  private static final int FIXED_CALLS = 60;

  @TempDir Path temp;

  @Test
  void one_virtual_machine() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Result result = Live.audit(temp, server);
      assertWhole(result, server.stats(), 1);
    }
  }

  @Tag("F19")
  @Test
  void a_hundred_virtual_machines_of_real_size() throws IOException {
    audit(BigInventory.of(100, 7), 100);
  }

  @Tag("F19")
  @Test
  void five_thousand_virtual_machines() throws IOException {
    VCenterScenario vcenter = Scenario.vcenter("vc", Instant.parse("2026-11-20T06:00:00Z"));
    DatacenterScenario datacenter = vcenter.datacenter("Paris");
    HostScenario host = datacenter.cluster("Production").host("esx01.example.org");
    for (int i = 0; i < 5_000; i++) {
      datacenter.folder("f" + i / 500).vm("vm-" + i).on(host);
    }
    audit(vcenter, 5_000);
  }

  private void audit(VCenterScenario vcenter, int machines) throws IOException {
    Path dump = temp.resolve("dump");
    Files.createDirectories(dump);
    vcenter.writeTo(dump);
    try (Vcsim server = Vcsim.start(VcsimOptions.dump(dump))) {
      Result result = Live.audit(temp, server);
      assertWhole(result, server.stats(), machines);
      assertEquals(machines, Live.objects(result.json(), "vms").size());
    }
  }

  private static void assertWhole(Result result, VcsimStats stats, int machines) {
    assertTrue(result.code() == 0 || result.code() == 1, result.err());
    JsonObject vcenter = Live.vcenter(result);
    Live.assertConserved(vcenter);
    assertEquals(0, vcenter.get("missing").getAsInt());
    assertEquals(0, vcenter.get("gone").getAsInt());
    assertTrue(vcenter.get("got").getAsInt() > machines);
    Live.assertGentle(stats, 1);
    Live.assertNothingSentTwice(result, stats);
    int calls = stats.calls().values().stream().mapToInt(Integer::intValue).sum();
    // Virtual machines, those that are looked at twice, and snapshots: three times the batches.
    int bound = FIXED_CALLS + 3 * ((vcenter.get("asked").getAsInt() + 99) / 100);
    assertTrue(calls <= bound, calls + " calls, at most " + bound + ": " + stats.calls());
  }
}
