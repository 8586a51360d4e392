// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.fault.WireFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repairs of the demo company, as an admin types them, judged by what the vCenter executed. */
@Timeout(600)
class SimulatedRepairTest {
  @TempDir static Path shared;
  private static Path dump;

  @TempDir Path temp;

  @BeforeAll
  static void dump() throws IOException {
    dump = RepairBench.dump(shared);
  }

  @Tag("F30")
  @Test
  void an_approved_reset_of_three_machines_is_carried_out_and_proven() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 3);
      assertEquals(3, plan.plan().repaired().size());
      Shell.Result result =
          bench.run("run", plan.digest(), "--now", "--reason", "a test", "--format", "json");
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(true, result.json().get("good").getAsBoolean(), result.toString());
      for (PlanTarget target : plan.plan().repaired()) {
        assertEquals(List.of(), bench.broken(target.object().ref()));
      }
      assertEquals(18, bench.executed().size(), bench.executed().toString());
      assertEquals(0, bench.server.openSessions());
      Shell.Result again = bench.run("run", plan.digest(), "--now", "--reason", "a second time");
      assertEquals(Exit.USAGE, again.code(), again.toString());
      assertEquals(18, bench.executed().size());
    }
  }

  @Tag("F4")
  @Test
  void every_reply_that_is_swallowed_is_found_by_looking() throws IOException {
    for (String method : List.of("ReconfigVM_Task", "CreateSnapshot_Task", "RemoveSnapshot_Task")) {
      Path home = Files.createDirectory(temp.resolve(method));
      try (RepairBench bench = new RepairBench(home, dump, Duration.ZERO)) {
        PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
        bench.server.faults().on(method).wire(new WireFault.Swallowed());
        Shell.Result result = bench.run("run", plan.digest(), "--now", "--reason", "a test");
        assertEquals(Exit.OK, result.code(), result.toString());
        assertEquals(6, bench.executed().size(), bench.executed().toString());
        assertEquals(List.of(), bench.broken(plan.plan().repaired().get(0).object().ref()));
      }
    }
  }

  @Test
  void a_rehearsal_leaves_a_transcript_that_later_plans_know() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      String vm = bench.approved(RepairKind.RESET_CBT, 1).plan().repaired().get(0).object().name();
      List<String> words = bench.words("rehearse", "--vm");
      words.addAll(3, List.of(vm, "--own-vm", "none"));
      Shell.Result unasked = new Shell(temp).run(words.toArray(String[]::new));
      assertEquals(Exit.USAGE, unasked.code(), unasked.toString());
      assertTrue(bench.server.mutations().entries().isEmpty());
      words.addAll(List.of("--now", "--reason", "it may be lost"));
      Shell.Result result = new Shell(temp).run(words.toArray(String[]::new));
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(8, bench.executed().size(), bench.executed().toString());
      try (Stream<Path> transcripts = Files.list(bench.state().resolve("rehearsals"))) {
        String text = Files.readString(transcripts.findFirst().orElseThrow());
        assertTrue(text.contains("\"outcome\":\"complete\""), text);
        assertTrue(text.contains("disk."), text);
      }
    }
  }

  @Test
  void without_an_approval_and_without_now_nothing_is_sent() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      assertEquals(Exit.USAGE, bench.run("run", plan.digest()).code());
      assertEquals(Exit.USAGE, bench.run("run", plan.digest(), "--now").code());
      assertEquals(Exit.USAGE, bench.run("run", "0123456789abcdef").code());
      assertEquals(Exit.USAGE, bench.run("resume", plan.digest()).code());
      assertTrue(bench.server.mutations().entries().isEmpty());
    }
  }

  @Test
  void what_is_cancelled_before_it_begins_leaves_everything_untouched() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      Shell.Result cancelled =
          new Shell(temp)
              .run("repair", "cancel", plan.digest(), "--state-dir", bench.state().toString());
      assertEquals(Exit.OK, cancelled.code(), cancelled.toString());
      Shell.Result result = bench.run("run", plan.digest(), "--now", "--reason", "a test");
      assertEquals(Exit.FINDINGS, result.code(), result.toString());
      assertTrue(bench.executed().isEmpty(), bench.executed().toString());
    }
  }
}
