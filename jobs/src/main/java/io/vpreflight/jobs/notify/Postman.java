// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.Outbox;
import io.vpreflight.jobs.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits in the outbox, each channel in a thread of its own: a dead one holds up nobody
 * else. Safe for several threads.
 */
public final class Postman implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofDays(30);

  /** Longer than any channel waits for an answer. */
  private static final Duration LAST_SEND = Duration.ofSeconds(15);

  private final Outbox outbox;
  private final Clock clock;
  private final Consumer<Text> log;
  private final Consumer<StoreException> lost;
  private final List<Thread> threads = new ArrayList<>();
  private boolean stopped;
  private int woken;

  private Postman(Outbox outbox, Clock clock, Consumer<Text> log, Consumer<StoreException> lost) {
    this.outbox = outbox;
    this.clock = clock;
    this.log = log;
    this.lost = lost;
  }

  /**
   * Begins with what waits. What waits for a channel that is no more is given up.
   *
   * @param log told what did not go well
   * @param lost told when the store cannot be written any more
   */
  public static Postman start(
      Outbox outbox,
      List<Channel> channels,
      Clock clock,
      Consumer<Text> log,
      Consumer<StoreException> lost) {
    Postman postman = new Postman(outbox, clock, log, lost);
    Set<String> names =
        channels.stream().map(channel -> channel.rules().name()).collect(Collectors.toSet());
    for (Outbox.Entry entry : outbox.abandon(names, clock.instant(), "no such channel any more")) {
      log.accept(Text.of("notify.abandoned", entry.letter().channel()));
    }
    outbox.forget(clock.instant().minus(KEPT));
    for (Channel channel : channels) {
      Thread thread = new Thread(() -> postman.serve(channel), "notify " + channel.rules().name());
      thread.setDaemon(true);
      postman.threads.add(thread);
      thread.start();
    }
    return postman;
  }

  /** There is something new to send. */
  public synchronized void wake() {
    woken++;
    notifyAll();
  }

  /**
   * Begins nothing more, and waits for what is being sent. Nothing is interrupted: an interrupted
   * thread would close the store under everybody's hands. What was not sent waits in the store.
   */
  @Override
  public void close() {
    synchronized (this) {
      stopped = true;
      notifyAll();
    }
    long end = System.nanoTime() + LAST_SEND.toNanos();
    for (Thread thread : threads) {
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left > 0) {
          thread.join(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Channel channel) {
    boolean isDone = false;
    while (!isDone) {
      try {
        sendAll(channel);
        isDone = true;
      } catch (StoreException e) {
        if (isStopped() || e.isLost()) {
          isDone = true;
          lose(e);
        } else {
          // The store is well: what is still due is taken again.
          log.accept(e.problem());
          isDone = !rest();
        }
      }
    }
  }

  private void lose(StoreException problem) {
    if (!isStopped()) {
      lost.accept(problem);
    }
  }

  private void sendAll(Channel channel) {
    int seen = -1;
    while (await(channel, seen)) {
      seen = wakes();
      Outbox.Entry entry = outbox.take(channel.rules().name(), clock.instant());
      while (entry != null && !isStopped()) {
        deliver(channel, entry);
        entry = outbox.take(channel.rules().name(), clock.instant());
      }
    }
  }

  /** Lets whatever was in the way pass by; false when there is nothing more to come. */
  private synchronized boolean rest() {
    try {
      if (!stopped) {
        TimeUnit.MILLISECONDS.timedWait(this, LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      return false;
    }
    return !stopped;
  }

  private void deliver(Channel channel, Outbox.Entry entry) {
    String id = entry.letter().id();
    String name = channel.rules().name();
    try {
      channel.send(Notice.fromJson(entry.letter().body()));
      outbox.sent(id, clock.instant());
    } catch (NotSentException e) {
      failed(name, entry, e);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      // A fault of ours costs this message, and no other; its words may hold what is secret.
      failed(name, entry, NotSentException.forNow(e.getClass().getSimpleName()));
    }
  }

  private void failed(String channel, Outbox.Entry entry, NotSentException why) {
    Instant now = clock.instant();
    String id = entry.letter().id();
    Instant next =
        why.isFinal()
            ? null
            : Backoff.next(now, entry.attempts(), why.patience(), entry.letter().giveUpAt());
    if (next == null) {
      outbox.giveUp(id, now, why.reason());
      log.accept(Text.of("notify.given-up", channel, entry.attempts(), why.words()));
    } else {
      outbox.again(id, next, why.reason());
      log.accept(Text.of("notify.again", channel, why.words(), next));
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized int wakes() {
    return woken;
  }

  /** Waits for something to do; false when there is nothing more to come. */
  private boolean await(Channel channel, int seen) {
    if (seen < 0) {
      return !isStopped();
    }
    Duration wait = wait(due(channel));
    synchronized (this) {
      try {
        if (!stopped && woken == seen && !wait.isZero()) {
          TimeUnit.MILLISECONDS.timedWait(this, wait.toMillis());
        }
      } catch (InterruptedException e) {
        return false;
      }
      return !stopped;
    }
  }

  /** When there is something to send to that channel; null when nothing waits. */
  private @Nullable Instant due(Channel channel) {
    Outbox.Entry first = outbox.first(channel.rules().name());
    if (first == null) {
      return null;
    }
    Instant due = first.letter().dueAt();
    Instant now = clock.instant();
    Instant sooner = first.attempts() == 0 ? channel.rules().begin(now) : Backoff.sooner(now, due);
    if (!sooner.isBefore(due)) {
      return due;
    }
    // Nothing is made to wait that long: the clock was set back meanwhile.
    outbox.dueAt(first, sooner);
    return sooner;
  }

  private Duration wait(@Nullable Instant due) {
    if (due == null) {
      return LOOK;
    }
    Duration until = Duration.between(clock.instant(), due);
    if (until.isNegative()) {
      return Duration.ZERO;
    }
    return until.compareTo(LOOK) > 0 ? LOOK : until.plusMillis(1);
  }
}
