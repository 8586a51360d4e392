// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.collect.RepairSession;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.soap.SoapSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the counters of a vCenter tell over the wire, and answers of theirs that break off. */
class CountersTest {
  private static final String COUNTER =
      "<PerfCounterInfo xsi:type=\"PerfCounterInfo\"><key>173</key>"
          + "<nameInfo xsi:type=\"ElementDescription\"><label>w</label><summary>w</summary>"
          + "<key>write</key></nameInfo><groupInfo xsi:type=\"ElementDescription\"><label>v</label>"
          + "<summary>v</summary><key>virtualDisk</key></groupInfo>"
          + "<unitInfo xsi:type=\"ElementDescription\"><label>k</label><summary>k</summary>"
          + "<key>kiloBytesPerSecond</key></unitInfo><rollupType>average</rollupType>"
          + "<statsType>rate</statsType><level>1</level><perDeviceLevel>1</perDeviceLevel>"
          + "</PerfCounterInfo>";

  private static final MoRef VM = new MoRef("VirtualMachine", "vm-377");
  private static final OptionalLong RATE = OptionalLong.of(2500L * 1024);

  @TempDir static Path temp;

  @SuppressWarnings("NullAway.Init")
  private static RepairBench bench;

  private static String series(String disk, String... samples) {
    StringBuilder text =
        new StringBuilder("<value xsi:type=\"PerfMetricIntSeries\"><id><counterId>173</counterId>")
            .append("<instance>")
            .append(disk)
            .append("</instance></id>");
    Stream.of(samples).forEach(sample -> text.append("<value>").append(sample).append("</value>"));
    return text.append("</value>").toString();
  }

  @BeforeAll
  static void start() throws IOException {
    Path dump = RepairBench.dump(temp);
    Path manager;
    try (Stream<Path> files = Files.list(dump)) {
      manager =
          files
              .filter(file -> file.toString().endsWith("PerformanceManager-PerfMgr.xml"))
              .findFirst()
              .orElseThrow();
    }
    Path reply = dump.resolve("PerformanceManager-PerfMgr").resolve("QueryPerf.xml");
    String counters = Files.readString(manager);
    assertTrue(counters.contains("<PerfCounterInfo"), counters);
    Files.writeString(
        manager, counters.replaceFirst("<PerfCounterInfo", COUNTER + "<PerfCounterInfo"));
    String metric =
        "<returnval xsi:type=\"PerfEntityMetric\"><entity type=\"VirtualMachine\">vm-377</entity>"
            + "<sampleInfo><timestamp>2026-11-20T05:59:40Z</timestamp><interval>20</interval>"
            + "</sampleInfo>"
            + series("scsi0:0", "1000", "-1", "3000")
            + series("scsi0:1", "500")
            + "</returnval>";
    Files.writeString(
        reply, Files.readString(reply).replaceFirst("<returnval ", metric + "<returnval "));
    bench = new RepairBench(temp, dump, Duration.ZERO);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @Test
  void all_disks_are_summed_and_samples_that_were_not_taken_are_left_out() throws IOException {
    try (SoapSession session = bench.session()) {
      var sight = RepairSession.over(session).sight();
      assertEquals(RATE, sight.writeRateBytes(VM));
      assertEquals(
          OptionalLong.empty(), sight.writeRateBytes(new MoRef("VirtualMachine", "vm-378")));
    }
  }

  static Stream<WireFault> cuts() {
    return Stream.of(
        new WireFault.Swallowed(),
        new WireFault.Cut(0),
        new WireFault.CutAt(10),
        new WireFault.CutAt(50),
        new WireFault.CutAt(99),
        new WireFault.CutAt(100));
  }

  @Tag("F3")
  @ParameterizedTest
  @MethodSource("cuts")
  void what_a_guest_writes_is_asked_again_when_the_answer_breaks_off(WireFault cut)
      throws IOException {
    try (SoapSession session = bench.session()) {
      var sight = RepairSession.over(session).sight();
      bench.server.faults().on("QueryPerf").wire(cut);
      assertEquals(RATE, sight.writeRateBytes(VM));
      assertEquals(List.of(), bench.server.faults().pending());
    }
  }

  @Tag("F3")
  @ParameterizedTest
  @MethodSource("cuts")
  void the_memory_of_the_agents_is_asked_again_when_the_answer_breaks_off(WireFault cut)
      throws IOException {
    CollectionRequest request =
        new CollectionRequest(
            Set.of(HostProperty.CONNECTION_STATE, VCenterFact.HOST_AGENT_MEMORY),
            Duration.ofHours(1));
    List<AgentMemory> whole = bench.read(request).history().agentMemory();
    assertFalse(whole.isEmpty());
    bench.server.faults().on("QueryPerf").wire(cut);
    assertEquals(whole, bench.read(request).history().agentMemory());
    assertEquals(List.of(), bench.server.faults().pending());
  }
}
