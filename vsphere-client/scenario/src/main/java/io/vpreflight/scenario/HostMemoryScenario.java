// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a host's real-time counters say about the memory of its services; mutable, for one thread.
 */
public final class HostMemoryScenario {
  private final Map<String, long[]> groups = new LinkedHashMap<>();
  private int memState;

  /** Makes counters of a host in order. */
  public HostMemoryScenario() {
    group("host/vim/vmvisor/hostd", 190_000, 512_000);
    group("host/vim/vmvisor/vpxa", 24_000, 96_000);
    group("host/vim/vmvisor/nfcd", 6_200, 16_384);
  }

  /** Sets what a resource group uses and may use at most, both in KiB. */
  public HostMemoryScenario group(String instance, long consumedKiB, long maximumKiB) {
    groups.put(instance, new long[] {consumedKiB, maximumKiB});
    return this;
  }

  /** Leaves a resource group out, as hosts do that have none of that name. */
  public HostMemoryScenario without(String instance) {
    groups.remove(instance);
    return this;
  }

  /** Sets {@code mem.state.latest}: 0 high, 1 clear, 2 soft, 3 hard, 4 low. */
  public HostMemoryScenario memState(int state) {
    memState = state;
    return this;
  }

  Map<String, long[]> groups() {
    return groups;
  }

  int memState() {
    return memState;
  }
}
