// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.Map;

/**
 * Writes the counters and their real-time values, one sample of 20 seconds a host; for one vCenter.
 */
final class PerformanceXml {
  private static final int MEM_USAGE = 24;
  private static final int MEM_STATE = 68;
  private static final int RESOURCE_MAXIMUM = 496;
  private static final int RESOURCE_CONSUMED = 499;

  private final VCenterScenario vcenter;

  PerformanceXml(VCenterScenario vcenter) {
    this.vcenter = vcenter;
  }

  /** Returns {@code PerformanceManager.perfCounter}. */
  static XmlElement counters() {
    return XmlElement.typed("val", "ArrayOfPerfCounterInfo")
        .add(counter(MEM_USAGE, "mem", "usage", "average", "percent", "rate", 1))
        .add(counter(MEM_STATE, "mem", "state", "latest", "number", "absolute", 2))
        .add(
            counter(
                RESOURCE_MAXIMUM,
                "sys",
                "resourceMemAllocMax",
                "latest",
                "kiloBytes",
                "absolute",
                3))
        .add(
            counter(
                RESOURCE_CONSUMED,
                "sys",
                "resourceMemConsumed",
                "latest",
                "kiloBytes",
                "absolute",
                4));
  }

  private static XmlElement counter(
      int key, String group, String name, String rollup, String unit, String stats, int level) {
    return XmlElement.typed("PerfCounterInfo", "PerfCounterInfo")
        .add("key", key)
        .add(element("nameInfo", name))
        .add(element("groupInfo", group))
        .add(element("unitInfo", unit))
        .add("rollupType", rollup)
        .add("statsType", stats)
        .add("level", level)
        .add("perDeviceLevel", level);
  }

  private static XmlElement element(String name, String key) {
    return XmlElement.typed(name, "ElementDescription")
        .add("label", key)
        .add("summary", key)
        .add("key", key);
  }

  /** Returns the saved reply of {@code QueryPerf}; hosts that do not answer have no entry. */
  String reply() {
    XmlElement reply = XmlElement.named("QueryPerfResponse");
    for (HostScenario host : vcenter.hosts()) {
      if (host.isConnected()) {
        reply.add(entity(host));
      }
    }
    return document(reply);
  }

  static String document(XmlElement reply) {
    StringBuilder out = new StringBuilder(1024);
    reply.appendTo(out);
    int end = out.indexOf(">");
    int at = out.charAt(end - 1) == '/' ? end - 1 : end;
    out.insert(
        at,
        " xmlns=\"urn:vim25\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + out + "\n";
  }

  private XmlElement entity(HostScenario host) {
    XmlElement entity =
        XmlElement.typed("returnval", "PerfEntityMetric")
            .add("entity", host.reference())
            .add(
                "sampleInfo",
                XmlElement.named("sampleInfo")
                    .add("timestamp", vcenter.clock().minusSeconds(20))
                    .add("interval", 20))
            .add(series(MEM_USAGE, "", 100L * host.usedMemoryPercent()))
            .add(series(MEM_STATE, "", host.memoryCounters().memState()));
    for (Map.Entry<String, long[]> group : host.memoryCounters().groups().entrySet()) {
      entity
          .add(series(RESOURCE_CONSUMED, group.getKey(), group.getValue()[0]))
          .add(series(RESOURCE_MAXIMUM, group.getKey(), group.getValue()[1]));
    }
    return entity;
  }

  private static XmlElement series(int counter, String instance, long value) {
    return XmlElement.typed("value", "PerfMetricIntSeries")
        .add("id", XmlElement.named("id").add("counterId", counter).add("instance", instance))
        .add("value", value);
  }
}
