// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.simulator.model.SimulatedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paris of the demo company, read from its files and from the simulator that has loaded them. */
class SimulatedAuditTest {
  /**
   * Checks about what a file cannot tell and a server can: its certificate and clock, and what its
   * reader sees.
   */
  private static final Set<String> OF_THE_SERVER =
      Set.of("vcenter.certificate.expiring", "vcenter.clock.offset", "vcenter.view.partial");

  /** A file may lack {@code config}; a server says that it is unset. */
  private static final String WITHOUT_CONFIG = "srv-par-suivi15";

  @TempDir Path temp;

  @Test
  void the_simulator_says_what_the_files_say() throws IOException {
    VCenterScenario paris = DemoCompany.now().vcenters().get(0);
    Path dump = temp.resolve("paris");
    paris.writeTo(dump);
    // Time stands still, so that no age differs.
    try (Simulator server =
        Simulator.load(dump).clock(SimulatedClock.manual(DemoCompany.NOW)).start()) {
      for (String profile : ProfileReader.BUILT_IN) {
        Set<String> fromFiles = said(audit(profile, List.of("--from", dump.toString())));
        Set<String> live = said(audit(profile, login(server, temp.resolve(profile))));
        assertTrue(fromFiles.size() > 100, fromFiles.toString());
        assertEquals(List.of(), missing(fromFiles, live), profile);
        assertEquals(List.of(), missing(live, fromFiles), profile);
      }
      assertEquals(List.of(), server.mutations().entries(), "an audit changes nothing");
      assertEquals(0, server.openSessions(), "every session was ended");
    }
  }

  private static List<String> missing(Set<String> these, Set<String> those) {
    Set<String> missing = new TreeSet<>(these);
    missing.removeAll(those);
    missing.removeIf(said -> OF_THE_SERVER.stream().anyMatch(said::startsWith));
    missing.removeIf(said -> said.contains(WITHOUT_CONFIG));
    return List.copyOf(missing);
  }

  private JsonObject audit(String profile, List<String> source) {
    List<String> words = new ArrayList<>(List.of("audit", "--format", "json"));
    words.addAll(source);
    words.addAll(List.of("--profile", profile));
    return new Shell(temp).run(words.toArray(String[]::new)).json();
  }

  private static List<String> login(Simulator server, Path password) throws IOException {
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, SimulatorBuilder.PASSWORD);
    return List.of(
        "--vcenter",
        server.url().toString(),
        "--username",
        SimulatorBuilder.USER,
        "--password-file",
        password.toString(),
        "--thumbprint",
        server.thumbprint());
  }

  private static Set<String> said(JsonObject report) {
    Set<String> said = new LinkedHashSet<>();
    for (String list : List.of("findings", "undetermined")) {
      for (JsonElement element : report.getAsJsonArray(list)) {
        JsonObject entry = element.getAsJsonObject();
        JsonObject object = entry.getAsJsonObject("object");
        StringBuilder text = new StringBuilder(entry.get("check").getAsString());
        // A vCenter is named after its address when it is read live.
        if (!object.get("type").getAsString().equals("ServiceInstance")) {
          text.append(' ').append(object.get("name").getAsString());
        }
        text.append(' ').append(object.get("moId").getAsString());
        for (String name : List.of("kind", "severity", "key", "reason")) {
          if (entry.has(name)) {
            text.append(' ').append(entry.get(name).getAsString());
          }
        }
        said.add(text.toString());
      }
    }
    return said;
  }
}
