// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code diff} of reports that {@code audit} wrote. */
class DiffCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  @TempDir Path temp;

  /** The report of a vCenter in which db01 has a snapshot that is so many days old, or none. */
  private Path report(String name, int days) throws IOException {
    VCenterScenario vcenter = Scenario.vcenter("vc", NOW);
    var datacenter = vcenter.datacenter("Paris");
    datacenter.cluster("Production").host("esx01.example.org");
    datacenter.vm("web01");
    var vm = datacenter.vm("db01");
    if (days > 0) {
      vm.snapshot("before patch", NOW.minus(Duration.ofDays(days)));
    }
    Path dump = Files.createDirectories(temp.resolve(name));
    vcenter.writeTo(dump);
    Path report = temp.resolve(name + ".json");
    Result result =
        new Shell(temp)
            .run(
                "audit", "--from", dump.toString(), "--format", "json", "--out", report.toString());
    assertTrue(result.code() <= Exit.FINDINGS, result.toString());
    return report;
  }

  @Test
  void what_is_new_is_told_and_ends_with_one_and_what_is_resolved_with_zero() throws IOException {
    String before = report("before", 0).toString();
    String after = report("after", 40).toString();
    Result worse = new Shell(temp).run("diff", before, after);
    assertEquals(Exit.FINDINGS, worse.code(), worse.toString());
    assertTrue(worse.out().contains("new finding"), worse.toString());
    assertTrue(worse.out().contains("Paris"), worse.toString());
    assertTrue(
        worse
            .out()
            .lines()
            .anyMatch(line -> line.matches("  \\w+  \\S*Paris\\S*/db01  vm\\.snapshot\\..*")),
        worse.out());
    Result better = new Shell(temp).in(Locale.FRENCH).run("diff", after, before);
    assertEquals(Exit.OK, better.code(), better.toString());
    assertTrue(better.out().contains("résolu"), better.toString());
    Result same = new Shell(temp).run("diff", before, before);
    assertEquals(Exit.OK, same.code(), same.toString());
    assertTrue(same.out().contains("Nothing changed."), same.toString());
  }

  @Test
  void what_cannot_be_compared_is_told_with_the_remedy() throws IOException {
    String report = report("one", 0).toString();
    Result one = new Shell(temp).run("diff", report);
    assertEquals(Exit.USAGE, one.code(), one.toString());
    assertTrue(one.err().contains("wants two audits"), one.toString());
    Path none = Files.writeString(temp.resolve("none.json"), "{}");
    Result bad = new Shell(temp).run("diff", report, none.toString());
    assertEquals(Exit.USAGE, bad.code(), bad.toString());
    assertTrue(bad.err().contains("none.json"), bad.toString());
    Result gone = new Shell(temp).run("diff", report, temp.toString());
    assertEquals(Exit.USAGE, gone.code(), gone.toString());
    assertTrue(gone.err().contains("report.json"), gone.toString());
  }
}
