// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.schedule.Schedule.Missed;
import io.vpreflight.jobs.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many schedules whose time is the same, as after "at two in the morning" for everything. */
@Timeout(600)
class ManyDueTest {
  private static final int MANY = 500;
  private static final int AT_ONCE = 4;
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path temp;
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();

  /** Not due for a year, but when somebody says that it is. */
  private String yearly;

  private Store store;

  /** What was done, and for which time. */
  private record Done(String name, Instant dueAt) {}

  @BeforeEach
  void open() {
    store = Store.open(temp.resolve("state"), "test");
    OffsetDateTime before = Instant.now().atOffset(ZoneOffset.UTC).minusDays(2);
    yearly = "0 0 0 %d %d ?".formatted(before.getDayOfMonth(), before.getMonthValue());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Schedule schedule(String name, Missed missed, Duration jitter) {
    return new Schedule(name, yearly, ZoneOffset.UTC, missed, jitter);
  }

  private Timetable start(List<Schedule> schedules) {
    return start(schedules, (schedule, at) -> done.add(new Done(schedule.name(), at)));
  }

  private interface Doing {
    void run(Schedule schedule, Instant dueAt);
  }

  private Timetable start(List<Schedule> schedules, Doing doing) {
    return Timetable.start(
        store,
        schedules,
        new Timetable.Work() {
          @Override
          public void run(Schedule schedule, Instant dueAt) {
            doing.run(schedule, dueAt);
          }

          @Override
          public void stop() {
            // It is over soon.
          }
        });
  }

  /** Enters them, and makes all of them due at that time. */
  private void enter(List<Schedule> schedules, Instant dueAt) {
    start(schedules).close();
    assertEquals(schedules.size(), move("schedules", dueAt));
    store.close();
    store = Store.open(temp.resolve("state"), "test");
  }

  private int move(String group, Instant to) {
    try (Connection connection = store.connections().getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update qrtz_triggers set next_fire_time = ? where trigger_group = ?")) {
      update.setLong(1, to.toEpochMilli());
      update.setString(2, group);
      return update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Tag("F40")
  @Test
  void five_hundred_that_are_due_at_once_are_each_done_once_and_four_at_a_time() throws Exception {
    List<Schedule> all =
        IntStream.range(0, MANY)
            .mapToObj(i -> schedule("s" + i, Missed.ONCE, Duration.ZERO))
            .toList();
    enter(all, Instant.now());
    Map<String, Integer> times = new ConcurrentHashMap<>();
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    CyclicBarrier first = new CyclicBarrier(AT_ONCE);
    try (Timetable table =
        start(
            all,
            (schedule, at) -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              if (begun.incrementAndGet() <= AT_ONCE) {
                meet(first);
              }
              times.merge(schedule.name(), 1, Integer::sum);
              underWay.decrementAndGet();
              done.add(new Done(schedule.name(), at));
            })) {
      for (int i = 0; i < MANY; i++) {
        assertNotNull(done.poll(60, TimeUnit.SECONDS), () -> times.size() + " were done");
      }
      for (Timetable.Standing standing : table.standings()) {
        Instant next = standing.nextAt();
        assertTrue(
            next != null && next.isAfter(Instant.now().plus(Duration.ofDays(300))),
            standing.toString());
      }
    }
    assertNull(done.poll(), "one was done twice");
    assertEquals(MANY, times.size());
    assertTrue(times.values().stream().allMatch(count -> count == 1), times.toString());
    assertEquals(AT_ONCE, most.get());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(300, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** More than are done at a time, all of which begin in ten minutes at the earliest. */
  private List<Schedule> jittered(Missed missed, Instant dueAt) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> schedule("late" + i, missed, HOUR))
        .filter(one -> one.delay(dueAt).compareTo(Duration.ofMinutes(10)) > 0)
        .limit(2L * AT_ONCE)
        .toList();
  }

  @Tag("F40")
  @Test
  void what_waits_for_its_jitter_is_in_nobodys_way_and_done_once_even_after_a_restart()
      throws Exception {
    Instant dueAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<Schedule> late = jittered(Missed.ONCE, dueAt);
    List<Schedule> all = new ArrayList<>(late);
    all.add(schedule("prompt", Missed.SKIP, Duration.ZERO));
    all.add(schedule("by-hand", Missed.SKIP, HOUR));
    // Quartz takes the first of those that are due by name, if nothing else.
    enter(all.subList(0, late.size()), dueAt);
    try (Timetable table = start(all)) {
      table.runNow("prompt");
      assertEquals("prompt", poll().name(), "threads wait for a jitter");
      table.runNow("by-hand");
      assertEquals("by-hand", poll().name(), "who asks for it does not wait for a jitter");
      awaitPutOff(late.size());
      assertNull(done.poll());
    }
    store.close();
    store = Store.open(temp.resolve("state"), "test");
    assertEquals(late.size(), move("later", Instant.now()));
    try (Timetable table = start(all)) {
      for (int i = 0; i < late.size(); i++) {
        assertEquals(dueAt, poll().dueAt(), "for the time that it was due at");
      }
      table.runNow("prompt");
      assertEquals("prompt", poll().name(), "one was done twice");
    }
  }

  @Tag("F40")
  @Test
  void whose_jitter_ended_while_nobody_was_there_is_not_made_up_for_when_it_says_skip()
      throws Exception {
    Instant dueAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<Schedule> all = new ArrayList<>(jittered(Missed.SKIP, dueAt));
    int late = all.size();
    enter(all, dueAt);
    all.add(schedule("prompt", Missed.SKIP, Duration.ZERO));
    try (Timetable table = start(all)) {
      assertTrue(table.isRunning());
      awaitPutOff(late);
    }
    store.close();
    // As if more than its jitter had gone by since then.
    List<Schedule> sooner =
        all.stream().map(one -> schedule(one.name(), Missed.SKIP, Duration.ofMillis(1))).toList();
    store = Store.open(temp.resolve("state"), "test");
    assertEquals(late, move("later", Instant.now()));
    try (Timetable table = start(sooner)) {
      while (waiting() > 0) {
        Thread.sleep(20);
      }
      table.runNow("prompt");
      assertEquals("prompt", poll().name());
      assertNull(done.poll());
    }
  }

  @Tag("F34")
  @Test
  void errors_in_the_threads_that_do_it_leave_each_of_them_for_the_next() throws Exception {
    List<Schedule> all =
        IntStream.range(0, 4 * AT_ONCE)
            .mapToObj(i -> schedule("s" + i, Missed.ONCE, Duration.ZERO))
            .toList();
    enter(all, Instant.now());
    try (Timetable table =
        start(
            all,
            (schedule, at) -> {
              done.add(new Done(schedule.name(), at));
              throw schedule.name().endsWith("0")
                  ? new OutOfMemoryError("of a test")
                  : new StackOverflowError("of a test");
            })) {
      for (int i = 0; i < all.size(); i++) {
        poll();
      }
      table.runNow("s0");
      assertEquals("s0", poll().name());
    }
  }

  private Done poll() throws InterruptedException {
    Done next = done.poll(60, TimeUnit.SECONDS);
    assertNotNull(next);
    return next;
  }

  private void awaitPutOff(int count) throws InterruptedException {
    while (waiting() < count) {
      Thread.sleep(20);
    }
  }

  private int waiting() {
    try (Connection connection = store.connections().getConnection();
        PreparedStatement look =
            connection.prepareStatement(
                "select count(*) from qrtz_triggers where trigger_group = 'later'");
        var rows = look.executeQuery()) {
      assertTrue(rows.next());
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
