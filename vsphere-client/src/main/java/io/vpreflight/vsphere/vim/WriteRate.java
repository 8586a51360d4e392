// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PerfCounterInfo;
import com.vmware.vim25.PerfEntityMetric;
import com.vmware.vim25.PerfEntityMetricBase;
import com.vmware.vim25.PerfMetricId;
import com.vmware.vim25.PerfMetricIntSeries;
import com.vmware.vim25.PerfMetricSeries;
import com.vmware.vim25.PerfQuerySpec;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How much a guest writes: the real-time counter {@code virtualDisk.write} (KB a second, by disk),
 * which works for every kind of datastore.
 */
final class WriteRate {
  private static final String COUNTER = "virtualDisk.write";
  private static final String EVERY_DISK = "*";
  private static final int REAL_TIME = 20;
  private static final int FIVE_MINUTES = 15;
  private static final long KB = 1024;

  private final VimClient client;
  private final VimProperties properties;

  WriteRate(VimClient client) {
    this.client = client;
    properties = new VimProperties(client);
  }

  /** Bytes a second over the last five minutes, all disks together; empty when nobody tells. */
  OptionalLong of(MoRef vm) {
    MoRef manager = client.session().content().require("perfManager");
    try {
      return asked(vm, manager);
    } catch (Fault e) {
      // Counters are kept by the host, and one that has none is no reason to stop.
      if (e.kind() == FaultKind.GIVE_UP || e.kind() == FaultKind.ASK_HUMAN) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  private OptionalLong asked(MoRef vm, MoRef manager) {
    return client.reading(
        () -> {
          Integer counter = counter(properties.one(manager, "perfCounter"));
          if (counter == null) {
            return OptionalLong.empty();
          }
          PerfEntityMetricBase[] values =
              client.send(
                  "QueryPerf",
                  PerfEntityMetricBase[].class,
                  VimClient.self(manager),
                  new Argument(
                      "querySpec",
                      "PerfQuerySpec[]",
                      new PerfQuerySpec[] {spec(Vim.reference(vm), counter)}));
          return values == null ? OptionalLong.empty() : sum(values, vm);
        });
  }

  private static @Nullable Integer counter(@Nullable Object counters) {
    return counters instanceof PerfCounterInfo[] found
        ? VimRecords.counters(found).entrySet().stream()
            .filter(each -> each.getValue().equals(COUNTER))
            .map(each -> each.getKey())
            .findFirst()
            .orElse(null)
        : null;
  }

  private static PerfQuerySpec spec(ManagedObjectReference vm, int counter) {
    PerfMetricId metric = new PerfMetricId();
    metric.counterId = counter;
    metric.instance = EVERY_DISK;
    PerfQuerySpec spec = new PerfQuerySpec();
    spec.entity = vm;
    spec.maxSample = FIVE_MINUTES;
    spec.metricId = new PerfMetricId[] {metric};
    spec.intervalId = REAL_TIME;
    spec.format = "normal";
    return spec;
  }

  /** A sample that a host could not take is -1. */
  private static OptionalLong sum(PerfEntityMetricBase[] values, MoRef vm) {
    boolean told = false;
    double kilobytes = 0;
    for (PerfEntityMetricBase entity : values) {
      if (entity instanceof PerfEntityMetric plain
          && vm.equals(Vim.ref(plain.entity))
          && plain.value != null) {
        for (PerfMetricSeries series : plain.value) {
          LongStream samples =
              series instanceof PerfMetricIntSeries disk && disk.value != null
                  ? Arrays.stream(disk.value).filter(sample -> sample >= 0)
                  : LongStream.empty();
          var average = samples.average();
          told |= average.isPresent();
          kilobytes += average.orElse(0);
        }
      }
    }
    return told ? OptionalLong.of((long) (kilobytes * KB)) : OptionalLong.empty();
  }
}
