// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Of how many hosts the counters may be asked for in one call, as far as vCenters have shown by
 * refusing more ({@code vpxd.stats.maxQueryMetrics}). Whoever reads a vCenter again and again keeps
 * it from one reading to the next. It is not worth a place on the disk: not to know it costs a
 * refused call. Safe for several threads.
 */
public final class CounterLimits {
  /** As many as are asked at all. */
  static final int MOST = AgentMemoryHistory.MOST_HOSTS;

  /** After that, more are tried once: somebody may have raised the limit. */
  static final Duration KEPT = Duration.ofDays(7);

  private final Map<String, Learnt> servers = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  private record Learnt(int hosts, long at) {}

  /** Nothing is known yet. */
  public CounterLimits() {
    this(System::nanoTime);
  }

  /**
   * Nothing is known yet.
   *
   * @param nanos a time that nobody can set
   */
  CounterLimits(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * How many to ask for.
   *
   * @param server its instance UUID
   */
  int of(String server) {
    Learnt learnt = servers.get(server);
    return learnt == null || nanos.getAsLong() - learnt.at > KEPT.toNanos() ? MOST : learnt.hosts;
  }

  /** More than that were refused, and as many were not. */
  void learnt(String server, int hosts) {
    servers.put(server, new Learnt(hosts, nanos.getAsLong()));
  }
}
