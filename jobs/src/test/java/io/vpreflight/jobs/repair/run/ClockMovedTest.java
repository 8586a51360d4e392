// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody sets the clock of our machine in the middle of a repair; that of vCenter goes on. */
class ClockMovedTest {
  private static final List<Duration> MOVES =
      List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(-1));
  private static final List<String> METHODS =
      List.of("ReconfigVM_Task", "CreateSnapshot_Task", "RemoveSnapshot_Task");

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Store store;

  @BeforeAll
  static void open() {
    store = Store.open(folder.resolve("state"), "test");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  static Stream<Arguments> calls() {
    return MOVES.stream()
        .flatMap(move -> METHODS.stream().map(method -> Arguments.of(move, method)));
  }

  @Tag("F39")
  @ParameterizedTest
  @MethodSource("calls")
  void it_takes_no_longer_and_sends_nothing_twice(Duration move, String method) {
    Rig rig = new Rig(store);
    rig.world.after =
        (sent, number) -> {
          if (sent.equals(method) && number == 1) {
            rig.world.moved = move;
          }
        };
    ended(rig, Duration.ofMinutes(10));
    METHODS.forEach(each -> assertEquals(2, rig.world.calls.get(each)));
  }

  @Tag("F39")
  @ParameterizedTest
  @MethodSource("calls")
  void who_is_refused_tries_again_on_the_ladder_and_not_a_day_later(Duration move, String method) {
    Rig rig = new Rig(store);
    rig.world.before =
        (sent, number) -> {
          if (sent.equals(method) && number == 2) {
            rig.world.moved = move;
            throw World.fault(method, "TaskInProgress");
          }
        };
    ended(rig, Duration.ofMinutes(40));
  }

  static Stream<Duration> moves() {
    return MOVES.stream();
  }

  /** A call that nobody answers arrives a while later, and is not sent again before. */
  @Tag("F39")
  @ParameterizedTest
  @MethodSource("moves")
  void what_was_not_answered_is_waited_for_as_long_as_ever(Duration move) {
    Rig rig = new Rig(store);
    World world = rig.world;
    Instant[] arrives = {null};
    world.before =
        (method, number) -> {
          if (method.equals("ReconfigVM_Task") && number == 1) {
            arrives[0] = world.now.plusSeconds(10);
            throw World.broken();
          }
        };
    world.onLook =
        () -> {
          if (arrives[0] != null) {
            world.moved = move;
            if (!world.now.isBefore(arrives[0])) {
              arrives[0] = null;
              world.flag = false;
              world.version++;
            }
          }
        };
    ended(rig, Duration.ofMinutes(10));
    assertEquals(2, world.calls.get("ReconfigVM_Task"), "off and on");
  }

  private static void ended(Rig rig, Duration atMost) {
    Instant begun = rig.world.now;
    Ending ending = rig.run();
    assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
    assertEquals(List.of(), rig.broken(ending));
    Duration took = Duration.between(begun, rig.world.now);
    assertTrue(took.compareTo(atMost) < 0, "it took " + took);
  }
}
