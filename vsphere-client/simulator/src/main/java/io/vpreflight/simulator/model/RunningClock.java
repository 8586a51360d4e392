// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time that runs by itself; what falls due runs one after the other on a thread of its own. */
final class RunningClock implements SimulatedClock {
  private final Clock clock;
  private final ScheduledThreadPoolExecutor due;

  RunningClock(Instant start) {
    clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), start));
    due =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = Executors.defaultThreadFactory().newThread(work);
              thread.setName("simulated-clock");
              thread.setDaemon(true);
              return thread;
            });
    due.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Scheduled at(Instant time, Runnable work) {
    long nanos = Math.max(0, Duration.between(now(), time).toNanos());
    Future<?> pending = due.schedule(work, nanos, TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }

  @Override
  public void forgetAll() {
    due.getQueue().clear();
  }

  @Override
  public void close() {
    due.shutdownNow();
  }
}
