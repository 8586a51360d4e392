// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole audits of what real servers sent, which is no part of this project: {@code
 * -Drecordings=DIR} names the folder. Without it these tests say that they did not run.
 */
class RecordedAuditTest {
  private static final Path USUAL = Path.of("../../shared/recordings");

  @TempDir Path temp;

  private static Path recordings(String name) {
    Path folder = Path.of(System.getProperty("recordings", USUAL.toString())).resolve(name);
    if (!Files.isDirectory(folder)) {
      String message =
          "NOT RUN: no recordings in "
              + folder.toAbsolutePath().normalize()
              + "; -Drecordings=DIR names their folder";
      System.err.println(message);
      Assumptions.abort(message);
    }
    return folder;
  }

  private JsonObject audit(Path dump, String profile, int code) throws IOException {
    Audits audits = new Audits(temp);
    for (String format : List.of("text", "html", "csv")) {
      Path out = temp.resolve(profile + "." + format);
      Result written =
          audits.run(
              "audit",
              "--from",
              dump.toString(),
              "--profile",
              profile,
              "--format",
              format,
              "--out",
              out.toString());
      assertEquals(code, written.code(), written.toString());
      assertTrue(Files.exists(out), written.toString());
    }
    Result result =
        audits.run("audit", "--from", dump.toString(), "--profile", profile, "--format", "json");
    assertEquals(code, result.code(), result.err());
    SchemaTest.assertDescribed(result);
    JsonObject json = Audits.json(result);
    assertEquals(List.of(), Audits.all(json, "broke"), profile);
    assertEquals("{}", json.getAsJsonObject("unknownSchema").toString(), profile);
    return json;
  }

  @Test
  void a_trimmed_dump_of_an_esxi_8_0_1_is_judged_on_what_it_has_alone() throws IOException {
    Path dump = recordings("esxi-8.0.1-dump");
    for (String profile : SchemaTest.PROFILES) {
      // Where a profile gives verdicts, a machine that is not eligible is told by the exit code.
      int code = profile.equals("azure-migrate-agentless") ? 1 : 0;
      JsonObject json = audit(dump, profile, code);
      assertEquals(
          Set.of("/ha-datacenter"),
          Audits.all(json, "vms").stream()
              .map(vm -> Audits.word(vm.getAsJsonObject("object"), "path"))
              .collect(Collectors.toSet()));
      // Change tracking, connection and consolidation were trimmed away: nobody may judge them.
      assertNoFinding(json, "vm.cbt.");
      assertNoFinding(json, "vm.connection.");
      assertNoFinding(json, "vm.snapshot.");
      assertNoFinding(json, "host.");
      assertNoFinding(json, "vm.identity.");
      assertEquals(3, undetermined(json, "vm.connection.broken"), profile);
      assertEquals(3, undetermined(json, "vm.snapshot.consolidation-needed"), profile);
    }
    JsonObject plan = audit(dump, "azure-migrate-agentless", 1);
    assertEquals(
        Set.of("undetermined", "not-eligible"),
        Audits.all(plan, "verdicts").stream()
            .map(verdict -> Audits.word(verdict, "verdict"))
            .collect(Collectors.toSet()));
  }

  @Test
  void what_a_vcenter_8_0_3_answered_is_judged_without_a_false_alarm() throws IOException {
    RecordedReplies replies = new RecordedReplies(recordings("vcenter-8.0.3-replies"));
    assertTrue(replies.count("VirtualMachine") >= 2, "recorded machines");
    Path dump = replies.writeTo(temp.resolve("vcenter"));
    for (String profile : SchemaTest.PROFILES) {
      // Of one machine little more than its adapters was recorded: seen, but not whole.
      JsonObject json = audit(dump, profile, 3);
      assertEquals(
          replies.count("VirtualMachine"),
          Audits.all(json, "vms").size(),
          "machines in " + profile);
      JsonObject vcenter =
          json.getAsJsonObject("audit").getAsJsonArray("vcenters").get(0).getAsJsonObject();
      assertTrue(Audits.word(vcenter, "version").startsWith("8.0."), vcenter.toString());
      // A healthy machine lists more than twenty disabled methods: none is a lock.
      assertNoFinding(json, "vm.method.lock");
      // Nfcd is among the resources of the host; these prove nothing of its memory.
      assertNoFinding(json, "host.nfc.agent-memory");
      assertNoFinding(json, "host.connection.");
      assertNoFinding(json, "vm.snapshot.consolidation-needed");
      assertNoFinding(json, "vm.connection.");
    }
  }

  private static void assertNoFinding(JsonObject json, String check) {
    List<JsonObject> found =
        Audits.all(json, "findings").stream()
            .filter(finding -> Audits.word(finding, "check").startsWith(check))
            .toList();
    assertEquals(List.of(), found, check);
  }

  private static long undetermined(JsonObject json, String check) {
    return Audits.all(json, "undetermined").stream()
        .filter(unknown -> Audits.word(unknown, "check").equals(check))
        .count();
  }
}
