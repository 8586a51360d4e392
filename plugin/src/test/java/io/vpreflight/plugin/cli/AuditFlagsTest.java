// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flags of an audit do to it. */
class AuditFlagsTest {
  @TempDir Path temp;

  private Result audit(String... args) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(args));
    return new Shell(temp).run(all.toArray(String[]::new));
  }

  private JsonObject json(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--format", "json"));
    Result result = audit(all.toArray(String[]::new));
    assertTrue(result.code() == Exit.OK || result.code() == Exit.FINDINGS, result.toString());
    return result.json();
  }

  private static List<String> strings(JsonObject audit, String list, String... path) {
    List<String> found = new ArrayList<>();
    for (JsonElement element : audit.getAsJsonArray(list)) {
      JsonObject at = element.getAsJsonObject();
      for (int i = 0; i < path.length - 1; i++) {
        at = at.getAsJsonObject(path[i]);
      }
      found.add(at.get(path[path.length - 1]).getAsString());
    }
    return found;
  }

  private String old() throws IOException {
    return new Dumps(temp).withOldSnapshot("vc");
  }

  @Test
  void check_and_skip_choose_by_id_or_by_its_beginning() throws IOException {
    String dump = old();
    List<String> cbt = strings(json("--from", dump, "--check", "vm.cbt"), "checks", "id");
    assertTrue(cbt.contains("vm.cbt.off") && cbt.size() > 3, cbt.toString());
    assertTrue(cbt.stream().allMatch(id -> id.startsWith("vm.cbt.")), cbt.toString());
    List<String> some =
        strings(json("--from", dump, "--check", "vm.cbt", "--skip", "vm.cbt.off"), "checks", "id");
    assertEquals(cbt.size() - 1, some.size());
    assertFalse(some.contains("vm.cbt.off"));
    Result nothing = audit("--from", dump, "--check", "vm.cbt.off", "--skip", "vm");
    assertEquals(Exit.USAGE, nothing.code(), nothing.toString());
  }

  @Test
  void fail_on_decides_what_ends_with_one() throws IOException {
    String dump = old();
    assertEquals(Exit.OK, audit("--from", dump).code());
    assertEquals(Exit.FINDINGS, audit("--from", dump, "--fail-on", "warning").code());
    assertEquals(Exit.FINDINGS, audit("--from", dump, "--fail-on", "INFO").code());
  }

  @Test
  void what_could_not_be_read_is_stronger_than_findings() throws IOException {
    Path broken = Files.writeString(temp.resolve("broken.vpreflight"), "x");
    Result result = audit("--from", old(), "--from", broken.toString(), "--fail-on", "info");
    assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
    assertTrue(result.out().contains("vm.snapshot.age"), "the others are audited all the same");
    assertTrue(result.out().contains("broken.vpreflight"), result.out());
  }

  @Test
  void a_report_goes_whole_into_a_file_for_its_owner_alone() throws IOException {
    Path out = temp.resolve("new/report.html");
    Result result = audit("--from", old(), "--format", "html", "--out", out.toString());
    assertEquals(Exit.OK, result.code(), result.toString());
    assertEquals("", result.out());
    assertTrue(result.err().contains(out.toString()), result.err());
    assertTrue(Files.readString(out).endsWith("</html>\n"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
  }

  @Test
  void csv_is_a_folder_and_cannot_go_to_the_output() throws IOException {
    String dump = old();
    assertEquals(Exit.USAGE, audit("--from", dump, "--format", "csv").code());
    Path out = temp.resolve("tables");
    Result result = audit("--from", dump, "--format", "csv", "--out", out.toString());
    assertEquals(Exit.OK, result.code(), result.toString());
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(10, files.count());
    }
  }

  @Tag("F38")
  @Test
  void a_place_that_cannot_be_written_is_told() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    Result result = audit("--from", old(), "--out", file.resolve("report.txt").toString());
    assertEquals(Exit.USAGE, result.code(), result.toString());
    assertTrue(result.err().contains(file.toString()), result.err());
  }

  @Test
  void progress_is_a_plain_line_a_stage_where_there_is_no_terminal() throws IOException {
    String dump = old();
    Result result = audit("--from", dump);
    List<String> lines = result.err().lines().toList();
    assertTrue(lines.contains(dump + ": virtual machines"), result.err());
    assertEquals(lines.size(), lines.stream().distinct().count());
    assertFalse(result.err().contains("\u001b") || result.err().contains("\r"));
    assertFalse(result.out().contains(": virtual machines"));
  }

  @Test
  void a_vcenter_is_called_what_it_calls_itself_and_its_age_is_told() throws IOException {
    Result result = audit("--from", old());
    assertTrue(result.out().contains("vc.example.org  8.0.3"), result.out());
    assertTrue(
        result.out().replaceAll("\\s+", " ").contains("from a file, as it was on Nov 20, 2026"),
        result.out());
  }

  @Test
  void scope_asks_about_some_but_shows_both_halves_of_a_duplicate() throws IOException {
    String uuid = "50000000-0000-4000-8000-000000000001";
    Dumps dumps = new Dumps(temp);
    String here = dumps.of("here", paris -> paris.vm("one").instanceUuid(uuid));
    String there =
        dumps.of(
            "there",
            paris -> {
              paris.vm("copy").instanceUuid(uuid);
              paris.vm("other").snapshot("old", Dumps.NOW.minus(java.time.Duration.ofDays(90)));
            });
    JsonObject some =
        json("--from", here, "--from", there, "--include", "one", "--fail-on", "info");
    List<String> checks = strings(some, "findings", "check");
    assertTrue(checks.contains("vm.identity.duplicate-instance-uuid"), checks.toString());
    assertFalse(checks.contains("vm.snapshot.age"), checks.toString());
    assertTrue(some.getAsJsonArray("findings").toString().contains("copy"), "the other half");
    JsonObject others = json("--from", here, "--from", there, "--exclude", "copy");
    assertTrue(
        strings(others, "findings", "object", "name").contains("one"),
        "leaving out one half must not hide the other");
    assertTrue(strings(others, "findings", "check").contains("vm.snapshot.age"));
  }

  @Test
  void a_scope_that_is_not_there_is_no_clean_bill() throws IOException {
    String dump = old();
    Result result = audit("--from", dump, "--include", "/Pariss/Production");
    assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
    assertTrue(
        result.out().contains("nothing that was read matches /Pariss/Production"), result.out());
    assertTrue(result.out().contains("Only asked about: /Pariss/Production."), result.out());
    JsonObject audit = json("--from", dump, "--exclude", "nobody").getAsJsonObject("audit");
    assertTrue(audit.get("complete").getAsBoolean());
    assertTrue(audit.getAsJsonArray("notes").toString().contains("nobody"), audit.toString());
    assertEquals(
        "nobody", audit.getAsJsonObject("scope").getAsJsonArray("exclude").get(0).getAsString());
  }

  @Test
  void a_machine_that_is_not_eligible_ends_the_command_with_1() throws IOException {
    String dump = new Dumps(temp).of("lyon", lyon -> lyon.vm("one").pciPassthrough());
    assertEquals(
        Exit.FINDINGS, audit("--from", dump, "--profile", "azure-migrate-agentless").code());
  }

  @Test
  void a_deadline_of_nothing_is_refused() throws IOException {
    Result result = audit("--from", old(), "--timeout", "0s");
    assertEquals(Exit.USAGE, result.code());
    assertTrue(result.err().contains("--timeout"), result.err());
  }

  @Test
  void waived_findings_are_counted_apart_until_their_time_is_over() throws IOException {
    String dump = old();
    String rest = "object: db*, owner: ada, reason: rebuilt, until: ";
    Path waivers =
        Files.writeString(
            temp.resolve("w.yaml"),
            "- {check: vm.snapshot.age, "
                + rest
                + LocalDate.now(ZoneOffset.UTC).plusYears(1)
                + "}\n");
    JsonObject waived = json("--from", dump, "--waivers", waivers.toString(), "--fail-on", "error");
    assertFalse(strings(waived, "findings", "check").contains("vm.snapshot.age"));
    assertEquals(List.of("vm.snapshot.age"), strings(waived, "waived", "check"));
    assertEquals(List.of("ada"), strings(waived, "waived", "waiver", "owner"));
    Files.writeString(waivers, "- {check: vm.snapshot.age, " + rest + "2020-01-31}\n");
    JsonObject over = json("--from", dump, "--waivers", waivers.toString());
    assertEquals(List.of(), strings(over, "waived", "check"));
    List<String> open = strings(over, "findings", "check");
    assertTrue(open.contains("vm.snapshot.age"), open.toString());
    assertTrue(open.contains("audit.waiver.expired"), open.toString());
  }

  @Test
  void a_flag_is_stronger_than_the_file() throws IOException {
    Path config =
        Files.writeString(
            temp.resolve("v.yaml"), "profile: cbt-health\nfailOn: error\nskip: vm.cbt.off\n");
    String dump = old();
    JsonObject file = json("--from", dump, "--config", config.toString());
    assertEquals("cbt-health", file.getAsJsonObject("audit").get("profile").getAsString());
    assertFalse(strings(file, "checks", "id").contains("vm.cbt.off"));
    JsonObject flag =
        json("--from", dump, "--config", config.toString(), "--profile", "discovery-audit");
    assertEquals("discovery-audit", flag.getAsJsonObject("audit").get("profile").getAsString());
  }

  @Test
  void a_profile_may_be_a_file_of_ones_own() throws IOException {
    Path profile =
        Files.writeString(
            temp.resolve("strict.yaml"),
            "extends: discovery-audit\nchecks:\n  vm.snapshot.age: critical\n");
    String dump = old();
    Result result = audit("--from", dump, "--profile", profile.toString());
    assertEquals(Exit.FINDINGS, result.code(), result.toString());
    assertTrue(result.out().contains("  strict  "), result.out());
    Result html = audit("--from", dump, "--profile", profile.toString(), "--format", "html");
    assertTrue(html.out().contains("strict"), "the page names the profile");
  }

  @Test
  void everything_that_is_wrong_with_a_profile_is_told_with_what_else_is_wrong()
      throws IOException {
    Path profile =
        Files.writeString(
            temp.resolve("mine.yaml"),
            "extends: cbt-helth\nlimits:\n  task.stuk: 5min\nchecks:\n  vm.cbt.offf: error\n");
    Result result =
        audit("--from", old(), "--profile", profile.toString(), "--fail-on", "terrible");
    assertEquals(Exit.USAGE, result.code());
    String err = result.err();
    assertTrue(err.contains("mine.yaml:1: extends: no profile cbt-helth; did you mean"), err);
    assertTrue(err.contains("mine.yaml:3: limits: no limit task.stuk; did you mean"), err);
    assertTrue(err.contains("mine.yaml:5: checks: no check vm.cbt.offf; did you mean"), err);
    assertTrue(err.contains("terrible"), err);
  }

  @Test
  void a_profile_cannot_pass_for_one_of_ours() throws IOException {
    Path profile = Files.writeString(temp.resolve("cbt-health.yaml"), "extends: cbt-health\n");
    String dump = old();
    Result result = audit("--from", dump, "--profile", profile.toString());
    assertEquals(Exit.USAGE, result.code());
    assertTrue(result.err().contains("call the file something else"), result.err());
    Result unknown = audit("--from", dump, "--profile", "cbt-helth");
    assertTrue(unknown.err().contains("did you mean cbt-health?"), unknown.err());
    Result missing = audit("--from", dump, "--profile", "./none.yaml");
    assertTrue(missing.err().contains("--profile: cannot be read: ./none.yaml"), missing.err());
  }
}
