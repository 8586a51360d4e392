// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.audit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does something when a run takes too long, unless it is closed before. */
public final class Deadline implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "deadline");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> alarm;

  /** From now on. */
  public Deadline(Duration limit, Runnable late) {
    alarm = timer.schedule(late, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    alarm.cancel(false);
    timer.shutdownNow();
  }
}
