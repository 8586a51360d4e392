// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.ANotice;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.HandClock;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Postman;
import io.vpreflight.jobs.notify.Quiet;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.notify.Turn;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Letter;
import io.vpreflight.jobs.store.Outbox;
import io.vpreflight.jobs.store.Outbox.State;
import io.vpreflight.jobs.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How letters leave the store, and what becomes of those that nobody takes. */
@Timeout(600)
class PostmanTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Envelope NOBODY =
      new Envelope("vpreflight@example.org", List.of("ops@example.org"));

  @TempDir Path temp;
  private final HandClock clock = new HandClock(NOON);
  private final List<Text> log = Collections.synchronizedList(new ArrayList<>());
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(temp.resolve("state"), "test");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path folder(String channel) {
    return temp.resolve("mail").resolve(channel);
  }

  private Channel channel(String name) {
    return new FolderChannel(ANotice.rules(name), folder(name), NOBODY);
  }

  /** Nothing can be written where a file is. */
  private void kill(String channel) throws IOException {
    Files.createDirectories(temp.resolve("mail"));
    Files.writeString(folder(channel), "in the way");
  }

  private void revive(String channel) throws IOException {
    Files.delete(folder(channel));
  }

  private Postman postman(String... channels) {
    return postman(Stream.of(channels).map(this::channel).toList());
  }

  private Postman postman(List<Channel> channels) {
    return Postman.start(
        store.outbox(),
        channels,
        clock,
        log::add,
        lost -> {
          throw lost;
        });
  }

  private void post(String channel, String id) {
    post(channel, id, clock.instant(), false);
  }

  private void post(String channel, String id, Instant due, boolean held) {
    ANotice notice = ANotice.of(Turn.NEW, Severity.ERROR, "srv");
    notice.id = id;
    Letter letter =
        new Letter(
            id,
            channel,
            clock.instant(),
            due,
            due.plus(Duration.ofHours(24)),
            held,
            notice.build().toJson());
    Audits.Trouble trouble = new Audits.Trouble("test", id);
    store.audits().failed("s", trouble, clock.instant(), (change, known) -> List.of(letter));
  }

  private Outbox.Entry entry(String id) {
    return store.outbox().list(100).stream()
        .filter(one -> one.letter().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static void await(BooleanSupplier wanted) throws InterruptedException {
    while (!wanted.getAsBoolean()) {
      Thread.sleep(20);
    }
  }

  private boolean isSent(String id) {
    return entry(id).state() == State.SENT;
  }

  @Test
  void a_letter_is_sent_once() throws Exception {
    try (Postman postman = postman("a")) {
      post("a", "one");
      postman.wake();
      await(() -> isSent("one"));
      post("a", "two");
      postman.wake();
      await(() -> isSent("two"));
    }
    assertEquals(1, entry("one").attempts());
    try (Stream<Path> mails = Files.list(folder("a"))) {
      assertEquals(2, mails.count());
    }
    assertEquals(List.of(), log);
  }

  @Test
  void a_dead_channel_is_tried_again_after_1_2_4_8_minutes_and_holds_up_no_other()
      throws Exception {
    kill("dead");
    try (Postman postman = postman("dead", "alive")) {
      post("dead", "one");
      post("alive", "two");
      postman.wake();
      await(() -> isSent("two"));
      for (int minutes : new int[] {1, 2, 4, 8}) {
        await(() -> entry("one").letter().dueAt().isAfter(clock.instant()));
        assertEquals(
            Duration.ofMinutes(minutes),
            Duration.between(clock.instant(), entry("one").letter().dueAt()));
        clock.forward(Duration.ofMinutes(minutes));
        postman.wake();
      }
      await(() -> entry("one").attempts() == 5);
      await(() -> entry("one").letter().dueAt().isAfter(clock.instant()));
      revive("dead");
      clock.forward(Duration.ofMinutes(16));
      postman.wake();
      await(() -> isSent("one"));
    }
    String mail = Files.readString(folder("dead").resolve("one.eml"));
    assertTrue(mail.contains("Message-ID: <one.vpreflight@example.org>"), mail);
  }

  @Tag("F39")
  @Test
  void a_clock_that_is_set_back_keeps_nothing_waiting_for_longer_than_a_channel_rests()
      throws Exception {
    kill("a");
    try (Postman postman = postman("a")) {
      post("a", "one");
      post("a", "two");
      postman.wake();
      await(() -> entry("one").letter().dueAt().isAfter(clock.instant()));
      revive("a");
      clock.forward(Duration.ofDays(-1));
      postman.wake();
      await(() -> isSent("two"));
      assertTrue(isSent("one"));
      assertEquals(2, entry("one").attempts());
    }
  }

  @Tag("F39")
  @Test
  void what_nobody_tried_yet_waits_for_the_end_of_quiet_hours_and_not_for_a_day_more()
      throws Exception {
    Quiet night = new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneOffset.UTC);
    Rules rules =
        new Rules("a", Severity.INFO, Set.of(), night, false, Locale.ENGLISH, ZoneOffset.UTC);
    Instant evening = Instant.parse("2026-11-20T23:00:00Z");
    clock.at(evening.plus(Duration.ofDays(1)));
    post("a", "one", Instant.parse("2026-11-22T07:00:00Z"), true);
    try (Postman postman = postman(List.of(new FolderChannel(rules, folder("a"), NOBODY)))) {
      clock.at(evening);
      postman.wake();
      Instant morning = Instant.parse("2026-11-21T07:00:00Z");
      await(() -> entry("one").letter().dueAt().equals(morning));
      clock.at(morning.minusSeconds(1));
      postman.wake();
      Thread.sleep(200);
      assertEquals(0, entry("one").attempts());
      clock.at(morning);
      postman.wake();
      await(() -> isSent("one"));
    }
  }

  @Test
  void what_is_resolved_is_not_told_before_what_was_wrong() throws Exception {
    kill("a");
    try (Postman postman = postman("a")) {
      post("a", "wrong");
      postman.wake();
      await(() -> entry("wrong").letter().dueAt().isAfter(clock.instant()));
      revive("a");
      post("a", "resolved");
      postman.wake();
      Thread.sleep(200);
      assertEquals(0, entry("resolved").attempts());
      clock.forward(Duration.ofMinutes(1));
      postman.wake();
      await(() -> isSent("resolved"));
      assertTrue(isSent("wrong"));
    }
  }

  @Test
  void after_a_day_it_is_given_up_and_said_so() throws Exception {
    kill("a");
    try (Postman postman = postman("a")) {
      post("a", "one");
      postman.wake();
      await(() -> entry("one").attempts() == 1);
      await(() -> entry("one").letter().dueAt().isAfter(clock.instant()));
      clock.forward(Duration.ofHours(24));
      postman.wake();
      await(() -> entry("one").state() == State.GIVEN_UP);
    }
    assertEquals("notify.given-up", log.get(log.size() - 1).key());
  }

  @Test
  void what_was_not_sent_is_sent_after_a_restart_under_the_same_id() throws Exception {
    post("a", "one");
    // Begun and cut off: nobody knows whether it arrived.
    store.outbox().take("a", clock.instant());
    store.close();
    store = Store.open(temp.resolve("state"), "test");
    try (Postman postman = postman("a")) {
      await(() -> isSent("one"));
    }
    assertTrue(Files.exists(folder("a").resolve("one.eml")));
    assertEquals(2, entry("one").attempts());
  }

  @Test
  void what_waits_for_a_channel_that_is_no_more_is_given_up_and_said_so() throws Exception {
    post("gone", "one");
    postman("a").close();
    assertEquals(State.GIVEN_UP, entry("one").state());
    assertEquals(List.of(Text.of("notify.abandoned", "gone")), log);
  }

  @Test
  void what_was_sent_is_forgotten_after_a_month() throws Exception {
    try (Postman postman = postman("a")) {
      post("a", "one");
      postman.wake();
      await(() -> isSent("one"));
    }
    clock.forward(Duration.ofDays(31));
    postman("a").close();
    assertEquals(List.of(), store.outbox().list(10));
  }

  @Test
  void a_message_that_is_kept_is_read_as_it_was_written() {
    Notice notice = ANotice.of(Turn.BACK, Severity.CRITICAL, "<é>\u0000").build();
    assertEquals(notice, Notice.fromJson(notice.toJson()));
  }
}
