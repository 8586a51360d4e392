// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audits of files from the command line: what a user sees and what a script can rely on. */
class AuditOfDumpTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  @TempDir Path temp;

  private Path dump(String name, boolean healthy) throws IOException {
    VCenterScenario vcenter = Scenario.vcenter(name, NOW);
    var datacenter = vcenter.datacenter("Paris");
    datacenter.cluster("Production").host("esx01.example.org").rebootRequired(!healthy);
    datacenter.vm("web01");
    var old = datacenter.vm("db01");
    if (!healthy) {
      old.snapshot("before patch", NOW.minus(Duration.ofDays(40)));
    }
    Path folder = temp.resolve(name);
    Files.createDirectories(folder);
    vcenter.writeTo(folder);
    return folder;
  }

  private static List<String> findings(JsonObject audit) {
    List<String> found = new ArrayList<>();
    for (JsonElement element : audit.getAsJsonArray("findings")) {
      JsonObject finding = element.getAsJsonObject();
      found.add(
          finding.getAsJsonObject("object").get("name").getAsString()
              + " "
              + finding.get("check").getAsString()
              + "/"
              + finding.get("kind").getAsString());
    }
    return found;
  }

  @Test
  void a_healthy_company_ends_with_zero() throws IOException {
    Result result =
        new Shell(temp).run("audit", "--from", dump("vc", true).toString(), "--fail-on", "warning");
    assertEquals(Exit.OK, result.code(), result.toString());
  }

  @Test
  void findings_are_told_with_their_object_and_end_with_one() throws IOException {
    Result result =
        new Shell(temp)
            .run(
                "audit",
                "--from",
                dump("vc", false).toString(),
                "--format",
                "json",
                "--fail-on",
                "warning");
    assertEquals(Exit.FINDINGS, result.code(), result.toString());
    List<String> found = findings(result.json());
    assertTrue(found.contains("esx01.example.org host.reboot.required/pending"), found.toString());
    assertTrue(found.contains("db01 vm.snapshot.age/too-old"), found.toString());
    assertFalse(found.stream().anyMatch(f -> f.startsWith("web01 ")), found.toString());
  }

  @Test
  void the_text_says_at_its_top_with_which_code_it_ends_and_why() throws IOException {
    String[] sick = {"audit", "--from", dump("sick", false).toString(), "--fail-on", "warning"};
    Result found = new Shell(temp).run(sick);
    List<String> lines = found.out().lines().toList();
    assertTrue(
        lines.get(1).startsWith("1 vCenter read, 2 virtual machines. Found: "), lines.get(1));
    String one = "Exit code 1: there are findings at or above warning (--fail-on).";
    assertTrue(lines.subList(2, 5).contains(one), found.out());
    assertEquals(Exit.FINDINGS, found.code());
    sick[4] = "critical";
    Result none = new Shell(temp).in(Locale.FRENCH).run(sick);
    assertEquals(Exit.OK, none.code());
    String zero =
        "Code de sortie 0\u00a0: rien de gravité «\u00a0critique\u00a0» ou pire (--fail-on).";
    assertTrue(none.out().contains(zero), none.out());
  }

  @Test
  void a_capture_says_what_the_dump_said() throws IOException {
    Path dump = dump("vc", false);
    Path capture = temp.resolve("vc.vpreflight");
    Result made =
        new Shell(temp).run("capture", "--from", dump.toString(), "--out", capture.toString());
    assertEquals(Exit.OK, made.code(), made.toString());
    String[] formats = {"--format", "json"};
    JsonObject ofDump =
        new Shell(temp).run("audit", "--from", dump.toString(), formats[0], formats[1]).json();
    JsonObject ofCapture =
        new Shell(temp).run("audit", "--from", capture.toString(), formats[0], formats[1]).json();
    assertEquals(findings(ofDump), findings(ofCapture));
  }

  @Test
  void a_missing_file_is_wrong_usage_and_named() {
    Result result = new Shell(temp).run("audit", "--from", "nowhere.zip");
    assertEquals(Exit.USAGE, result.code());
    assertTrue(result.err().contains("nowhere.zip"), result.err());
  }

  @Tag("F44")
  @Test
  void one_vcenter_under_two_names_is_refused() throws IOException {
    Path dump = dump("vc", true);
    Result result =
        new Shell(temp).run("audit", "--from", dump.toString(), "--from", dump.toString());
    assertEquals(Exit.USAGE, result.code(), result.toString());
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    Result result =
        new Shell(temp)
            .run(
                "audit",
                "--vcenter",
                "http://vc.example.org",
                "--thumbprint",
                "AA:BB",
                "--profile",
                "none",
                "--fail-on",
                "dreadful",
                "--check",
                "vm.cbt.of",
                "--format",
                "csv");
    assertEquals(Exit.USAGE, result.code());
    for (String part :
        List.of("only https", "AA:BB", "none", "dreadful", "vm.cbt.off", "--format csv")) {
      assertTrue(result.err().contains(part), part + " in " + result.err());
    }
  }

  @Test
  void the_report_speaks_the_language_that_was_chosen() throws IOException {
    Result result =
        new Shell(temp).in(Locale.FRENCH).run("audit", "--from", dump("vc", false).toString());
    assertTrue(result.out().contains("Par quoi commencer"), result.out());
  }
}
