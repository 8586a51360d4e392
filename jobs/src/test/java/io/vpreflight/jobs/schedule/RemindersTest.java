// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.schedule.Reminders.Reminder;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is to be looked after, whatever becomes of the process. */
@Timeout(600)
@ParameterizedClass
@EnumSource(AStore.class)
class RemindersTest {
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration NEVER = Duration.ofDays(300);

  private final AStore kept;
  @TempDir Path temp;
  private final BlockingQueue<Reminder> come = new LinkedBlockingQueue<>();
  private Store store;

  RemindersTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    store = kept.open(temp);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Reminder next() throws InterruptedException {
    return Objects.requireNonNull(come.poll(60, TimeUnit.SECONDS), "it comes");
  }

  @Test
  void it_comes_again_and_again_until_it_is_forgotten() throws Exception {
    try (Reminders reminders = Reminders.of(store, SOON)) {
      reminders.keep("a");
      reminders.begin(come::add);
      assertEquals("a", next().name());
      assertEquals("a", next().name());
      assertTrue(reminders.forget("a"));
      assertFalse(reminders.forget("a"));
      assertTrue(reminders.find("a").isEmpty());
      assertEquals(Map.of(), store.reminders().all());
    }
  }

  @Test
  void one_that_nobody_forgot_comes_to_the_next_process() throws Exception {
    try (Reminders reminders = Reminders.of(store, SOON)) {
      reminders.keep("a");
    }
    store.close();
    store = kept.open(temp);
    assertEquals(Set.of("a"), store.reminders().all().keySet());
    try (Reminders reminders = Reminders.of(store, SOON)) {
      reminders.begin(come::add);
      assertEquals("a", next().name());
    }
  }

  @Test
  void who_has_the_store_alone_need_not_wait_for_what_another_process_left() throws Exception {
    try (Reminders reminders = Reminders.of(store, NEVER)) {
      reminders.keep("a");
    }
    try (Reminders reminders = Reminders.of(store, NEVER)) {
      reminders.begin(come::add);
      if (store.isShared()) {
        // Another node may be at it.
        assertTrue(reminders.find("a").orElseThrow().at().isAfter(Instant.now()));
      } else {
        assertEquals("a", next().name());
      }
    }
  }

  @Test
  void one_that_was_put_off_keeps_its_time_and_since_when_over_a_restart() throws Exception {
    Instant at = Instant.now().plus(NEVER).truncatedTo(ChronoUnit.SECONDS);
    Instant since = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (Reminders reminders = Reminders.of(store, SOON)) {
      reminders.keep("a");
      assertNull(reminders.find("a").orElseThrow().since());
      reminders.putOff("a", at, since);
    }
    try (Reminders reminders = Reminders.of(store, SOON)) {
      reminders.keep("b");
      reminders.begin(come::add);
      assertEquals("b", next().name());
      assertEquals(new Reminder("a", at, since), reminders.find("a").orElseThrow());
      assertEquals(at, store.reminders().all().get("a"));
      assertTrue(come.stream().noneMatch(one -> one.name().equals("a")));
      reminders.keep("a");
      assertNull(reminders.find("a").orElseThrow().since(), "from the beginning");
    }
  }

  @Test
  @Tag("F39")
  void after_a_clock_was_set_back_nobody_waits_until_it_is_that_late_again() throws Exception {
    Duration day = Duration.ofDays(1);
    Instant soon = Instant.now().plus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.SECONDS);
    try (Reminders reminders = Reminders.of(store, SOON)) {
      reminders.putOff("far", Instant.now().plus(day), Instant.now().plus(day));
      reminders.putOff("soon", soon, soon);
      reminders.bringForward(Duration.ofMinutes(30));
      reminders.begin(come::add);
      assertEquals("far", next().name());
      assertEquals(soon, reminders.find("soon").orElseThrow().at(), "on the ladder as it was");
    }
  }

  @Test
  void what_is_decided_while_it_is_looked_after_holds() throws Exception {
    Instant at = Instant.now().plus(NEVER).truncatedTo(ChronoUnit.SECONDS);
    try (Reminders reminders = Reminders.of(store, SOON)) {
      reminders.keep("later");
      reminders.keep("over");
      reminders.keep("always");
      reminders.begin(
          one -> {
            if (one.name().equals("later")) {
              reminders.putOff("later", at, one.at());
            } else if (one.name().equals("over")) {
              reminders.forget("over");
            }
            come.add(one);
          });
      int rounds = 0;
      while (rounds < 3 || store.reminders().all().containsKey("over")) {
        rounds += next().name().equals("always") ? 1 : 0;
      }
      assertEquals(at, reminders.find("later").orElseThrow().at());
    }
  }
}
