// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.vm.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first machine is repaired as planned, and its guest came to harm: no other one is begun. */
@Timeout(600)
class HarmedGuestTest {
  private static final int MACHINES = 5;

  @TempDir static Path folder;

  private final Duration stun = Duration.ofSeconds(1);
  private final Duration grace = Duration.ofSeconds(30);

  private RepairBench bench() throws IOException {
    Path home = Files.createTempDirectory(folder, "harmed");
    return new RepairBench(home, RepairBench.plant(home, MACHINES), Duration.ofMillis(20));
  }

  private PlanFile plan(RepairBench bench) throws IOException {
    RunLimits usual = RunLimits.DEFAULT;
    return bench.approved(
        RepairKind.RESET_CBT,
        MACHINES,
        new RunLimits(
            usual.perHost(),
            usual.perDatastore(),
            usual.openSnapshotsPerDatastore(),
            usual.perVCenter(),
            usual.waves(),
            usual.stopAfterFailures(),
            0,
            usual.deadline(),
            new RunLimits.Guests(stun, grace)));
  }

  private static List<String> outcomes(Shell.Result result) {
    List<String> outcomes = new ArrayList<>();
    for (JsonElement target : result.json().getAsJsonArray("targets")) {
      outcomes.add(target.getAsJsonObject().get("outcome").getAsString());
    }
    return outcomes.stream().sorted().toList();
  }

  private static void assertStoppedAfterTheFirst(
      RepairBench bench, Shell.Result result, String key, String... said) {
    List<String> wanted = new ArrayList<>(List.of("complete"));
    wanted.addAll(Collections.nCopies(MACHINES - 1, "untouched"));
    assertEquals(wanted, outcomes(result), result.toString());
    JsonObject stopped = result.json().getAsJsonObject("stopped");
    assertEquals(key, stopped.get("key").getAsString(), result.toString());
    for (String part : said) {
      assertTrue(stopped.get("text").getAsString().contains(part), stopped.toString());
    }
    assertEquals(Trial.SIX, bench.executed());
  }

  @Tag("F26")
  @Test
  void a_snapshot_that_takes_longer_than_the_limit_ends_the_batch_and_not_the_repair()
      throws IOException {
    try (RepairBench bench = bench()) {
      bench.server.behaviour().pace().of("CreateSnapshot_Task", Duration.ofMillis(1500));
      Shell.Result result = bench.run(plan(bench));
      assertStoppedAfterTheFirst(bench, result, "repair.reason.batch-stun", "M2", "limit of 1");
    }
  }

  @Tag("F26")
  @Test
  void a_guest_that_does_not_get_its_address_back_ends_the_batch_and_not_the_repair()
      throws IOException {
    try (RepairBench bench = bench()) {
      Truth truth = bench.server.behaviour().truth();
      bench
          .server
          .behaviour()
          .between()
          .whenEnded("CreateSnapshot_Task", 1, vm -> truth.address(vm, null));
      Shell.Result result = bench.run(plan(bench));
      assertStoppedAfterTheFirst(bench, result, "repair.reason.batch-address", "shows no address");
    }
  }

  @Tag("F26")
  @Test
  void an_address_that_is_back_before_the_end_stops_nothing() throws IOException {
    try (RepairBench bench = bench()) {
      Truth truth = bench.server.behaviour().truth();
      var between = bench.server.behaviour().between();
      between.whenEnded("CreateSnapshot_Task", 1, vm -> truth.address(vm, null));
      between.whenEnded("RemoveSnapshot_Task", 2, vm -> truth.address(vm, "10.7.7.7"));
      Shell.Result result = bench.run(plan(bench));
      assertEquals(Collections.nCopies(MACHINES, "complete"), outcomes(result), result.toString());
    }
  }
}
