// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.Letter;
import io.vpreflight.jobs.store.Outbox;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StoredAudit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever takes letters out of the store, when the store does not do what is asked. */
@Timeout(600)
class PostmanStoreTest {
  private static final Text WHY = Text.of("store.not-taken", "the store", "a deadlock");

  @TempDir Path temp;

  /** The one of a store, which at first does not let letters be taken out. */
  private record Stumbling(Outbox real, StoreException.Kind kind, AtomicInteger falls)
      implements Outbox {
    @Override
    public @Nullable Entry take(String channel, Instant now) {
      if (falls.getAndDecrement() > 0) {
        throw new StoreException(kind, WHY, null);
      }
      return real.take(channel, now);
    }

    @Override
    public @Nullable Entry first(String channel) {
      return real.first(channel);
    }

    @Override
    public void dueAt(Entry entry, Instant dueAt) {
      real.dueAt(entry, dueAt);
    }

    @Override
    public void sent(String id, Instant at) {
      real.sent(id, at);
    }

    @Override
    public void again(String id, Instant dueAt, String problem) {
      real.again(id, dueAt, problem);
    }

    @Override
    public void giveUp(String id, Instant at, String problem) {
      real.giveUp(id, at, problem);
    }

    @Override
    public List<Entry> abandon(Set<String> channels, Instant at, String problem) {
      return real.abandon(channels, at, problem);
    }

    @Override
    public List<Entry> list(int atMost) {
      return real.list(atMost);
    }

    @Override
    public void forget(Instant before) {
      real.forget(before);
    }
  }

  private record Hearing(Rules rules, Queue<Notice> heard) implements Channel {
    @Override
    public void send(Notice notice) {
      heard.add(notice);
    }
  }

  private static void write(Store store, Notice notice) {
    Instant now = Clock.systemUTC().instant();
    StoredAudit audit =
        new StoredAudit(
            "a", "nightly", "p", now, now, true, new StoredAudit.Counts(1, 0, 0, 0, 0, 0), "");
    Letter letter =
        new Letter("l", "ops", now, now, now.plus(Duration.ofDays(1)), false, notice.toJson());
    store
        .audits()
        .record(audit, List.of(), Set.of(), Set.of(), Set.of(), (change, held) -> List.of(letter));
  }

  private void deliver(StoreException.Kind kind, Queue<StoreException> lost, Queue<Text> said)
      throws InterruptedException {
    Queue<Notice> heard = new ConcurrentLinkedQueue<>();
    Notice notice = ANotice.of(Turn.NEW, Severity.ERROR, "srv").build();
    try (Store store = Store.open(temp.resolve("state"), "test")) {
      write(store, notice);
      Outbox outbox = new Stumbling(store.outbox(), kind, new AtomicInteger(2));
      try (Postman postman =
          Postman.start(
              outbox,
              List.of(new Hearing(ANotice.rules("ops"), heard)),
              Clock.systemUTC(),
              said::add,
              lost::add)) {
        while (heard.isEmpty() && lost.isEmpty()) {
          postman.wake();
          Thread.sleep(20);
        }
      }
      assertEquals(lost.isEmpty() ? List.of(notice) : List.of(), List.copyOf(heard));
    }
  }

  @Test
  void what_a_store_that_is_well_does_not_take_is_said_and_the_message_is_sent_later()
      throws Exception {
    Queue<StoreException> lost = new ConcurrentLinkedQueue<>();
    Queue<Text> said = new ConcurrentLinkedQueue<>();
    deliver(StoreException.Kind.NOT_TAKEN, lost, said);
    assertEquals(List.of(), List.copyOf(lost));
    assertEquals(List.of(WHY, WHY), List.copyOf(said));
  }

  @Test
  void a_store_that_cannot_be_written_is_told_once_and_nothing_more_is_taken_out()
      throws Exception {
    Queue<StoreException> lost = new ConcurrentLinkedQueue<>();
    deliver(StoreException.Kind.WRITE, lost, new ConcurrentLinkedQueue<>());
    assertEquals(1, lost.size());
  }
}
