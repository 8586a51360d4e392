// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host without a vCenter is audited as well. */
@Timeout(600)
class StandAloneHostTest {
  @TempDir Path temp;

  @Test
  void a_host_is_audited_whole_and_is_known_by_its_hardware() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().esx().vms(3))) {
      Result result = Live.audit(temp, server);
      assertTrue(result.code() != Exit.INCOMPLETE, result.toString());
      JsonObject host = Live.vcenter(result);
      Live.assertConserved(host);
      assertEquals(0, host.get("missing").getAsInt());
      assertFalse(host.get("instanceUuid").getAsString().isBlank());
      assertEquals(3, Live.vms(result).size());
      for (JsonObject vm : Live.objects(result.json(), "vms")) {
        String path = vm.getAsJsonObject("object").get("path").getAsString();
        assertTrue(path.contains("ha-datacenter"), path);
        assertFalse(path.contains("null") || path.contains("?"), path);
      }
      Live.assertGentle(server.stats(), 1);
      Live.assertNothingSentTwice(result, server.stats());
    }
  }
}
