// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.vm.OtherHands;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reset while others work on the same machine, and tasks that do not do what they say. */
@Tag("long")
@Timeout(600)
class OthersAtWorkTest {
  private static final String FOREIGN = "VEEAM BACKUP TEMPORARY SNAPSHOT";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static RepairBench shared;

  private static final Map<String, BiConsumer<Simulator, Ref>> DEEDS = new LinkedHashMap<>();

  static {
    DEEDS.put("snapshot", (server, vm) -> hands(server).createSnapshot(vm, FOREIGN));
    DEEDS.put("removes-ours", OthersAtWorkTest::removeOurs);
    DEEDS.put(
        "edits",
        (server, vm) -> hands(server).reconfigure(vm, new Element("spec").add("annotation", "x")));
    DEEDS.put("migrates", OthersAtWorkTest::migrate);
    DEEDS.put("clones", (server, vm) -> hands(server).cloneMachine(vm, cloneOf(vm)));
    DEEDS.put("is-cloning", (server, vm) -> hands(server).beginCloning(vm, cloneOf(vm)));
    DEEDS.put("powers-off", (server, vm) -> hands(server).powerOff(vm));
    DEEDS.put("renames", (server, vm) -> hands(server).rename(vm, "renamed-" + vm.id()));
    DEEDS.put("deletes", (server, vm) -> hands(server).delete(vm));
  }

