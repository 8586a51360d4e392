// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.PerfCounterInfo;
import com.vmware.vim25.PerfEntityMetric;
import com.vmware.vim25.PerfEntityMetricBase;
import com.vmware.vim25.PerfEntityMetricCSV;
import com.vmware.vim25.PerfMetricId;
import com.vmware.vim25.PerfMetricIntSeries;
import com.vmware.vim25.PerfMetricSeries;
import com.vmware.vim25.PerfMetricSeriesCSV;
import com.vmware.vim25.PerfQuerySpec;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how much memory the management agents of the hosts took within the last hour: real-time
 * counters, which hosts keep whatever the statistics level is, in one call for all of them where
 * vCenter takes it.
 */
final class AgentMemoryHistory {
  static final int MOST_HOSTS = 50;

  /**
   * With two counters of three agents each: fewer than the 64 that a vCenter lets be asked for. One
   * that takes less is asked for one host after the other.
   */
  private static final int FEW_HOSTS = 10;

  /** In what vCenter refuses to answer for so many; older ones say it in the second way. */
  private static final Set<String> TOO_MANY =
      Set.of("InvalidArgument", "RestrictedByAdministrator");

  private static final String CONSUMED = "sys.resourceMemConsumed";
  private static final String LIMIT = "sys.resourceMemAllocMax";
  private static final String ROOM = "host/vim/vmvisor/";
  private static final Pattern NUMBERS = Pattern.compile("-?\\d{1,18}(,-?\\d{1,18})*");
  private static final int REAL_TIME = 20;
  private static final int LAST_HOUR = 180;

  /** Who serves NFC: hostd does, nfcd takes the connections, vpxa passes the orders of vCenter. */
  private static final List<String> AGENTS = List.of("hostd", "nfcd", "vpxa");

  private final VimClient client;
  private final VimProperties properties;
  private final CounterLimits limits;

  AgentMemoryHistory(VimClient client, VimProperties properties, CounterLimits limits) {
    this.client = client;
    this.properties = properties;
    this.limits = limits;
  }

  /** Those of the first fifty connected hosts. */
  List<AgentMemory> read(List<Host> hosts) {
    List<MoRef> connected =
        hosts.stream()
            .filter(h -> h.runtime().connectionState() == HostConnectionState.CONNECTED)
            .map(Host::ref)
            .limit(MOST_HOSTS)
            .toList();
    if (connected.isEmpty()) {
      return List.of();
    }
    MoRef manager = client.session().content().require("perfManager");
    return client.reading(
        () -> {
          Map<Integer, String> counters =
              properties.one(manager, "perfCounter") instanceof PerfCounterInfo[] found
                  ? VimRecords.counters(found)
                  : Map.of();
          List<PerfMetricId> metrics = metrics(counters);
          if (metrics.isEmpty()) {
            return List.of();
          }
          return inParts(manager, connected, metrics, counters);
        });
  }

  /** As many at once as vCenter takes: what it refuses is asked for in smaller parts. */
  private List<AgentMemory> inParts(
      MoRef manager, List<MoRef> hosts, List<PerfMetricId> metrics, Map<Integer, String> counters) {
    String server = String.valueOf(client.session().content().about().instanceUuid());
    List<AgentMemory> found = new ArrayList<>();
    int most = limits.of(server);
    boolean refused = false;
    for (int from = 0; from < hosts.size(); ) {
      int to = Math.min(from + most, hosts.size());
      try {
        found.addAll(records(asked(manager, hosts.subList(from, to), metrics), counters));
      } catch (Fault e) {
        if (!TOO_MANY.contains(e.fault().faultClass()) || to - from == 1) {
          throw e;
        }
        most = to - from > FEW_HOSTS ? FEW_HOSTS : 1;
        refused = true;
        continue;
      }
      if (refused) {
        limits.learnt(server, most);
        refused = false;
      }
      from = to;
    }
    return found;
  }

  private PerfEntityMetricBase[] asked(
      MoRef manager, List<MoRef> hosts, List<PerfMetricId> metrics) {
    PerfEntityMetricBase[] values =
        client.send(
            "QueryPerf",
            PerfEntityMetricBase[].class,
            VimClient.self(manager),
            new Argument("querySpec", "PerfQuerySpec[]", specs(hosts, metrics)));
    return values == null ? new PerfEntityMetricBase[0] : values;
  }

  private static List<PerfMetricId> metrics(Map<Integer, String> counters) {
    List<PerfMetricId> metrics = new ArrayList<>();
    counters.forEach(
        (key, name) -> {
          if (name.equals(CONSUMED) || name.equals(LIMIT)) {
            for (String agent : AGENTS) {
              PerfMetricId metric = new PerfMetricId();
              metric.counterId = key;
              metric.instance = ROOM + agent;
              metrics.add(metric);
            }
          }
        });
    return metrics;
  }

  private static PerfQuerySpec[] specs(List<MoRef> hosts, List<PerfMetricId> metrics) {
    return hosts.stream()
        .map(
            host -> {
              PerfQuerySpec spec = new PerfQuerySpec();
              spec.entity = Vim.reference(host);
              spec.maxSample = LAST_HOUR;
              spec.metricId = metrics.toArray(PerfMetricId[]::new);
              spec.intervalId = REAL_TIME;
              spec.format = "csv";
              return spec;
            })
        .toArray(PerfQuerySpec[]::new);
  }

  /** What the counters say, whichever of the two forms they come in. */
  static List<AgentMemory> records(PerfEntityMetricBase[] values, Map<Integer, String> counters) {
    List<AgentMemory> records = new ArrayList<>();
    for (PerfEntityMetricBase entity : values) {
      MoRef host = Vim.ref(entity.entity);
      if (host != null) {
        Series series = new Series();
        if (entity instanceof PerfEntityMetricCSV csv && csv.value != null) {
          for (PerfMetricSeriesCSV each : csv.value) {
            series.add(each, counters, highest(each.value));
          }
        } else if (entity instanceof PerfEntityMetric plain && plain.value != null) {
          for (PerfMetricSeries each : plain.value) {
            series.add(each, counters, each instanceof PerfMetricIntSeries i ? highest(i) : null);
          }
        }
        series.consumed.forEach(
            (instance, consumed) ->
                records.add(new AgentMemory(host, instance, consumed, series.limit.get(instance))));
      }
    }
    return records;
  }

  private static final class Series {
    final Map<String, Long> consumed = new TreeMap<>();
    final Map<String, Long> limit = new TreeMap<>();

    void add(PerfMetricSeries series, Map<Integer, String> counters, @Nullable Long highest) {
      PerfMetricId id = series.id;
      if (id == null || id.instance == null || !id.instance.startsWith(ROOM) || highest == null) {
        return;
      }
      String name = counters.getOrDefault(id.counterId, "");
      if (name.equals(CONSUMED) && highest >= 0) {
        consumed.put(id.instance, highest);
      } else if (name.equals(LIMIT) && highest > 0) {
        limit.put(id.instance, highest);
      }
    }
  }

  private static @Nullable Long highest(PerfMetricIntSeries series) {
    return series.value == null || series.value.length == 0
        ? null
        : (Long) LongStream.of(series.value).max().getAsLong();
  }

  /** Of numbers with commas between them. */
  private static @Nullable Long highest(@Nullable String csv) {
    if (csv == null || !NUMBERS.matcher(csv).matches()) {
      return null;
    }
    return Stream.of(csv.split(",", -1)).mapToLong(Long::parseLong).max().getAsLong();
  }
}
