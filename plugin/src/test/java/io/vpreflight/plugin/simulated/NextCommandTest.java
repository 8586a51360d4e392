// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that a repair says next find the same store; what it tells carries the time. */
@Timeout(600)
class NextCommandTest {
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static RepairBench shared;

  @SuppressWarnings("NullAway.Init")
  private RepairBench bench;

  @BeforeAll
  static void start() throws IOException {
    shared = new RepairBench(folder, RepairBench.plant(folder, 5), Duration.ofMillis(20));
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  /** A store of its own. */
  @BeforeEach
  void home() throws IOException {
    bench = new RepairBench(Files.createTempDirectory(folder, "home"), shared);
  }

  private Shell.Result here(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--state-dir", bench.state().toString()));
    return new Shell(bench.home).run(all.toArray(String[]::new));
  }

  private void assertSays(String text, String command) {
    assertTrue(text.contains(command + " --state-dir " + bench.state()), text);
  }

  /** The same of a command that speaks to a vCenter. */
  private void assertSaysToRun(String text, String command) {
    assertSays(text, command + " --config FILE");
  }

  @Test
  void every_command_that_is_said_names_the_state_folder_that_was_given() throws IOException {
    PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
    String digest = plan.digest().substring(0, PlanFile.SHORTEST_DIGEST);
    assertSaysToRun(here("repair", "status").out(), "repair run " + digest);
    assertSays(here("repair", "cancel", "0123456789ab").err(), "repair history");
    String file = Files.writeString(bench.home.resolve("v.yaml"), "failOn: error\n").toString();
    assertSays(
        here("repair", "status", "--config", file).out(),
        "repair run " + digest + " --config " + file);
    Shell.Result early = bench.run("resume", plan.digest());
    assertEquals(Exit.USAGE, early.code(), early.toString());
    assertSaysToRun(early.err(), "repair run " + digest);
    Shell.Result run = bench.run("run", plan.digest(), "--now", "--reason", "a test");
    assertEquals(Exit.OK, run.code(), run.toString());
    Shell.Result again = bench.run("run", plan.digest(), "--now", "--reason", "a test");
    assertEquals(Exit.USAGE, again.code(), again.toString());
    assertSaysToRun(again.err(), "repair resume " + digest);
    assertSays(again.err(), "repair status");
    assertSays(here("repair", "status").out(), "repair history");
  }

  @Test
  void a_machine_that_is_parked_is_told_with_the_whole_command() throws IOException {
    PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
    bench
        .server
        .behaviour()
        .between()
        .whenEnded(
            "ReconfigVM_Task",
            1,
            vm -> bench.server.behaviour().otherHands().createSnapshot(vm, "of somebody else"));
    Shell.Result run = bench.run("run", plan.digest(), "--now", "--reason", "a test");
    String digest = plan.digest().substring(0, PlanFile.SHORTEST_DIGEST);
    assertTrue(run.out().contains("parked"), run.toString());
    assertSaysToRun(run.out(), "vpreflight repair resume " + digest);
  }

  @Test
  void how_many_are_finished_is_told_with_each_and_by_the_status() throws IOException {
    PlanFile plan = bench.approved(RepairKind.RESET_CBT, 2);
    assertFalse(here("repair", "status").out().contains(" finished"), "nothing has begun");
    bench
        .server
        .behaviour()
        .between()
        .whenEnded(
            "ReconfigVM_Task",
            3,
            vm -> bench.server.behaviour().otherHands().createSnapshot(vm, "of somebody else"));
    Shell.Result run = bench.run("run", plan.digest(), "--now", "--reason", "a test");
    List<String> ended = run.err().lines().filter(line -> line.contains(" of 2 ")).toList();
    assertEquals(2, ended.size(), run.toString());
    assertTrue(ended.get(0).endsWith(": complete (1 of 2 finished)"), ended.toString());
    assertTrue(ended.get(1).endsWith(" (1 of 2 finished)"), ended + ": a parked one is not");
    assertTrue(here("repair", "status").out().contains("\n  1 of 2 finished\n"), run.toString());
  }

  @Test
  void what_happens_is_told_with_the_time_of_day() throws IOException {
    PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
    List<String> told = bench.run(plan).err().lines().filter(line -> line.contains(": M")).toList();
    assertTrue(told.size() >= 12, told.toString());
    for (String line : told) {
      assertTrue(line.matches("\\d\\d:\\d\\d:\\d\\d app\\d\\d: M\\d .*"), line);
    }
  }
}
