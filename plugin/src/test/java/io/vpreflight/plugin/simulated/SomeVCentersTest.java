// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.plugin.server.FaultProxy;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A schedule for each of two vCenters that share machines. */
@Timeout(600)
class SomeVCentersTest {
  private static final String CHECK = "vm.identity.duplicate-instance-uuid";
  private static final String SHARED = "srv-par-erp13";

  @TempDir Path temp;

  private Simulated vcenter(int which) throws IOException {
    Path dump = temp.resolve("dump" + which);
    DemoCompany.now().vcenters().get(which).writeTo(dump);
    return Simulated.start(Simulator.load(dump), Files.createDirectory(temp.resolve("s" + which)));
  }

  private String entry(Simulated server, String name) throws IOException {
    Path password = Files.writeString(temp.resolve(name), server.password());
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    return "  - {url: \"%s\", username: \"%s\", passwordFile: \"%s\", thumbprints: \"%s\"}\n"
        .formatted(server.url(), server.username(), password, server.thumbprint());
  }

  private static String name(Simulated server) {
    return server.url().getHost() + ":" + server.url().getPort();
  }

  private static String schedule(String name, Simulated server) {
    return "  %s: {cron: \"0 0 0 1 1 ? 2099\", vcenters: [\"%s\"], formats: json}\n"
        .formatted(name, name(server));
  }

  private JsonObject audit(Path config, String schedule) throws Exception {
    try (Serving service = new Serving(temp, config, "--now", schedule)) {
      JsonObject audit =
          service.listed("audits", "audits", all -> true, "--schedule", schedule).get(0);
      assertTrue(audit.get("complete").getAsBoolean());
      Path report = Path.of(audit.get("report").getAsString()).resolve("report.json");
      return JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    }
  }

  @Test
  void a_vcenter_under_two_names_costs_the_others_nothing_and_the_log_says_which()
      throws Exception {
    try (Simulated paris = vcenter(0);
        Simulated lyon = vcenter(1);
        FaultProxy alias = FaultProxy.before(paris.url())) {
      String again = entry(paris, "again").replace(paris.url().toString(), alias.url().toString());
      Path config =
          Files.writeString(
              temp.resolve("v.yaml"),
              "vcenters:\n"
                  + entry(paris, "paris")
                  + again
                  + entry(lyon, "lyon")
                  + "schedules:\n"
                  + "  all: {cron: \"0 0 0 1 1 ? 2099\", formats: json}\n");
      try (Serving service = new Serving(temp, config, "--now", "all")) {
        JsonObject audit = service.listed("audits", "audits", all -> true).get(0);
        assertFalse(audit.get("complete").getAsBoolean());
        Path report = Path.of(audit.get("report").getAsString()).resolve("report.json");
        JsonObject head =
            JsonParser.parseString(Files.readString(report))
                .getAsJsonObject()
                .getAsJsonObject("audit");
        assertEquals(2, head.getAsJsonArray("vcenters").size());
        String log = service.end().err();
        String said = "127.0.0.1:" + alias.url().getPort() + " says that it is the same vCenter";
        assertTrue(log.contains(said), log);
        assertFalse(log.contains("could not be read"), log);
      }
    }
  }

  private static List<JsonObject> findings(JsonObject report) {
    return StreamSupport.stream(report.getAsJsonArray("findings").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static boolean isShared(JsonObject finding) {
    return finding.get("check").getAsString().equals(CHECK)
        && finding.getAsJsonObject("object").get("name").getAsString().contains(SHARED);
  }

  @Test
  void each_is_read_by_its_own_and_compared_with_what_the_other_read_last() throws Exception {
    try (Simulated paris = vcenter(0);
        Simulated lyon = vcenter(1)) {
      Path config =
          Files.writeString(
              temp.resolve("v.yaml"),
              "vcenters:\n"
                  + entry(paris, "paris")
                  + entry(lyon, "lyon")
                  + "schedules:\n"
                  + schedule("paris", paris)
                  + schedule("lyon", lyon));
      JsonObject first = audit(config, "paris");
      assertEquals(0, first.getAsJsonObject("audit").getAsJsonArray("comparedWith").size());
      assertFalse(findings(first).stream().anyMatch(SomeVCentersTest::isShared));

      paris.close();
      JsonObject second = audit(config, "lyon");
      JsonObject head = second.getAsJsonObject("audit");
      assertEquals(1, head.getAsJsonArray("vcenters").size());
      JsonObject compared = head.getAsJsonArray("comparedWith").get(0).getAsJsonObject();
      assertEquals(name(paris), compared.get("name").getAsString());
      JsonObject replica =
          findings(second).stream().filter(SomeVCentersTest::isShared).findFirst().orElseThrow();
      assertEquals(
          compared.get("collectedAt").getAsString(),
          replica.getAsJsonObject("evidence").get("sharedWith.asOf").getAsString());
    }
  }
}
