// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.store.Reading;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.plugin.cli.Shell.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsCommandTest {
  private static final Instant AT = Instant.parse("2026-11-20T01:00:00Z");

  @TempDir Path temp;

  @BeforeEach
  void two_audits() {
    try (Store store = Store.open(temp.resolve("state/vpreflight"), "test")) {
      SeenFinding gone = finding("vm.cbt.off", "4", "warning", "/Paris");
      record(store, AT, gone);
      record(
          store,
          AT.plusSeconds(3_600),
          finding("vm.cbt.off", "1", "warning", "/Paris/Z"),
          finding("vm.snapshot.age", "2", "critical", "/Paris/B"),
          finding("vm.cbt.off", "3", "critical", "/Paris/B"),
          finding("vm.cbt.off", "5", "critical", "/Paris/A"),
          finding("vm.of.tomorrow", "6", "info", ""));
      Reading reading =
          new Reading("vc1.example.org", "nightly", "b", AT, true, "uuid-1", "8.0", 2, 10, null);
      store.readings().keep(List.of(reading));
    }
  }

  private static SeenFinding finding(String check, String vm, String severity, String path) {
    return new SeenFinding(
        check, "uuid-1", "VirtualMachine:vm-" + vm, "2000", "srv" + vm, severity, path);
  }

  private static void record(Store store, Instant at, SeenFinding... seen) {
    StoredAudit audit =
        new StoredAudit(
            at.toString(),
            "nightly",
            "cbt-health",
            at,
            at.plusSeconds(9),
            true,
            new StoredAudit.Counts(10, 0, 0, 0, 0, 0),
            "");
    store.audits().record(audit, List.of(seen), Set.of(), Set.of("vm.cbt.off", "vm.snapshot.age"));
  }

  private List<String> lines(Locale language, String... more) {
    Result result = new Shell(temp).in(language).run(more);
    assertEquals(Exit.OK, result.code(), result.toString());
    return result.out().lines().skip(1).toList();
  }

  @Test
  void the_worst_comes_first_and_says_what_it_is_and_where() {
    List<String> lines = lines(Locale.ENGLISH, "findings");
    List<String> begins =
        List.of(
            "critical  /Paris/A/srv5  vc1.example.org  ",
            "critical  /Paris/B/srv3  vc1.example.org  ",
            "critical  /Paris/B/srv2  vc1.example.org  ",
            "warning  /Paris/Z/srv1  vc1.example.org  ",
            "info  srv6  vc1.example.org  vm.of.tomorrow (vm.of.tomorrow, 2000): since ");
    assertEquals(begins.size(), lines.size(), lines.toString());
    for (int i = 0; i < begins.size(); i++) {
      assertTrue(lines.get(i).startsWith(begins.get(i)), lines.get(i));
    }
    String title = "Change tracking off";
    assertTrue(lines.get(0).contains(title + " (vm.cbt.off, 2000): since "), lines.get(0));
  }

  @Test
  void what_is_gone_says_as_much_and_both_speak_french() {
    List<String> lines = lines(Locale.FRENCH, "findings", "--resolved", "--check", "vm.cbt.off");
    assertEquals(4, lines.size(), lines.toString());
    String gone = lines.stream().filter(line -> line.contains("srv4")).findFirst().orElseThrow();
    assertTrue(gone.startsWith("avertissement  /Paris/srv4  vc1.example.org  "), gone);
    assertTrue(gone.contains("(vm.cbt.off, 2000)\u00a0: depuis"), gone);
    assertTrue(gone.contains("disparu"), gone);
  }

  @Test
  void a_check_or_severity_that_there_is_not_is_told_with_what_is_meant() {
    Result check = new Shell(temp).run("findings", "--check", "vm.cbt.of");
    assertEquals(Exit.USAGE, check.code(), check.toString());
    assertTrue(check.err().contains("no check vm.cbt.of; did you mean vm.cbt.off?"), check.err());
    Result severity = new Shell(temp).run("findings", "--severity", "bad");
    assertEquals(Exit.USAGE, severity.code(), severity.toString());
    assertTrue(severity.err().contains("info, warning, error, critical"), severity.err());
    assertEquals(3, lines(Locale.ENGLISH, "findings", "--severity", "CRITICAL").size());
    assertEquals(1, lines(Locale.ENGLISH, "findings", "--check", "vm.of.tomorrow").size());
  }

  @Test
  void json_has_title_path_and_vcenter_beside_what_never_changes() {
    JsonObject json =
        new Shell(temp)
            .in(Locale.FRENCH)
            .run("findings", "--vm", "vm-3", "--format", "json")
            .json();
    JsonObject finding = json.getAsJsonArray("findings").get(0).getAsJsonObject();
    assertEquals("critical", finding.get("severity").getAsString());
    assertEquals("/Paris/B", finding.get("path").getAsString());
    assertEquals("srv3", finding.get("name").getAsString());
    assertEquals("uuid-1", finding.get("vcenter").getAsString());
    assertEquals("vc1.example.org", finding.get("vcenterName").getAsString());
    assertEquals("Suivi des modifications désactivé", finding.get("title").getAsString());
  }
}
