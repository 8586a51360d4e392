// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service and a vCenter that lets few counters be asked for at once. */
@Timeout(300)
class CounterLimitTest {
  private static final int HOSTS = 20;

  @TempDir Path temp;

  @Tag("F20")
  @Test
  void what_a_service_learnt_of_a_limit_is_known_to_its_next_audits() throws Exception {
    VCenterScenario vcenter = Scenario.vcenter("vc", Instant.parse("2026-11-20T06:00:00Z"));
    DatacenterScenario datacenter = vcenter.datacenter("Paris");
    for (int i = 10; i < 10 + HOSTS; i++) {
      datacenter
          .vm("app" + i)
          .on(datacenter.cluster("Production").host("esx" + i + ".example.org"));
    }
    Path dump = temp.resolve("dump");
    vcenter.writeTo(dump);
    AtomicInteger asked = new AtomicInteger();
    try (Simulated server = Simulated.start(Simulator.load(dump), temp)) {
      limit(server.simulator().world());
      server
          .simulator()
          .faults()
          .on("QueryPerf")
          .always()
          .wire(new WireFault.Also(method -> asked.incrementAndGet()));
      try (Serving service = new Serving(temp, config(server), "--now", "all")) {
        requireWhole(service.listed("audits", "audits", rows -> rows.size() == 1));
        assertEquals(3, asked.get(), "all of them, which is refused, then ten and ten");
        Shell.Result run = new Shell(temp).run("schedules", "run", "all");
        assertEquals(Exit.OK, run.code(), run.toString());
        requireWhole(service.listed("audits", "audits", rows -> rows.size() == 2));
        assertEquals(3 + 2, asked.get(), "ten and ten");
      }
    }
  }

  /** Six counters of each host are asked for. */
  private static void limit(World world) {
    world.locked(
        () ->
            Objects.requireNonNull(world.ofType("OptionManager").get(0).get("setting"))
                .add(
                    Element.typed("OptionValue", "OptionValue")
                        .add("key", "config.vpxd.stats.maxQueryMetrics")
                        .addAny("value", 64)));
  }

  private static void requireWhole(List<JsonObject> audits) {
    audits.forEach(audit -> assertTrue(audit.get("complete").getAsBoolean(), audit.toString()));
  }

  private Path config(Simulated server) throws Exception {
    Path secret = Files.writeString(temp.resolve("password"), server.password());
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(
        temp.resolve("vpreflight.yaml"),
        """
        vcenters:
          - {url: "%s", username: "%s", passwordFile: "%s", thumbprints: "%s"}
        schedules:
          all: {cron: "0 0 0 1 1 ? 2099"}
        """
            .formatted(server.url(), server.username(), secret, server.thumbprint()));
  }
}
