// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.EsxiScenario;
import io.vpreflight.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host without a vCenter: it has no instance UUID and no clusters, and is audited all the same.
 */
class StandaloneHostTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  @TempDir Path temp;

  @Test
  void a_host_of_its_own_is_known_by_its_hardware_and_its_machines_are_found_in_it()
      throws IOException {
    EsxiScenario esxi = Scenario.esxi("esx01.example.org", NOW).version("8.0.3", "24022510");
    esxi.vm("db01").snapshot("before patch", NOW.minus(Duration.ofDays(40)));
    esxi.vm("web01");
    Path dump = temp.resolve("dump");
    esxi.writeTo(dump);
    VcsimOptions options =
        VcsimOptions.dump(dump).clockOffset(Duration.between(Instant.now(), NOW));
    try (Vcsim server = Vcsim.start(options)) {
      for (String profile : SchemaTest.PROFILES) {
        Result result =
            new Audits(temp).on(server, "audit", "--format", "json", "--profile", profile);
        SchemaTest.assertDescribed(result);
        JsonObject json = Audits.json(result);
        assertEquals(List.of(), Audits.all(json, "broke"), profile);
        JsonObject source =
            json.getAsJsonObject("audit").getAsJsonArray("vcenters").get(0).getAsJsonObject();
        assertEquals(
            OurReader.read(server).hosts().get(0).summary().uuid(),
            Audits.word(source, "instanceUuid"));
        for (JsonObject vm : Audits.all(json, "vms")) {
          JsonObject object = vm.getAsJsonObject("object");
          assertTrue(Audits.word(object, "path").startsWith("/ha-datacenter"), object.toString());
          assertFalse(Audits.word(object, "path").contains("/vm"), object.toString());
        }
      }
      String text = new Audits(temp).on(server, "audit").out();
      assertTrue(text.contains("/ha-datacenter/db01"), text);
    }
  }

  @Test
  void a_host_that_the_server_made_itself_is_audited_and_captured() throws IOException {
    Audits audits = new Audits(temp);
    try (Vcsim server = Vcsim.start(VcsimOptions.model().esx().vms(2))) {
      Result live = audits.on(server, "audit", "--format", "json");
      SchemaTest.assertDescribed(live);
      JsonObject json = Audits.json(live);
      assertEquals(2, Audits.all(json, "vms").size(), live.toString());
      assertEquals(List.of(), Audits.all(json, "broke"));
      Path capture = audits.capture(server, "esx");
      JsonObject kept =
          Audits.json(audits.run("audit", "--from", capture.toString(), "--format", "json"));
      assertEquals(json.get("vms"), kept.get("vms"));
    }
  }
}
