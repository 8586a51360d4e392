// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers that never come whole, and a vCenter that starts anew under a reset: whatever was carried
 * out was carried out once, and is found by looking.
 */
@Tag("long")
@Timeout(600)
class BrokenWireTest {
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static RepairBench shared;

  @BeforeAll
  static void start() throws IOException {
    shared = new RepairBench(folder, RepairBench.plant(folder, 100), Duration.ofMillis(20));
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  static Stream<Arguments> cuts() {
    return Stream.of(
            "Login",
            "RetrieveServiceContent",
            "RetrievePropertiesEx",
            "ReconfigVM_Task",
            "CreateSnapshot_Task",
            "RemoveSnapshot_Task",
            "Logout")
        .flatMap(
            method ->
                Stream.of(
                        new WireFault.Swallowed(),
                        new WireFault.Cut(1),
                        new WireFault.CutAt(10),
                        new WireFault.CutAt(50),
                        new WireFault.CutAt(99),
                        new WireFault.CutAt(100))
                    .map(cut -> Arguments.of(method, cut)));
  }

  @Tag("F3")
  @ParameterizedTest
  @MethodSource("cuts")
  void an_answer_that_breaks_off_changes_nothing_of_what_is_done(String method, WireFault cut)
      throws IOException {
    Trial trial = new Trial(shared, folder);
    trial.server.faults().on(method).wire(cut);
    Trial.Ended ended = trial.run();
    assertEquals("complete", ended.outcome(), ended.said());
    assertEquals(Trial.SIX, trial.judge.executed(), ended.said());
    assertEquals(List.of(), trial.server.faults().pending());
  }

  static Stream<Arguments> lists() {
    return Stream.of("RetrievePropertiesEx", "ContinueRetrievePropertiesEx")
        .flatMap(
            method ->
                Stream.of(
                        new WireFault.Swallowed(), new WireFault.CutAt(10), new WireFault.CutAt(99))
                    .map(cut -> Arguments.of(method, cut)));
  }

  @Tag("F3")
  @ParameterizedTest
  @MethodSource("lists")
  void a_list_that_breaks_off_is_read_anew_with_nothing_missing_and_nothing_twice(
      String method, WireFault cut) throws IOException {
    shared.server.faults().clear();
    List<String> whole = names(shared.read(RepairKind.RESET_CBT));
    shared.server.faults().on(method).call(3).wire(cut);
    assertEquals(whole, names(shared.read(RepairKind.RESET_CBT)));
  }

  private static List<String> names(Inventory inventory) {
    return inventory.virtualMachines().stream()
        .map(VirtualMachine::ref)
        .map(Objects::toString)
        .toList();
  }

  static Stream<Arguments> swallowed() {
    return Trial.CALLS.keySet().stream()
        .sorted()
        .flatMap(
            step ->
                Stream.of(
                        new WireFault.Swallowed(), new WireFault.Garbage(), new WireFault.Dropped())
                    .map(loss -> Arguments.of(step, loss)));
  }

  @Tag("F4")
  @ParameterizedTest
  @MethodSource("swallowed")
  void a_reply_that_is_lost_is_found_by_looking(String step, WireFault loss) throws IOException {
    Trial trial = new Trial(shared, folder);
    Trial.Call call = Objects.requireNonNull(Trial.CALLS.get(step));
    trial.server.faults().on(call.method()).call(call.number()).wire(loss);
    Trial.Ended ended = trial.run();
    assertEquals("complete", ended.outcome(), ended.said());
    assertEquals(Trial.SIX, trial.judge.executed(), ended.said());
  }

  @Tag("F5")
  @ParameterizedTest
  @ValueSource(strings = {"M1", "M2", "M3", "M4", "M5", "M6"})
  void connections_that_are_dropped_under_way_are_made_anew(String step) throws IOException {
    Trial trial = new Trial(shared, folder);
    Trial.Call call = Objects.requireNonNull(Trial.CALLS.get(step));
    // All of them, idle ones too, and the one on which somebody asks for the task.
    trial
        .server
        .behaviour()
        .between()
        .whenEnded(call.method(), call.number(), vm -> trial.server.dropConnections());
    Trial.Ended ended = trial.run();
    assertEquals("complete", ended.outcome(), ended.said());
    assertEquals(Trial.SIX, trial.judge.executed(), ended.said());
  }

  static Stream<Arguments> restarts() {
    return Trial.CALLS.keySet().stream()
        .sorted()
        .flatMap(step -> Stream.of(Arguments.of(step, false), Arguments.of(step, true)));
  }

  @Tag("F16")
  @ParameterizedTest
  @MethodSource("restarts")
  void a_vcenter_that_starts_anew_is_waited_for_and_looked_at(String step, boolean afterwards)
      throws IOException {
    Trial trial = new Trial(shared, folder);
    Trial.Call call = Objects.requireNonNull(Trial.CALLS.get(step));
    trial
        .server
        .faults()
        .on(call.method())
        .call(call.number())
        .wire(new WireFault.Restart(afterwards, null));
    Trial.Ended ended = trial.run();
    assertEquals("complete", ended.outcome(), ended.said());
    // Carried out once each; what the restart took with it before its end was sent again.
    assertEquals(0, trial.server.behaviour().between().pending());
  }

  @Tag("F16")
  @ParameterizedTest
  @ValueSource(strings = {"M2", "M4", "M6"})
  void another_vcenter_at_the_same_address_gets_no_more_calls(String step) throws IOException {
    Path home = Files.createTempDirectory(folder, "other");
    try (RepairBench own =
        new RepairBench(home, RepairBench.plant(home, 1), Duration.ofMillis(20))) {
      Trial trial = new Trial(own, folder);
      Trial.Call call = Objects.requireNonNull(Trial.CALLS.get(step));
      trial
          .server
          .faults()
          .on(call.method())
          .call(call.number())
          .wire(new WireFault.Restart(false, "99999999-0000-0000-0000-000000000000"));
      var result = trial.bench.run(trial.plan);
      assertEquals(
          Trial.CALLS.keySet().stream().sorted().toList().indexOf(step),
          trial.judge.executed().size(),
          result.toString());
    }
  }
}
