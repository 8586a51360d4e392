// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Plans that are being made. A large vCenter is read for minutes, longer than anybody keeps a
 * request open: whoever asks again with the same key gets the plan that was begun by the first
 * time. Safe for several threads.
 */
final class Plannings {
  /** So long a request waits; less than proxies and {@link HttpService} have patience. */
  private static final Duration WAIT = Duration.ofSeconds(15);

  private static final Duration KNOWN = Duration.ofDays(1);
  private static final int AT_ONCE = 4;
  private static final int MOST = 1_000;

  private final Clock clock;
  private final Map<String, Planning> all = new LinkedHashMap<>();

  Plannings(Clock clock) {
    this.clock = clock;
  }

  private record Planning(Instant at, String body, FutureTask<PlanFile> work) {
    boolean isOver(Instant now) {
      return work.isDone() && !now.isBefore(at.plus(KNOWN));
    }
  }

  /**
   * The plan of that key.
   *
   * @param body what was asked for with it
   * @param work done once for each key, unless it fails
   * @return empty when it is still being made
   * @throws Problem 422 when something else was asked for with it, 503 when too many are being made
   * @throws IOException as the work
   */
  Optional<PlanFile> ask(String key, String body, Callable<PlanFile> work) throws IOException {
    Planning planning = begun(key, body, work);
    try {
      return Optional.of(planning.work().get(WAIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      // What failed may be asked again with the same key.
      forget(key, planning);
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof IOException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized Planning begun(String key, String body, Callable<PlanFile> work) {
    Instant now = clock.instant();
    new HashMap<>(all).forEach((name, one) -> removeIf(one.isOver(now), name));
    Planning before = all.get(key);
    if (before != null) {
      if (!before.body().equals(body)) {
        throw new Problem(422, Text.of("http.other-body"));
      }
      return before;
    }
    long underWay = all.values().stream().filter(one -> !one.work().isDone()).count();
    if (underWay >= AT_ONCE || all.size() >= MOST) {
      throw new Problem(503, Text.of("http.busy"), Map.of("Retry-After", "30"));
    }
    Planning planning = new Planning(now, body, new FutureTask<>(work));
    all.put(key, planning);
    Thread thread = new Thread(planning.work(), "planning");
    thread.setDaemon(true);
    thread.start();
    return planning;
  }

  private void removeIf(boolean wanted, String key) {
    if (wanted) {
      all.remove(key);
    }
  }

  private synchronized void forget(String key, Planning planning) {
    all.remove(key, planning);
  }
}