  @BeforeAll
  static void start() throws IOException {
    shared = new RepairBench(folder, RepairBench.plant(folder, 120), Duration.ofMillis(20));
    // Long enough that our next step meets it.
    shared.server.behaviour().pace().of("CloneVM_Task", Duration.ofMillis(300));
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  private static OtherHands hands(Simulator server) {
    return server.behaviour().otherHands();
  }

  static Stream<Arguments> deeds() {
    return DEEDS.keySet().stream()
        .flatMap(
            deed ->
                Stream.of("M0", "M1", "M2", "M3", "M4", "M5", "M6")
                    .map(after -> Arguments.of(deed, after)));
  }

  @Tag("F25")
  @ParameterizedTest
  @MethodSource("deeds")
  void whatever_others_do_in_between_leaves_a_legal_end_and_what_is_theirs(
      String deed, String after) throws IOException {
    Trial trial = new Trial(shared, folder);
    BiConsumer<Simulator, Ref> work = Objects.requireNonNull(DEEDS.get(deed));
    if (after.equals("M0")) {
      // In the moment between the last look and the first call.
      trial
          .server
          .behaviour()
          .between()
          .before("ReconfigVM_Task", 1, vm -> work.accept(trial.server, trial.vm));
    } else {
      Trial.Call call = Objects.requireNonNull(Trial.CALLS.get(after));
      trial
          .server
          .behaviour()
          .between()
          .whenEnded(call.method(), call.number(), vm -> work.accept(trial.server, trial.vm));
    }
    Trial.Ended ended = trial.run();
    assertEquals(0, trial.server.behaviour().between().pending(), ended.said());
    boolean gone = trial.server.world().locked(() -> trial.server.world().find(trial.vm)) == null;
    assertEquals(deed.equals("deletes"), gone, ended.said());
    if (gone && !after.equals("M6")) {
      assertEquals("gone", ended.outcome(), ended.said());
    }
    if (deed.equals("snapshot")) {
      assertTrue(names(trial.server, trial.vm).contains(FOREIGN), ended.said());
      boolean enabledBefore = after.equals("M4") || after.equals("M5") || after.equals("M6");
      boolean handed = ended.outcome().equals("parked") || ended.outcome().equals("needs-human");
      assertEquals(!enabledBefore && !after.equals("M0"), handed, ended.said());
    }
    if (deed.equals("renames") && !after.equals("M0")) {
      assertEquals("complete", ended.outcome(), ended.said());
    }
    if (deed.equals("clones") || deed.equals("is-cloning")) {
      assertEquals("complete", ended.outcome(), ended.said());
      assertNobodyTouched(trial);
    }
  }

  private static String cloneOf(Ref vm) {
    return "clone-of-" + vm.id();
  }

  /** The clone is there, is another machine by its UUIDs, and is as it was made. */
  private static void assertNobodyTouched(Trial trial) {
    Simulator server = trial.server;
    server
        .world()
        .locked(
            () -> {
              Ref running = server.behaviour().tasks().busy(trial.vm);
              if (running != null) {
                server.behaviour().tasks().finishNow(running);
              }
            });
    ManagedObject clone = Objects.requireNonNull(find(server, cloneOf(trial.vm)));
    server
        .world()
        .locked(
            () -> {
              ManagedObject source = server.world().get(trial.vm);
              assertNotEquals(
                  source.textAt("config", "instanceUuid"), clone.textAt("config", "instanceUuid"));
              assertNull(clone.get("snapshot"));
            });
    assertEquals(
        List.of(),
        server.mutations().entries().stream()
            .filter(entry -> entry.kind().equals("call"))
            .filter(entry -> entry.target().equals(clone.ref().toString()))
            .toList());
  }

  private static @Nullable ManagedObject find(Simulator server, String name) {
    return server
        .world()
        .locked(
            () ->
                server.world().ofType("VirtualMachine").stream()
                    .filter(one -> name.equals(one.textAt("name")))
                    .findFirst()
                    .orElse(null));
  }

  private static void removeOurs(Simulator server, Ref vm) {
    for (Element node : tree(server, vm)) {
      if (String.valueOf(node.textAt("name")).startsWith("vpreflight-cbt-")) {
        hands(server).removeSnapshot(Objects.requireNonNull(node.refAt("snapshot")));
      }
    }
  }

  private static void migrate(Simulator server, Ref vm) {
    Ref host = server.world().locked(() -> server.world().get(vm).get("runtime")).refAt("host");
    Ref other =
        server
            .world()
            .locked(
                () ->
                    server.world().ofType("HostSystem").stream()
                        .map(ManagedObject::ref)
                        .filter(one -> !one.equals(host))
                        .findFirst()
                        .orElseThrow());
    hands(server).migrate(vm, other);
  }

  private static List<String> names(Simulator server, Ref vm) {
    return tree(server, vm).stream().map(node -> String.valueOf(node.textAt("name"))).toList();
  }

  private static List<Element> tree(Simulator server, Ref vm) {
    return server
        .world()
        .locked(
            () -> {
              List<Element> all = new ArrayList<>();
              Element snapshot = server.world().get(vm).get("snapshot");
              if (snapshot != null) {
                all.addAll(snapshot.children("rootSnapshotList"));
                for (int i = 0; i < all.size(); i++) {
                  all.addAll(all.get(i).children("childSnapshotList"));
                }
              }
              return all;
            });
  }

  static Stream<Arguments> tasks() {
    Fault fault = Fault.of("SystemError", "said so");
    return Trial.CALLS.keySet().stream()
        .sorted()
        .flatMap(
            step ->
                Stream.of(
                        new TaskFault.NoEffect(),
                        new TaskFault.FailsAfterwards(fault),
                        new TaskFault.FailsHalfway(fault))
                    .map(wrong -> Arguments.of(step, wrong)));
  }

  @Tag("F24")
  @ParameterizedTest
  @MethodSource("tasks")
  void a_task_is_not_believed_whatever_it_says(String step, TaskFault wrong) throws IOException {
    Trial trial = new Trial(shared, folder);
    Trial.Call call = Objects.requireNonNull(Trial.CALLS.get(step));
    trial.server.faults().on(call.method()).call(call.number()).task(wrong);
    Trial.Ended ended = trial.run();
    assertEquals(List.of(), trial.server.faults().pending(), ended.said());
    if (wrong instanceof TaskFault.NoEffect) {
      assertTrue(ended.said().contains("repair.reason.no-effect"), ended.said());
    } else if (wrong instanceof TaskFault.FailsAfterwards) {
      // It is there; that is what counts.
      assertEquals("complete", ended.outcome(), ended.said());
    }
  }

  @Tag("F23")
  @ParameterizedTest
  @ValueSource(strings = {"M1", "M2", "M3", "M4", "M5", "M6"})
  void a_task_that_vcenter_forgot_is_settled_by_looking(String step) throws IOException {
    Trial trial = new Trial(shared, folder);
    Trial.Call call = Objects.requireNonNull(Trial.CALLS.get(step));
    trial
        .server
        .behaviour()
        .between()
        .whenEnded(call.method(), call.number(), vm -> forgetTasks(trial.server));
    Trial.Ended ended = trial.run();
    assertEquals("complete", ended.outcome(), ended.said());
    assertEquals(Trial.SIX, trial.judge.executed(), ended.said());
  }

  private static void forgetTasks(Simulator server) {
    for (ManagedObject task : server.world().ofType("Task")) {
      for (ManagedObject machine : server.world().ofType("VirtualMachine")) {
        List<Ref> recent = new ArrayList<>(machine.refs("recentTask"));
        if (recent.remove(task.ref())) {
          machine.setRefs("recentTask", recent);
        }
      }
      server.world().remove(task.ref());
    }
  }

  @Tag("F27")
  @ParameterizedTest
  @ValueSource(longs = {5L << 30, 1L << 20})
  void a_datastore_that_fills_while_our_snapshot_is_open_stops_the_batch_and_ours_goes_first(
      long left) throws IOException {
    Path home = Files.createTempDirectory(folder, "full");
    try (RepairBench bench =
        new RepairBench(home, RepairBench.plant(home, 3), Duration.ofMillis(20))) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 3);
      Judge judge = new Judge(bench.server, first(plan));
      Ref datastore =
          bench.server.world().locked(() -> bench.server.world().ofType("Datastore").get(0)).ref();
      bench
          .server
          .behaviour()
          .between()
          .whenEnded(
              "CreateSnapshot_Task",
              1,
              vm -> bench.server.behaviour().truth().freeSpace(datastore, left));
      Shell.Result result = bench.run(plan);
      assertTrue(result.json().get("stopped").isJsonObject(), result.toString());
      List<String> outcomes = outcomes(result);
      assertEquals(List.of("untouched", "untouched"), outcomes.subList(1, 3), result.toString());
      JsonObject ending = result.json().getAsJsonArray("targets").get(0).getAsJsonObject();
      assertEquals(List.of(), judge.broken(ending, bench.journal(plan)), result.toString());
      List<String> executed = judge.executed();
      assertEquals(Trial.SIX.subList(0, 3), executed.subList(0, 3), result.toString());
      assertEquals(1, executed.stream().filter("CreateSnapshot_Task"::equals).count());
    }
  }

  @Tag("F26")
  @Test
  void a_machine_that_asks_something_stops_the_batch_before_the_next_one_is_begun()
      throws IOException {
    Path home = Files.createTempDirectory(folder, "asks");
    try (RepairBench bench =
        new RepairBench(home, RepairBench.plant(home, 5), Duration.ofMillis(20))) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 5);
      bench
          .server
          .behaviour()
          .between()
          .whenEnded(
              "ReconfigVM_Task",
              1,
              vm -> bench.server.behaviour().truth().ask(vm, "msg.test", "Go on?"));
      answerLater(bench.server, new Ref("VirtualMachine", first(plan).moId()));
      Shell.Result result = bench.run(plan);
      assertEquals(
          List.of("rolled-back", "untouched", "untouched", "untouched", "untouched"),
          outcomes(result).stream().sorted().toList(),
          result.toString());
      assertEquals(List.of("ReconfigVM_Task", "ReconfigVM_Task"), bench.executed());
    }
  }

  @Tag("F26")
  @Test
  void a_canary_that_fails_ends_the_batch_with_nothing_else_touched() throws IOException {
    Path home = Files.createTempDirectory(folder, "canary");
    try (RepairBench bench =
        new RepairBench(home, RepairBench.plant(home, 5), Duration.ofMillis(20))) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 5);
      bench
          .server
          .faults()
          .on("CreateSnapshot_Task")
          .task(new TaskFault.Fails(Fault.of("FileFault", "cut")));
      Shell.Result result = bench.run(plan);
      assertEquals(
          List.of("rolled-back", "untouched", "untouched", "untouched", "untouched"),
          outcomes(result).stream().sorted().toList(),
          result.toString());
    }
  }

  /** A person answers, but not before we have seen that it stands still. */
  private static void answerLater(Simulator server, Ref vm) {
    int[] looks = {0};
    server
        .faults()
        .on("RetrievePropertiesEx")
        .always()
        .wire(
            new WireFault.Also(
                method ->
                    server
                        .world()
                        .locked(
                            () -> {
                              Element question = server.world().get(vm).at("runtime", "question");
                              if (question != null && ++looks[0] > 8) {
                                hands(server)
                                    .call(
                                        vm,
                                        new Element("AnswerVM")
                                            .add("questionId", question.textAt("id"))
                                            .add("answerChoice", "0"));
                              }
                            })));
  }

  private static MoRef first(PlanFile plan) {
    return plan.plan().repaired().stream()
        .filter(target -> target.wave() == 1)
        .findFirst()
        .orElseThrow()
        .object()
        .ref();
  }

  private static List<String> outcomes(Shell.Result result) {
    List<String> outcomes = new ArrayList<>();
    for (JsonElement target : result.json().getAsJsonArray("targets")) {
      outcomes.add(target.getAsJsonObject().get("outcome").getAsString());
    }
    return outcomes;
  }
}
