// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random repairs on which random things go wrong, in processes that are killed at a random request:
 * what the vCenter executed is what was written down, and I1 to I6 hold. Twenty rounds in every
 * build; {@code -Dsoak=200} for more, {@code -Dsoak.seed=} for the same again.
 */
@Tag("long")
@Timeout(7200)
class SoakTest {
  private static final int LANES = 2;
  private static final List<String> CALLS =
      List.of("ReconfigVM_Task", "CreateSnapshot_Task", "RemoveSnapshot_Task");
  private static final List<String> FAULTS =
      List.of("TaskInProgress", "FileFault", "FileLocked", "HostNotConnected", "SystemError");

  @TempDir Path folder;

  @Tag("F32")
  @Test
  void whatever_goes_wrong_in_whatever_order_the_invariants_hold() throws Exception {
    int rounds = Integer.getInteger("soak", 20);
    long seed = Long.getLong("soak.seed", System.nanoTime());
    System.err.println("soak: " + rounds + " rounds, -Dsoak.seed=" + seed);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ENGLISH);
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    List<RepairBench> benches = new ArrayList<>();
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int lane = 0; lane < LANES; lane++) {
        Path home = Files.createDirectory(folder.resolve("lane" + lane));
        RepairBench bench =
            new RepairBench(home, RepairBench.plant(home, rounds), Duration.ofMillis(40));
        benches.add(bench);
        int first = lane;
        all.add(
            lanes.submit(
                () -> {
                  for (int round = first; round < rounds; round += LANES) {
                    new Round(bench, home, seed + round).judged();
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      lanes.shutdownNow();
      assertTrue(lanes.awaitTermination(5, TimeUnit.MINUTES));
      benches.forEach(RepairBench::close);
      Locale.setDefault(before);
    }
  }

  /** One reset: what goes wrong, when it is killed, and what became of it. */
  private static final class Round {
    private final Random random;
    private final Path home;
    private final Trial trial;
    private final List<String> script = new ArrayList<>();

    Round(RepairBench bench, Path home, long seed) throws IOException {
      random = new Random(seed);
      this.home = home;
      trial = new Trial(bench, home);
      script.add("-Dsoak=1 -Dsoak.seed=" + seed);
      for (int i = random.nextInt(3); i > 0; i--) {
        goWrong();
      }
    }

    private void goWrong() {
      String call = CALLS.get(random.nextInt(CALLS.size()));
      int number = 1 + random.nextInt(2);
      Fault fault = Fault.of(FAULTS.get(random.nextInt(FAULTS.size())), "soaked");
      List<WireFault> wires =
          List.of(
              new WireFault.Swallowed(),
              new WireFault.Dropped(),
              new WireFault.Garbage(),
              new WireFault.CutAt(random.nextInt(101)),
              new WireFault.Before(fault),
              new WireFault.Restart(random.nextBoolean(), null));
      List<TaskFault> tasks =
          List.of(
              new TaskFault.Fails(fault),
              new TaskFault.NoEffect(),
              new TaskFault.FailsAfterwards(fault),
              new TaskFault.FailsHalfway(fault));
      if (random.nextBoolean()) {
        WireFault wire = wires.get(random.nextInt(wires.size()));
        script.add(call + " " + number + " " + wire);
        trial.server.faults().on(call).call(number).wire(wire);
      } else {
        TaskFault task = tasks.get(random.nextInt(tasks.size()));
        script.add(call + " " + number + " " + task);
        trial.server.faults().on(call).call(number).task(task);
      }
    }

    /** Killed at the n-th request that comes, before the vCenter does it, unless it has ended. */
    void judged() throws IOException, InterruptedException {
      int request = 2 + random.nextInt(60);
      script.add("killed at request " + request);
      Path said = Files.createTempFile(home, "run", ".txt");
      Process process = trial.bench.apart(trial.plan, said);
      AtomicInteger requests = new AtomicInteger();
      trial
          .server
          .faults()
          .on("*")
          .always()
          .wire(
              new WireFault.Also(
                  method -> {
                    if (requests.incrementAndGet() == request) {
                      kill(process);
                    }
                  }));
      try {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
          throw new AssertionError(script + " does not end\n" + Files.readString(said));
        }
      } finally {
        process.destroyForcibly();
      }
      boolean fresh = trial.bench.journal(trial.plan).isEmpty();
      Shell.Result result =
          fresh
              ? trial.bench.run(trial.plan)
              : trial.bench.run("resume", trial.plan.digest(), "--format", "json");
      try {
        trial.ended(result);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(script.toString(), e);
      }
    }

    private static void kill(Process process) {
      process.toHandle().destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
