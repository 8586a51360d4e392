// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.task;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long tasks take; may be changed at any time, by any thread, for tasks that begin later. */
public final class Pace {
  private static final int MOST_RUNNING = 8;

  private final Map<String, Duration> ofMethods = new ConcurrentHashMap<>();
  private volatile Duration ofAll;
  private volatile Duration queueing = Duration.ZERO;
  private volatile int mostRunning = MOST_RUNNING;

  /** All tasks take that long; zero: they end as soon as the clock lets them. */
  public Pace(Duration ofAll) {
    this.ofAll = ofAll;
  }

  /** Sets how long the tasks of all methods take that have no pace of their own. */
  public Pace all(Duration length) {
    ofAll = length;
    return this;
  }

  /** Sets how long the tasks of a method take, such as {@code RemoveSnapshot_Task}. */
  public Pace of(String method, Duration length) {
    ofMethods.put(method, length);
    return this;
  }

  /** Sets how long a task is {@code queued} before it runs. */
  public Pace queueing(Duration length) {
    queueing = length;
    return this;
  }

  /** Sets how many tasks run on one host at a time; the others wait. Eight by default. */
  public Pace mostRunningOnHost(int number) {
    mostRunning = number;
    return this;
  }

  Duration lengthOf(String method) {
    return ofMethods.getOrDefault(method, ofAll);
  }

  Duration queueing() {
    return queueing;
  }

  int mostRunning() {
    return mostRunning;
  }
}
