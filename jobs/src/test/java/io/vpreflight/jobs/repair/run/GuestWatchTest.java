// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guest suffers ends the batch and not the repair: long tasks, and lost addresses. */
class GuestWatchTest {
  private static final RunLimits.Guests LIMITS = RunLimits.DEFAULT.guests();

  @TempDir static Path folder;
  private static Store store;
  private Rig rig;
  private World world;

  @BeforeAll
  static void open() {
    store = Store.open(folder.resolve("state"), "test");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @BeforeEach
  void rig() {
    rig = new Rig(store);
    world = rig.world;
  }

  /** The repair itself is done, whatever its guest came to. */
  private Ending complete() {
    Ending ending = rig.run();
    assertEquals(List.of(), rig.broken(ending), ending.toString());
    assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
    assertFalse(ending.failure(), ending.toString());
    return ending;
  }

  private void loseAddressAt(String method, int count) {
    world.after =
        (called, number) -> {
          if (called.equals(method) && number == count) {
            world.address = null;
          }
        };
  }

  @Tag("F26")
  @Test
  void tasks_as_long_as_the_limit_and_an_address_that_stays_stop_nothing() {
    world.pace = LIMITS.longestStun();
    assertNull(complete().stop());
    assertEquals(List.of(), rig.told);
  }

  @Tag("F26")
  @Test
  void a_snapshot_task_above_the_limit_is_told_with_step_measure_and_limit() {
    world.pace = LIMITS.longestStun().plusSeconds(1);
    Text stop = Objects.requireNonNull(complete().stop());
    assertEquals("repair.reason.batch-stun", stop.key());
    assertEquals(List.of("app01", "M2", world.pace, LIMITS.longestStun()), stop.args());
    assertEquals(4, rig.told.size(), "each of the four tasks: " + rig.told);
  }

  @Tag("F26")
  @Test
  void a_task_above_the_limit_is_told_before_anything_else_is_sent() {
    world.pace = LIMITS.longestStun().plusSeconds(1);
    List<List<String>> executed = new ArrayList<>();
    rig.alarm = stop -> executed.add(List.copyOf(world.executed));
    complete();
    assertEquals(
        List.of("ReconfigVM_Task", "off", "CreateSnapshot_Task"), executed.get(0), "at the first");
  }

  @Tag("F26")
  @Test
  void how_long_a_task_took_outlives_a_crash() {
    world.pace = LIMITS.longestStun().multipliedBy(2);
    rig.crash =
        (step, point) -> {
          if (step.equals("M4") && point == CrashHook.Point.BEFORE_INTENT) {
            throw new IllegalArgumentException("crash");
          }
        };
    assertThrows(IllegalArgumentException.class, rig::run);
    rig.crash = CrashHook.none();
    world.pace = Duration.ofSeconds(1);
    assertEquals("repair.reason.batch-stun", Objects.requireNonNull(complete().stop()).key());
  }

  @Tag("F26")
  @Test
  void a_task_that_vcenter_forgot_has_no_measure_and_that_is_said() {
    world.forgetsTasks = true;
    assertNull(complete().stop());
    assertEquals(
        List.of(4L, 4L),
        List.of(
            rig.told.stream().filter("repair.reason.stun-unknown"::equals).count(),
            (long) rig.told.size()));
  }

  @Tag("F26")
  @Test
  void a_merge_of_old_deltas_is_no_measure_of_a_stun() {
    rig.wants(RepairKind.CONSOLIDATE);
    world.needsConsolidation = true;
    world.pace = Duration.ofHours(1);
    assertNull(complete().stop());
  }

  @Tag("F26")
  @Test
  void an_address_that_does_not_come_back_in_time_is_looked_at_until_then_and_once_more() {
    loseAddressAt("CreateSnapshot_Task", 1);
    Instant before = world.now;
    Text stop = Objects.requireNonNull(complete().stop());
    assertEquals("repair.reason.batch-address", stop.key());
    assertEquals(List.of("app01", "10.1.2.3", LIMITS.addressBack()), stop.args());
    assertEquals(List.of("repair.reason.address-missed"), rig.told);
    assertTrue(Duration.between(before, world.now).compareTo(LIMITS.addressBack()) >= 0);
    assertTrue(
        rig.journal().stream()
            .anyMatch(line -> "repair.reason.batch-address".equals(line.details().get("stop"))));
  }

  @Tag("F26")
  @Test
  void an_address_that_comes_back_within_the_grace_stops_nothing() {
    loseAddressAt("RemoveSnapshot_Task", 2);
    Instant back = world.now.plus(Duration.ofMinutes(4));
    world.onGuest =
        () -> {
          if (world.address == null && world.now.isAfter(back)) {
            world.address = "10.9.9.9";
          }
        };
    assertNull(complete().stop());
    assertEquals(List.of("repair.reason.address-missed", "repair.reason.address-back"), rig.told);
  }

  @Tag("F26")
  @Test
  void a_link_local_address_is_none() {
    world.after =
        (method, count) -> {
          if (method.equals("RemoveSnapshot_Task")) {
            world.address = "169.254.7.7";
          }
        };
    assertEquals("repair.reason.batch-address", Objects.requireNonNull(complete().stop()).key());
  }

  @Tag("F26")
  @Test
  void tools_that_tell_nothing_stop_nothing_and_it_is_said() {
    world.toolsRunning = null;
    world.address = null;
    assertNull(complete().stop());
    assertEquals(List.of("repair.reason.address-unknown"), rig.told);
  }

  @Tag("F26")
  @Test
  void a_guest_that_may_not_be_read_stops_nothing_and_it_is_said() {
    world.guestFault = "NoPermission";
    assertNull(complete().stop());
    assertEquals(List.of("repair.reason.address-unknown"), rig.told);
  }

  @Tag("F26")
  @Test
  void tools_that_are_unset_afterwards_are_unknown_and_no_lost_address() {
    world.after =
        (method, count) -> {
          world.toolsRunning = null;
          world.address = null;
        };
    assertNull(complete().stop());
    assertEquals(
        List.of("repair.reason.address-missed", "repair.reason.address-unknown"), rig.told);
  }

  @Tag("F26")
  @Test
  void a_guest_whose_tools_stopped_has_lost_its_address() {
    world.after =
        (method, count) -> {
          world.toolsRunning = "guestToolsNotRunning";
          world.address = null;
        };
    assertNotNull(complete().stop());
  }

  @Tag("F26")
  @Test
  void a_machine_without_an_address_before_has_none_to_lose() {
    world.address = null;
    assertNull(complete().stop());
    assertEquals(List.of(), rig.told);
  }

  @Tag("F26")
  @Test
  void a_wish_to_stop_ends_the_wait_for_an_address() {
    loseAddressAt("CreateSnapshot_Task", 2);
    world.onGuest =
        () -> {
          if (world.address == null) {
            rig.stop = Text.of("repair.reason.asked");
          }
        };
    Instant before = world.now;
    assertNull(complete().stop());
    assertTrue(Duration.between(before, world.now).compareTo(LIMITS.addressBack()) < 0);
    assertTrue(rig.told.contains("repair.reason.address-not-awaited"), rig.told.toString());
  }
}
