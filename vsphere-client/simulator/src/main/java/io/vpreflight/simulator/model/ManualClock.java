// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that moves only when it is told to; what falls due runs on the thread that moves it. */
public final class ManualClock implements SimulatedClock {
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::time).thenComparing(Due::number));
  private Instant now;
  private long numbers;

  private record Due(Instant time, long number, Runnable work) {}

  ManualClock(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized Scheduled at(Instant time, Runnable work) {
    Due entry = new Due(time, numbers++, work);
    due.add(entry);
    return () -> {
      synchronized (this) {
        due.remove(entry);
      }
    };
  }

  /** Moves time on and runs what falls due on the way, each at its own time. */
  public void advance(Duration duration) {
    Instant end = now().plus(duration);
    for (Due next = next(end); next != null; next = next(end)) {
      next.work().run();
    }
    synchronized (this) {
      now = end.isAfter(now) ? end : now;
    }
  }

  private synchronized @Nullable Due next(Instant end) {
    Due first = due.peek();
    if (first == null || first.time().isAfter(end)) {
      return null;
    }
    due.remove();
    now = first.time().isAfter(now) ? first.time() : now;
    return first;
  }

  @Override
  public synchronized void forgetAll() {
    due.clear();
  }

  @Override
  public void close() {
    forgetAll();
  }
}
