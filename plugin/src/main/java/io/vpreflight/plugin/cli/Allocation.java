// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Counts the bytes that the whole process allocates, dead threads included, from what each garbage
 * collection found and left. Exact to what was allocated since the last collection, which is looked
 * up.
 */
final class Allocation {
  private long counted;
  private long left;

  private Allocation() {}

  static Allocation start() {
    Allocation allocation = new Allocation();
    allocation.left = heapUsed();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(
            (notification, handback) -> {
              if (notification.getUserData() instanceof CompositeData data) {
                allocation.collected(GarbageCollectionNotificationInfo.from(data).getGcInfo());
              }
            },
            null,
            null);
      }
    }
    return allocation;
  }

  synchronized long bytes() {
    return counted + Math.max(0, heapUsed() - left);
  }

  private synchronized void collected(GcInfo info) {
    counted += Math.max(0, sum(info.getMemoryUsageBeforeGc()) - left);
    left = sum(info.getMemoryUsageAfterGc());
  }

  private static long heapUsed() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Metaspace and code are no heap. */
  private static long sum(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> !pool.getKey().matches("Metaspace|Code.*|Compressed.*"))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }
}
