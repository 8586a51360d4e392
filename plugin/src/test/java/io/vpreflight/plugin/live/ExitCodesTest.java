// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.BigInventory;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a script can rely on. */
@Timeout(600)
class ExitCodesTest {
  @TempDir Path temp;

  private Path dump() throws IOException {
    Instant now = Instant.now();
    VCenterScenario vcenter = Scenario.vcenter("vc", now);
    var datacenter = vcenter.datacenter("Paris");
    var host = datacenter.cluster("Production").host("esx01.example.org");
    datacenter.vm("db01").on(host).snapshot("before patch", now.minus(Duration.ofDays(40)));
    Path folder = Files.createDirectories(temp.resolve("dump"));
    vcenter.writeTo(folder);
    return folder;
  }

  @Test
  void findings_count_from_the_severity_on_that_was_asked_for() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.dump(dump()))) {
      String[] only = {"--check", "vm.snapshot.age"};
      Result critical = Live.audit(temp, server, only);
      assertEquals(1, Live.objects(critical.json(), "findings").size(), critical.out());
      assertEquals(Exit.OK, critical.code(), critical.toString());
      Result warning = Live.audit(temp, server, only[0], only[1], "--fail-on", "warning");
      assertEquals(Exit.FINDINGS, warning.code(), warning.toString());
    }
  }

  @Test
  void incomplete_beats_findings_and_the_report_says_both() throws IOException {
    VcsimOptions options = VcsimOptions.dump(dump()).deny("VirtualMachine:config.files");
    try (Vcsim server = Vcsim.start(options)) {
      Result result = Live.audit(temp, server, "--fail-on", "warning");
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(Live.causes(result).contains("unreadable"), Live.causes(result).toString());
      assertTrue(
          Live.objects(result.json(), "findings").stream()
              .anyMatch(f -> f.get("check").getAsString().equals("vm.snapshot.age")),
          result.out());
      Result allowed = Live.audit(temp, server, "--fail-on", "warning", "--max-unreadable", "100");
      assertEquals(Exit.FINDINGS, allowed.code(), allowed.toString());
    }
  }

  @Tag("F44")
  @Test
  void whatever_is_wrong_with_a_configuration_is_said_at_once_with_its_place() throws IOException {
    Path config = temp.resolve("audit.yaml");
    Files.writeString(
        config,
        """
        vcenters:
          - url: ftp://vc1.example.org
            thumbprints: [AA:BB]
          - url: vc2.example.org
            pasword: x
        profil: none
        timeout: soon
        maxUnreadable: 200
        """);
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Result result =
          Live.audit(
              temp,
              server,
              "--config=" + config,
              "--fail-on=dreadful",
              "--check=vm.cbt.of",
              "--proxy=nowhere",
              "--baseline=" + temp.resolve("absent"));
      assertEquals(Exit.USAGE, result.code(), result.toString());
      for (String part :
          List.of(
              "audit.yaml", "pasword", "profil", "dreadful", "vm.cbt.off", "nowhere", "absent")) {
        assertTrue(result.err().contains(part), part + " in " + result.err());
      }
      assertEquals(Map.of(), server.stats().calls());
    }
  }

  @Tag("F34")
  @Test
  void a_process_without_memory_ends_as_broken_and_leaves_the_old_report() throws Exception {
    Path dump = Files.createDirectories(temp.resolve("big"));
    BigInventory.of(1_500, 7).writeTo(dump);
    Path report = Files.writeString(temp.resolve("report.json"), "the old one");
    List<String> words = List.of("audit", "--format=json", "--from=" + dump, "--out=" + report);
    Map<String, String> little = Map.of("JAVA_TOOL_OPTIONS", "-Xmx12m -XX:+UseSerialGC");
    try (Program program = Program.start(temp, little, words)) {
      assertEquals(Exit.BROKEN, program.await(), program.err());
    }
    assertEquals("the old one", Files.readString(report));
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".tmp")).toList());
    }
  }
}
