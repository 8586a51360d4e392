// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.inventory.Inventory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads as another does, and notes when it had done, so that a benchmark can tell reading from
 * judging. A file is read once for all rounds: what it says does not change.
 */
final class Reading implements InventoryCollector {
  private final InventoryCollector collector;
  private final boolean once;
  private final AtomicLong wallAtEnd;
  private final AtomicLong cpuAtEnd;
  private @Nullable Inventory kept;

  /**
   * Notes the last moment of several readings.
   *
   * @param wallAtEnd by the clock of {@code System.nanoTime}
   * @param cpuAtEnd CPU time of the process
   */
  Reading(InventoryCollector collector, boolean once, AtomicLong wallAtEnd, AtomicLong cpuAtEnd) {
    this.collector = collector;
    this.once = once;
    this.wallAtEnd = wallAtEnd;
    this.cpuAtEnd = cpuAtEnd;
  }

  @Override
  public synchronized void reach() {
    if (kept == null) {
      collector.reach();
    }
  }

  @Override
  public synchronized Inventory collect(CollectionRequest request, CollectionProgress progress) {
    Inventory inventory = kept != null ? kept : collector.collect(request, progress);
    kept = once ? inventory : null;
    wallAtEnd.set(System.nanoTime());
    cpuAtEnd.set(BenchCommand.cpuNanos());
    return inventory;
  }
}
