// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.repair.run.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock on which whoever waits is soon through: of the time that passes a fiftieth is slept. All
 * limits and ladders are those of the product. Safe for several threads.
 */
public final class Hurry extends Clock {
  private static final int FASTER = 50;

  private final AtomicLong skipped = new AtomicLong();

  /** How is waited by it. */
  public Pause pause() {
    return new Pause() {
      @Override
      public void sleep(Duration time) throws InterruptedException {
        long slept = Math.max(1, time.toMillis() / FASTER);
        Thread.sleep(slept);
        skipped.addAndGet(Math.max(0, time.toMillis() - slept));
      }

      @Override
      public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime()).plusMillis(skipped.get());
      }
    };
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(Duration.ofMillis(skipped.get()));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
