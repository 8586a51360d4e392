// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;

/** A host has little memory left, from which NFC takes its buffers too. */
public final class HostMemoryShort implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.memory.short", "short", "very-short")
          .requires(HostProperty.MEMORY_USAGE, HostProperty.HARDWARE)
          .seedRows("002-24", "002-42")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<Host> subject() {
    return Subject.HOST;
  }

  @Override
  public List<Outcome> check(Host host, Scene scene) {
    Integer used = host.summary().overallMemoryUsageMB();
    Long size = host.summary().memorySizeBytes();
    if (used == null) {
      return Outcome.unset(HostProperty.MEMORY_USAGE);
    }
    if (size == null || size <= 0) {
      return Outcome.undetermined("reason.unset", "summary.hardware.memorySize");
    }
    long usedBytes = (long) used << 20;
    // Rounded down: 89.9 % is not 90 %.
    long percent = 100 * usedBytes / size;
    if (percent < scene.limits().number("host.memory.warning.percent")) {
      return List.of();
    }
    boolean veryShort = percent >= scene.limits().number("host.memory.critical.percent");
    return Outcome.hit(veryShort ? "very-short" : "short")
        .with(percent, new Bytes(Math.max(0, size - usedBytes)))
        .evidence(HostProperty.MEMORY_USAGE, used)
        .evidence("summary.hardware.memorySize", size)
        .only();
  }
}
