// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import static java.time.DayOfWeek.SUNDAY;
import static java.time.temporal.TemporalAdjusters.previousOrSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.schedule.Schedule.Missed;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(600)
@ParameterizedClass
@EnumSource(AStore.class)
class TimetableTest {
  private static final String NEVER = "0 0 0 1 1 ? 2099";
  private static final String EACH_SECOND = "* * * * * ?";

  private final AStore kept;
  @TempDir Path temp;
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final Queue<String> leftOut = new ConcurrentLinkedQueue<>();
  private Store store;

  TimetableTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    store = kept.open(temp.resolve("state"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Schedule schedule(String name, String cron, Missed missed) {
    return new Schedule(name, cron, ZoneOffset.UTC, missed, Duration.ZERO);
  }

  private Timetable start(Schedule... schedules) {
    return Timetable.start(
        store, List.of(schedules), work(schedule -> done.add(schedule.name()), () -> {}));
  }

  private Timetable.Work work(Consumer<Schedule> run, Runnable stop) {
    return new Timetable.Work() {
      @Override
      public void run(Schedule schedule, Instant dueAt) {
        run.accept(schedule);
      }

      @Override
      public void leftOut(Schedule schedule, Instant dueAt) {
        leftOut.add(schedule.name() + " " + dueAt);
      }

      @Override
      public void stop() {
        stop.run();
      }
    };
  }

  private void restart() {
    store.close();
    open();
  }

  @Test
  void what_is_due_is_done_and_what_is_not_due_is_not() throws InterruptedException {
    try (Timetable table =
        start(schedule("often", EACH_SECOND, Missed.ONCE), schedule("never", NEVER, Missed.ONCE))) {
      assertNotNull(table);
      assertEquals("often", done.poll(60, TimeUnit.SECONDS));
      assertEquals("often", done.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void it_can_be_done_now() throws InterruptedException {
    try (Timetable table = start(schedule("never", NEVER, Missed.ONCE))) {
      table.runNow("never");
      assertEquals("never", done.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void on_a_day_that_is_left_out_it_is_done_by_hand_alone() throws InterruptedException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Blackout around = Blackout.on(today.minusDays(1), today.plusDays(2));
    Schedule never =
        new Schedule(
            "holiday", EACH_SECOND, ZoneOffset.UTC, Missed.ONCE, Duration.ZERO, List.of(around));
    try (Timetable table = start(never, schedule("often", EACH_SECOND, Missed.ONCE))) {
      assertEquals("often", done.poll(60, TimeUnit.SECONDS));
      assertEquals("often", done.poll(60, TimeUnit.SECONDS));
      Instant next =
          table.standings().stream()
              .filter(one -> one.schedule().equals(never))
              .findFirst()
              .orElseThrow()
              .nextAt();
      assertEquals(today.plusDays(2).plusDays(1), LocalDate.ofInstant(next, ZoneOffset.UTC));
      table.runNow("holiday");
      String seen = "often";
      while (seen.equals("often")) {
        seen = String.valueOf(done.poll(60, TimeUnit.SECONDS));
      }
      assertEquals("holiday", seen);
    }
  }

  @Test
  void a_paused_schedule_stays_paused_after_a_restart_and_with_other_times_until_it_is_resumed()
      throws InterruptedException {
    try (Timetable table = start(schedule("one", NEVER, Missed.SKIP))) {
      table.pause("one");
    }
    restart();
    try (Timetable table = start(schedule("one", EACH_SECOND, Missed.SKIP))) {
      assertTrue(table.standings().get(0).paused());
      assertNull(table.standings().get(0).nextAt());
      assertNull(done.poll(3, TimeUnit.SECONDS));
      table.runNow("one");
      assertEquals("one", done.poll(60, TimeUnit.SECONDS), "by hand it is still done");
      table.resume("one");
      assertEquals("one", done.poll(60, TimeUnit.SECONDS));
      assertNotNull(table.standings().get(0).nextAt());
      assertTrue(table.isRunning());
    }
  }

  @Tag("F33")
  @Test
  void a_schedule_is_not_done_twice_at_once_and_is_stopped_at_the_end()
      throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Timetable table =
        Timetable.start(
            store,
            List.of(schedule("long", EACH_SECOND, Missed.ONCE)),
            work(
                schedule -> {
                  begun.incrementAndGet();
                  first.countDown();
                  await(stopped);
                  ended.set(true);
                },
                stopped::countDown));
    assertTrue(first.await(300, TimeUnit.SECONDS));
    table.runNow("long");
    table.close();
    assertTrue(ended.get());
    assertEquals(1, begun.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Tag("F34")
  @Test
  void what_broke_is_done_again_at_the_next_time() throws InterruptedException {
    try (Timetable table =
        Timetable.start(
            store,
            List.of(schedule("often", EACH_SECOND, Missed.ONCE)),
            work(
                schedule -> {
                  done.add(schedule.name());
                  throw new IllegalStateException("broke");
                },
                () -> {}))) {
      assertNotNull(table);
      assertEquals("often", done.poll(60, TimeUnit.SECONDS));
      assertEquals("often", done.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void a_schedule_that_is_no_longer_wanted_is_forgotten() throws InterruptedException {
    try (Timetable table = start(schedule("old", EACH_SECOND, Missed.ONCE))) {
      assertNotNull(table);
      assertEquals("old", done.poll(60, TimeUnit.SECONDS));
    }
    restart();
    done.clear();
    try (Timetable table = start(schedule("new", EACH_SECOND, Missed.ONCE))) {
      assertNotNull(table);
      assertEquals("new", done.poll(60, TimeUnit.SECONDS));
      assertEquals("new", done.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void others_may_take_their_place_while_one_of_them_is_under_way() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Timetable table =
        Timetable.start(
            store,
            List.of(
                schedule("long", EACH_SECOND, Missed.SKIP), schedule("kept", NEVER, Missed.SKIP)),
            work(
                one -> {
                  if (one.name().equals("long")) {
                    begun.countDown();
                    await(end);
                  }
                  done.add(one.name());
                },
                end::countDown))) {
      assertTrue(begun.await(300, TimeUnit.SECONDS));
      table.pause("kept");
      table.replace(
          List.of(schedule("kept", NEVER, Missed.SKIP), schedule("new", EACH_SECOND, Missed.SKIP)));
      assertEquals("new", done.poll(60, TimeUnit.SECONDS));
      assertEquals(
          List.of("kept", "new"),
          table.standings().stream().map(one -> one.schedule().name()).toList());
      assertTrue(table.standings().get(0).paused());
      end.countDown();
      String seen = "new";
      while (seen.equals("new")) {
        seen = String.valueOf(done.poll(60, TimeUnit.SECONDS));
      }
      assertEquals("long", seen, "what was under way came to its end");
      table.replace(List.of(schedule("kept", EACH_SECOND, Missed.SKIP)));
      table.resume("kept");
      seen = "new";
      while (!seen.equals("kept")) {
        seen = String.valueOf(done.poll(60, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void a_schedule_whose_time_was_changed_is_done_at_the_new_time() throws InterruptedException {
    start(schedule("one", NEVER, Missed.ONCE)).close();
    restart();
    try (Timetable table = start(schedule("one", EACH_SECOND, Missed.ONCE))) {
      assertNotNull(table);
      assertEquals("one", done.poll(60, TimeUnit.SECONDS));
    }
  }

  @Tag("F39")
  @Test
  void a_time_that_clocks_skip_is_the_next_one_in_the_store_as_well() {
    ZoneId paris = ZoneId.of("Europe/Paris");
    int year = LocalDate.now(paris).getYear() + 1;
    LocalDate march = LocalDate.of(year, 3, 31).with(previousOrSame(SUNDAY));
    String cron = "0 30 2 %d 3 ? %d".formatted(march.getDayOfMonth(), year);
    Schedule night = new Schedule("night", cron, paris, Missed.ONCE, Duration.ZERO);
    Instant after = march.atTime(3, 0).atZone(paris).toInstant();
    try (Timetable table =
        Timetable.start(store, List.of(night), work(one -> done.add(one.name()), () -> {}))) {
      assertEquals(after, table.standings().get(0).nextAt());
      table.pause("night");
      table.resume("night");
    }
    restart();
    try (Timetable table =
        Timetable.start(store, List.of(night), work(one -> done.add(one.name()), () -> {}))) {
      assertEquals(after, table.standings().get(0).nextAt());
    }
  }

  /** As if the service had been down at that time, for which so many were due. */
  private void pretendToWait(Instant dueAt, int count) {
    try (Connection connection = store.connections().getConnection();
        PreparedStatement update =
            connection.prepareStatement("update qrtz_triggers set next_fire_time = ?")) {
      update.setLong(1, dueAt.toEpochMilli());
      assertEquals(count, update.executeUpdate());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Tag("F40")
  @Test
  void f40_what_was_missed_is_caught_up_once_or_not_at_all_as_the_schedule_says()
      throws InterruptedException {
    // Neither is due again for a year.
    Instant now = Instant.now();
    String yearly =
        "0 0 0 %d %d ?"
            .formatted(
                now.atOffset(ZoneOffset.UTC).minusDays(2).getDayOfMonth(),
                now.atOffset(ZoneOffset.UTC).minusDays(2).getMonthValue());
    start(schedule("once", yearly, Missed.ONCE), schedule("skip", yearly, Missed.SKIP)).close();
    Instant missed = now.minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
    pretendToWait(missed, 2);
    restart();
    try (Timetable table =
        start(schedule("once", yearly, Missed.ONCE), schedule("skip", yearly, Missed.SKIP))) {
      assertNotNull(table);
      assertEquals("once", done.poll(60, TimeUnit.SECONDS));
      assertEquals(List.of("skip " + missed), List.copyOf(leftOut), "and told");
      table.runNow("skip");
      assertEquals("skip", done.poll(60, TimeUnit.SECONDS));
      assertNull(done.poll());
    }
  }

  @Tag("F40")
  @Test
  void f40_a_weekend_of_missed_times_is_caught_up_once() throws InterruptedException {
    // Each quarter of an hour, but in the hour of this test: 200 and more were missed.
    OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);
    String hours =
        IntStream.range(0, 24)
            .filter(hour -> hour != now.getHour() && hour != now.plusHours(1).getHour())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(","));
    String quarters = "0 0/15 %s * * ?".formatted(hours);
    Schedule often = schedule("often", quarters, Missed.ONCE);
    Schedule never = schedule("never", NEVER, Missed.SKIP);
    start(often, never).close();
    Instant friday = now.minusHours(60).toInstant();
    assertTrue(often.next(friday, 200).get(199).isBefore(now.toInstant()));
    pretendToWait(friday, 2);
    restart();
    try (Timetable table = start(often, never)) {
      assertEquals("often", done.poll(60, TimeUnit.SECONDS));
      table.runNow("never");
      assertEquals("never", done.poll(60, TimeUnit.SECONDS));
      assertNull(done.poll());
      for (Timetable.Standing standing : table.standings()) {
        Instant next = standing.nextAt();
        assertTrue(next != null && next.isAfter(now.toInstant()), standing.toString());
      }
    }
  }

  @Tag("F40")
  @Test
  void f40_times_that_were_missed_within_the_last_minute_are_caught_up_once_as_well()
      throws InterruptedException {
    // Five seconds of one minute, just gone by; not due again for a year.
    OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC).minusSeconds(5);
    OffsetDateTime last = now.getSecond() >= 4 ? now : now.minusMinutes(1).withSecond(59);
    OffsetDateTime first = last.withNano(0).minusSeconds(4);
    String seconds =
        "%d-%d %d %d %d %d ?"
            .formatted(
                first.getSecond(),
                last.getSecond(),
                last.getMinute(),
                last.getHour(),
                last.getDayOfMonth(),
                last.getMonthValue());
    Schedule often = schedule("often", seconds, Missed.ONCE);
    start(often).close();
    pretendToWait(first.toInstant(), 1);
    restart();
    try (Timetable table = start(often)) {
      assertEquals("often", done.poll(60, TimeUnit.SECONDS));
      Instant next = table.standings().get(0).nextAt();
      assertTrue(next != null && next.isAfter(last.toInstant()), "four more: " + next);
    }
    assertNull(done.poll());
  }
}
