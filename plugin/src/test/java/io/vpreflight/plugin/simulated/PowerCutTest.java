// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.plugin.Main;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process that repairs is halted without warning, {@code repair resume} goes on in another one,
 * and the vCenter's own log tells whether each mutation was executed once. A few points in every
 * build; {@code -Dpower.cuts=all} for all of them.
 */
@Timeout(900)
class PowerCutTest {
  private static final int HALTED = 137;
  private static final List<String> SOME =
      List.of("M2:after-intent", "M3:after-send", "M4:after-reply", "M6:after-completion");
  private static final List<String> POINTS =
      List.of(
          "before-intent",
          "after-intent",
          "after-send",
          "after-reply",
          "after-task-stored",
          "after-completion");

  private record Call(String method, int number) {}

  /** Which call of which method each mutation is. */
  private static final Map<String, Call> CALLS =
      Map.of(
          "M1", new Call("ReconfigVM_Task", 1),
          "M2", new Call("CreateSnapshot_Task", 1),
          "M3", new Call("RemoveSnapshot_Task", 1),
          "M4", new Call("ReconfigVM_Task", 2),
          "M5", new Call("CreateSnapshot_Task", 2),
          "M6", new Call("RemoveSnapshot_Task", 2),
          "C2", new Call("ReconfigVM_Task", 2));

  @TempDir static Path shared;
  private static Path dump;

  @TempDir Path temp;

  @BeforeAll
  static void dump() throws IOException {
    dump = RepairBench.dump(shared);
  }

  static Stream<String> points() {
    String said = System.getProperty("power.cuts", "");
    if (said.isEmpty()) {
      return SOME.stream();
    }
    return said.equals("all")
        ? CALLS.keySet().stream()
            .sorted()
            .flatMap(step -> POINTS.stream().map(point -> step + ":" + point))
        : Arrays.stream(said.split(","));
  }

  @ParameterizedTest
  @MethodSource("points")
  void what_was_cut_off_is_brought_to_its_end_and_nothing_is_executed_twice(String point)
      throws IOException, InterruptedException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      String step = point.substring(0, 2);
      boolean back = step.startsWith("C");
      if (back) {
        bench
            .server
            .faults()
            .on("CreateSnapshot_Task")
            .task(new TaskFault.Fails(Fault.of("FileFault", "cut")));
      }
      if (point.endsWith("after-send")) {
        Call call = Objects.requireNonNull(CALLS.get(step), step);
        bench.server.faults().on(call.method()).call(call.number()).wire(new WireFault.Stalled(0));
      }
      assertEquals(HALTED, run(bench, plan, point), "the point was not reached");
      Shell.Result resumed = bench.run("resume", plan.digest(), "--format", "json");
      String outcome =
          resumed
              .json()
              .getAsJsonArray("targets")
              .get(0)
              .getAsJsonObject()
              .get("outcome")
              .getAsString();
      assertEquals(back ? "rolled-back" : "complete", outcome, resumed.toString());
      MoRef vm = plan.plan().repaired().get(0).object().ref();
      assertEquals(List.of(), bench.broken(vm), resumed.toString());
      List<String> wanted =
          back
              ? List.of("ReconfigVM_Task", "CreateSnapshot_Task", "ReconfigVM_Task")
              : List.of(
                  "ReconfigVM_Task",
                  "CreateSnapshot_Task",
                  "RemoveSnapshot_Task",
                  "ReconfigVM_Task",
                  "CreateSnapshot_Task",
                  "RemoveSnapshot_Task");
      assertEquals(wanted, bench.executed(), point);
      Shell.Result verified =
          new Shell(temp).run("journal", "verify", "--state-dir", bench.state().toString());
      assertEquals(0, verified.code(), verified.toString());
    }
  }

  private int run(RepairBench bench, PlanFile plan, String point)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dvpreflight.crash=" + point));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(bench.words("run", plan.digest(), "--now", "--reason", "a power cut"));
    Path said = Files.createTempFile(temp, "run", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it does not end");
      if (process.exitValue() != HALTED) {
        System.err.println(Files.readString(said));
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
