// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process that repairs is halted without warning at each of the 48 points, {@code repair
 * resume} goes on in another one, and the vCenter itself tells whether I1 to I6 hold. Two at a
 * time, each on a vCenter of its own; {@code -Dpower.cuts=M3:after-send,...} for some of them.
 */
@Tag("long")
@Timeout(1800)
class PowerCutTest {
  private static final int HALTED = 137;
  private static final int LANES = 2;
  private static final Duration PACE = Duration.ofMillis(60);
  private static final List<String> POINTS =
      List.of(
          "before-intent",
          "after-intent",
          "after-send",
          "after-reply",
          "after-task-stored",
          "after-completion");
  private static final List<String> FORTH =
      List.of(
          "ReconfigVM_Task",
          "CreateSnapshot_Task",
          "RemoveSnapshot_Task",
          "ReconfigVM_Task",
          "CreateSnapshot_Task",
          "RemoveSnapshot_Task");

  /** How many calls have been carried out when that one has. */
  private static final Map<String, Integer> CALLS =
      Map.of("M1", 1, "M2", 2, "M3", 3, "M4", 4, "M5", 5, "M6", 6, "C1", 3, "C2", 3);

  @TempDir static Path shared;
  private static final Map<String, Future<?>> CUTS = new LinkedHashMap<>();
  private static final List<RepairBench> BENCHES = new ArrayList<>();
  private static final ExecutorService LANE = Executors.newFixedThreadPool(LANES);
  private static final Locale BEFORE = Locale.getDefault();

  static Stream<String> points() {
    String said = System.getProperty("power.cuts", "");
    return said.isEmpty()
        ? CALLS.keySet().stream()
            .sorted()
            .flatMap(step -> POINTS.stream().map(point -> step + ":" + point))
        : Arrays.stream(said.split(","));
  }

  /** All of them begin at once, as far as there are lanes; each test waits for its own. */
  @BeforeAll
  static void begin() throws IOException {
    Locale.setDefault(Locale.ENGLISH);
    Path dump = RepairBench.plant(shared, 48);
    for (int lane = 0; lane < LANES; lane++) {
      BENCHES.add(new RepairBench(folder("lane"), dump, PACE));
    }
    BlockingQueue<RepairBench> free = new ArrayBlockingQueue<>(LANES, false, BENCHES);
    points()
        .forEach(
            point ->
                CUTS.put(
                    point,
                    LANE.submit(
                        () -> {
                          RepairBench mine = free.take();
                          try {
                            new Cut(new RepairBench(folder("cut"), mine), point).judged();
                          } finally {
                            free.add(mine);
                          }
                          return null;
                        })));
  }

  private static Path folder(String name) throws IOException {
    return Files.createTempDirectory(shared, name);
  }

  @AfterAll
  static void end() throws InterruptedException {
    LANE.shutdownNow();
    LANE.awaitTermination(5, TimeUnit.MINUTES);
    BENCHES.forEach(RepairBench::close);
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @MethodSource("points")
  @Tag("F31")
  void what_was_cut_off_is_brought_to_its_end_and_nothing_is_executed_twice(String point)
      throws Exception {
    Objects.requireNonNull(CUTS.get(point)).get();
  }

  /** One power cut. */
  private static final class Cut {
    private final RepairBench bench;
    private final Simulator server;
    private final String point;
    private final String step;

    Cut(RepairBench bench, String point) {
      this.bench = bench;
      this.point = point;
      server = bench.server;
      step = point.substring(0, 2);
    }

    void judged() throws IOException, InterruptedException {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      MoRef vm = plan.plan().repaired().get(0).object().ref();
      server.faults().clear();
      server.behaviour().between().forget();
      if (step.equals("C1")) {
        questionWhileItIsOpen(new Ref(vm.type(), vm.moId()));
      } else if (step.equals("C2")) {
        server
            .faults()
            .on("CreateSnapshot_Task")
            .task(new TaskFault.Fails(Fault.of("FileFault", "cut")));
      }
      Judge judge = new Judge(server, vm);
      Path said = Files.createTempFile(bench.home, "run", ".txt");
      Process process = bench.apart(plan, said, "-Dvpreflight.crash=" + point);
      try {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
          throw new AssertionError(point + ": it does not end\n" + Files.readString(said));
        }
      } finally {
        process.destroyForcibly();
      }
      assertEquals(HALTED, process.exitValue(), point + "\n" + Files.readString(said));
      int executed =
          Objects.requireNonNull(CALLS.get(step)) - (POINTS.indexOf(pointOfStep()) < 2 ? 1 : 0);
      awaitExecuted(judge, executed);
      Shell.Result resumed = bench.run("resume", plan.digest(), "--format", "json");
      JsonObject ending = resumed.json().getAsJsonArray("targets").get(0).getAsJsonObject();
      boolean back = step.startsWith("C");
      assertEquals(
          back ? "rolled-back" : "complete",
          ending.get("outcome").getAsString(),
          point + "\n" + resumed);
      assertEquals(List.of(), judge.broken(ending, bench.journal(plan)), point + "\n" + resumed);
      assertEquals(wanted(), judge.executed(), point);
      Shell.Result verified =
          new Shell(bench.home).run("journal", "verify", "--state-dir", bench.state().toString());
      assertEquals(0, verified.code(), verified.toString());
    }

    private String pointOfStep() {
      return point.substring(3);
    }

    /** What had left when the power went is carried out all the same; before we look, here. */
    private void awaitExecuted(Judge judge, int calls) throws InterruptedException {
      long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (judge.executed().size() < calls && System.nanoTime() < until) {
        Thread.sleep(5);
      }
      assertEquals(calls, judge.executed().size(), point + ": " + judge.executed());
    }

    private List<String> wanted() {
      return switch (step) {
        case "C1" ->
            List.of(
                "ReconfigVM_Task", "CreateSnapshot_Task", "RemoveSnapshot_Task", "ReconfigVM_Task");
        case "C2" -> List.of("ReconfigVM_Task", "CreateSnapshot_Task", "ReconfigVM_Task");
        default -> FORTH;
      };
    }

    /** The machine asks something while our first snapshot is open, and is answered a bit later. */
    private void questionWhileItIsOpen(Ref vm) {
      server
          .behaviour()
          .between()
          .whenEnded(
              "CreateSnapshot_Task",
              1,
              asked -> server.behaviour().truth().ask(vm, "msg.test", "Go on?"));
      AtomicInteger looks = new AtomicInteger();
      server
          .faults()
          .on("RetrievePropertiesEx")
          .always()
          .wire(
              new WireFault.Also(
                  method -> {
                    Element question =
                        server
                            .world()
                            .locked(() -> server.world().get(vm).at("runtime", "question"));
                    if (question != null && looks.incrementAndGet() > 8) {
                      server
                          .behaviour()
                          .otherHands()
                          .call(
                              vm,
                              new Element("AnswerVM")
                                  .add("questionId", question.textAt("id"))
                                  .add("answerChoice", "0"));
                    }
                  }));
    }
  }
}
