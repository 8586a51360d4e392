// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.simulator.model.SimulatedClock;
import io.vpreflight.simulator.session.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Tag("F17")
  @ParameterizedTest
  @ValueSource(strings = {"6.0", "6.5", "6.7", "7.0.3.0", "8.0.3.0", "9.0.0.0"})
  void a_vcenter_of_any_version_is_audited_whole(String version) throws IOException {
    Path dump = temp.resolve("paris");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    Set<String> machines = machines(audit("discovery-audit", List.of("--from", dump.toString())));
    try (Simulator server =
        Simulator.load(dump)
            .apiVersion(version)
            .clock(SimulatedClock.manual(DemoCompany.NOW))
            .start()) {
      JsonObject report = audit("discovery-audit", login(server, temp.resolve("password")));
      JsonObject audit = report.getAsJsonObject("audit");
      assertEquals(0, audit.getAsJsonArray("failed").size(), audit.toString());
      assertEquals(0, audit.getAsJsonArray("incomplete").size(), audit.toString());
      assertEquals(machines, machines(report));
      List<String> tooOld = new ArrayList<>();
      for (JsonElement finding : report.getAsJsonArray("findings")) {
        String check = finding.getAsJsonObject().get("check").getAsString();
        if (check.equals("vcenter.version.unsupported")) {
          tooOld.add(check);
        }
      }
      assertEquals(version.equals("6.0") ? 1 : 0, tooOld.size());
      assertEquals(0, server.openSessions());
    }
  }

  @Tag("F18")
  @Test
  void a_clock_that_is_wrong_makes_nothing_older_or_younger_and_is_told() throws IOException {
    Path dump = temp.resolve("paris");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    Set<String> right = atClock(dump, Duration.ZERO);
    assertTrue(right.stream().anyMatch(one -> one.startsWith("vm.snapshot.age")), right.toString());
    assertTrue(right.stream().noneMatch(one -> one.startsWith("vcenter.clock.offset")));
    for (Duration wrong : List.of(Duration.ofHours(-1), Duration.ofHours(1))) {
      Set<String> said = atClock(dump, wrong);
      assertEquals(List.of(), missing(right, said), wrong.toString());
      assertEquals(List.of(), missing(said, right), wrong.toString());
      assertTrue(said.stream().anyMatch(one -> one.startsWith("vcenter.clock.offset")), "" + wrong);
    }
  }

  private Set<String> atClock(Path dump, Duration wrong) throws IOException {
    try (Simulator server =
        Simulator.load(dump)
            .clock(SimulatedClock.manual(Instant.now().plus(wrong)))
            .shiftedToNow()
            .start()) {
      return said(audit("discovery-audit", login(server, temp.resolve("password" + wrong))));
    }
  }

  @Tag("F15")
  @Test
  void a_vcenter_that_has_no_room_for_a_session_is_told_so_and_left() throws IOException {
    Path dump = temp.resolve("paris");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    try (Simulator server = Simulator.load(dump).sessions(Sessions.Rules.DEFAULT.most(0)).start()) {
      List<String> words = new ArrayList<>(List.of("audit", "--format", "json"));
      words.addAll(login(server, temp.resolve("password")));
      Shell.Result result = new Shell(temp).run(words.toArray(String[]::new));
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.out().contains("503"), result.toString());
      assertEquals(0, server.openSessions());
    }
  }

  private static Set<String> machines(JsonObject report) {
    Set<String> machines = new TreeSet<>();
    for (JsonElement element : report.getAsJsonArray("vms")) {
      machines.add(element.getAsJsonObject().getAsJsonObject("object").get("moId").getAsString());
    }
    return machines;
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
            // Moments are by the clock of vCenter, wrong or not; spans are not.
            text.append(' ')
                .append(entry.get(name).getAsString().replaceAll(" since [^(]*\\(", " since ("));
          }
        }
        said.add(text.toString());
      }
    }
    return said;
  }
}
