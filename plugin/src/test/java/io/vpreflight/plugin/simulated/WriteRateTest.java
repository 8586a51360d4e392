// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.collect.RepairSession;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a guest writes, as the counters of a vCenter tell it over the wire. */
class WriteRateTest {
  private static final String COUNTER =
      "<PerfCounterInfo xsi:type=\"PerfCounterInfo\"><key>173</key>"
          + "<nameInfo xsi:type=\"ElementDescription\"><label>w</label><summary>w</summary>"
          + "<key>write</key></nameInfo><groupInfo xsi:type=\"ElementDescription\"><label>v</label>"
          + "<summary>v</summary><key>virtualDisk</key></groupInfo>"
          + "<unitInfo xsi:type=\"ElementDescription\"><label>k</label><summary>k</summary>"
          + "<key>kiloBytesPerSecond</key></unitInfo><rollupType>average</rollupType>"
          + "<statsType>rate</statsType><level>1</level><perDeviceLevel>1</perDeviceLevel>"
          + "</PerfCounterInfo>";

  @TempDir Path temp;

  private static String series(String disk, String... samples) {
    StringBuilder text =
        new StringBuilder("<value xsi:type=\"PerfMetricIntSeries\"><id><counterId>173</counterId>")
            .append("<instance>")
            .append(disk)
            .append("</instance></id>");
    Stream.of(samples).forEach(sample -> text.append("<value>").append(sample).append("</value>"));
    return text.append("</value>").toString();
  }

  @Test
  void all_disks_are_summed_and_samples_that_were_not_taken_are_left_out() throws IOException {
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
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO);
        SoapSession session =
            new SoapSession(
                new SoapTransport(
                    VCenterEndpoint.parse(bench.server.url().toString()),
                    new ServerTrust(null, List.of(bench.server.thumbprint())),
                    ConnectionOptions.DEFAULT,
                    Operations.READ,
                    "test"),
                new Credentials(
                    SimulatorBuilder.USER, new Secret(SimulatorBuilder.PASSWORD.toCharArray())),
                new LoginGuard(Clock.systemUTC()),
                Clock.systemUTC())) {
      var sight = RepairSession.over(session).sight();
      assertEquals(
          OptionalLong.of(2500L * 1024),
          sight.writeRateBytes(new MoRef("VirtualMachine", "vm-377")));
      assertEquals(
          OptionalLong.empty(), sight.writeRateBytes(new MoRef("VirtualMachine", "vm-378")));
    }
  }
}
