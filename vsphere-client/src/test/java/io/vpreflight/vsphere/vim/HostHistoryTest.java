// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConfig;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostLogLine;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostRuntime;
import io.vpreflight.vsphere.inventory.HostSummary;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(600)
class HostHistoryTest {
  private static final MoRef ESX1 = new MoRef("HostSystem", "host-1");

  private final SoapServer server =
      new SoapServer()
          .on(
              "RetrievePropertiesEx",
              Xml.property(
                  "PerformanceManager",
                  "PerfMgr",
                  "perfCounter",
                  "<val xsi:type=\"ArrayOfPerfCounterInfo\">"
                      + counter(24, "mem", "usage")
                      + counter(496, "sys", "resourceMemAllocMax")
                      + counter(499, "sys", "resourceMemConsumed")
                      + "</val>"));
  private final SoapSession session = server.session();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void the_agents_of_connected_hosts_are_asked_for_in_one_call_by_the_name_of_the_counter() {
    server.on("QueryPerf", "");
    history(
        VCenterFact.HOST_AGENT_MEMORY,
        List.of(
            host("host-1", HostConnectionState.CONNECTED),
            host("host-2", HostConnectionState.NOT_RESPONDING),
            host("host-3", HostConnectionState.DISCONNECTED),
            host("host-4", HostConnectionState.CONNECTED)));
    assertEquals(1, server.count("QueryPerf"));
    String sent = server.bodies("QueryPerf").get(0);
    assertEquals(2, sent.split("<querySpec>", -1).length - 1);
    assertTrue(sent.contains("<entity type=\"HostSystem\">host-1</entity>"), sent);
    assertTrue(sent.contains("<entity type=\"HostSystem\">host-4</entity>"), sent);
    assertTrue(
        sent.contains(
            "<metricId><counterId>499</counterId>"
                + "<instance>host/vim/vmvisor/nfcd</instance></metricId>"),
        sent);
    assertTrue(sent.contains("<intervalId>20</intervalId><format>csv</format>"), sent);
    assertFalse(sent.contains("<counterId>24</counterId>"), sent);
  }

  @Tag("F20")
  @Test
  void no_more_than_fifty_hosts_are_asked() {
    server.on("QueryPerf", "");
    history(
        VCenterFact.HOST_AGENT_MEMORY,
        IntStream.rangeClosed(1, 80)
            .mapToObj(i -> host("host-" + i, HostConnectionState.CONNECTED))
            .toList());
    assertEquals(50, server.bodies("QueryPerf").get(0).split("<querySpec>", -1).length - 1);
  }

  @Test
  void no_connected_host_is_no_call() {
    history(
        VCenterFact.HOST_AGENT_MEMORY, List.of(host("host-1", HostConnectionState.NOT_RESPONDING)));
    assertEquals(0, server.count("QueryPerf"));
  }

  @Test
  void a_server_without_these_counters_is_not_asked_for_them() {
    server.on(
        "RetrievePropertiesEx",
        Xml.property(
            "PerformanceManager",
            "PerfMgr",
            "perfCounter",
            "<val xsi:type=\"ArrayOfPerfCounterInfo\">" + counter(24, "mem", "usage") + "</val>"));
    History history =
        history(
            VCenterFact.HOST_AGENT_MEMORY, List.of(host("host-1", HostConnectionState.CONNECTED)));
    assertEquals(List.of(), history.agentMemory());
    assertEquals(0, server.count("QueryPerf"));
  }

  @Test
  void the_highest_of_the_hour_counts_in_both_forms_of_the_answer() {
    String expected =
        List.of(
                new AgentMemory(ESX1, "host/vim/vmvisor/hostd", 900, 1_000L),
                new AgentMemory(ESX1, "host/vim/vmvisor/nfcd", 15, null))
            .toString();
    server.on(
        "QueryPerf",
        "<returnval xsi:type=\"PerfEntityMetricCSV\">"
            + "<entity type=\"HostSystem\">host-1</entity><sampleInfoCSV>20,x</sampleInfoCSV>"
            + csv(499, "host/vim/vmvisor/nfcd", "15")
            + csv(499, "host/vim/vmvisor/hostd", "-1,100,900,300")
            + csv(496, "host/vim/vmvisor/hostd", "1000,1000")
            + csv(496, "host/vim/vmvisor/nfcd", "-1,-1")
            + csv(499, "host/system/kernel", "77")
            + csv(499, "host/vim/vmvisor/vpxa", "")
            + csv(24, "host/vim/vmvisor/vpxa", "5")
            + "</returnval>");
    assertEquals(expected, memory().toString());
    server.on(
        "QueryPerf",
        "<returnval xsi:type=\"PerfEntityMetric\">"
            + "<entity type=\"HostSystem\">host-1</entity>"
            + plain(499, "host/vim/vmvisor/nfcd", 15)
            + plain(499, "host/vim/vmvisor/hostd", 100, 900, 300)
            + plain(496, "host/vim/vmvisor/hostd", 1000, 1000)
            + plain(496, "host/vim/vmvisor/nfcd", -1)
            + plain(499, "host/vim/vmvisor/vpxa")
            + "</returnval>");
    assertEquals(expected, memory().toString());
  }

  /** Refuses whoever asks for more counters than that at once; -1 for no limit. */
  private void limited(int counters, String fault) {
    server.onRequest(
        "QueryPerf",
        request ->
            counters >= 0 && SoapServer.text(request).split("<metricId>", -1).length - 1 > counters
                ? Xml.fault(fault, "").build()
                : Xml.reply("QueryPerf", "").build());
  }

  private void ask(int hosts, CounterLimits limits) {
    History history =
        history(
            VCenterFact.HOST_AGENT_MEMORY,
            IntStream.rangeClosed(1, hosts)
                .mapToObj(i -> host("host-" + i, HostConnectionState.CONNECTED))
                .toList(),
            limits);
    assertNull(history.unreadable().fault(VCenterFact.HOST_AGENT_MEMORY));
  }

  /** Of how many hosts each call asked, from that call on. */
  private List<Integer> asked(int from) {
    return server.bodies("QueryPerf").stream()
        .skip(from)
        .map(body -> body.split("<querySpec>", -1).length - 1)
        .toList();
  }

  @Tag("F20")
  @ParameterizedTest
  @CsvSource({
    "-1, 35, InvalidArgument, 35, 35",
    "256, 42, InvalidArgument, 42, 42",
    "256, 50, InvalidArgument, 50 10 10 10 10 10, 10 10 10 10 10",
    "64, 35, InvalidArgument, 35 10 10 10 5, 10 10 10 5",
    "64, 35, RestrictedByAdministrator, 35 10 10 10 5, 10 10 10 5",
    "64, 10, InvalidArgument, 10, 10",
    "12, 4, InvalidArgument, 4 1 1 1 1, 1 1 1 1",
    "12, 12, InvalidArgument, 12 10 1 1 1 1 1 1 1 1 1 1 1 1, 1 1 1 1 1 1 1 1 1 1 1 1"
  })
  void what_a_vcenter_refuses_is_asked_for_in_parts_and_not_refused_a_second_time(
      int counters, int hosts, String fault, String first, String second) {
    limited(counters, fault);
    CounterLimits limits = new CounterLimits();
    ask(hosts, limits);
    assertEquals(first, words(asked(0)));
    int before = server.count("QueryPerf");
    ask(hosts, limits);
    assertEquals(second, words(asked(before)));
  }

  @Tag("F20")
  @Test
  void a_limit_that_is_raised_is_found_after_a_week_and_one_that_is_lowered_at_once() {
    AtomicLong passed = new AtomicLong();
    CounterLimits limits = new CounterLimits(passed::get);
    limited(64, "InvalidArgument");
    ask(20, limits);
    limited(6, "InvalidArgument");
    int before = server.count("QueryPerf");
    ask(3, limits);
    assertEquals("3 1 1 1", words(asked(before)));
    limited(-1, "");
    passed.set(CounterLimits.KEPT.toNanos());
    before = server.count("QueryPerf");
    ask(3, limits);
    assertEquals("1 1 1", words(asked(before)));
    passed.incrementAndGet();
    before = server.count("QueryPerf");
    ask(20, limits);
    assertEquals("20", words(asked(before)));
  }

  private static String words(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  @Tag("F20")
  @Test
  void counters_that_may_not_be_read_are_named() {
    server.onRequest("QueryPerf", request -> Xml.fault("InvalidArgument", "").build());
    History history =
        history(
            VCenterFact.HOST_AGENT_MEMORY, List.of(host("host-1", HostConnectionState.CONNECTED)));
    assertEquals("InvalidArgument", history.unreadable().fault(VCenterFact.HOST_AGENT_MEMORY));
  }

  @Test
  void the_log_is_read_at_its_end_and_only_evidence_is_kept() {
    server.on(
        "BrowseDiagnosticLog",
        log(0, 7_000),
        log(6_001, 7_000, "info hostd[1] all is well", "Nfc: failed: Out of memory", "x"),
        log(6_501, 7_000, "warning NfcFssrvr: Memory allocation failed. Out of memory."));
    History history =
        history(
            VCenterFact.HOST_LOG,
            List.of(
                host("host-1", HostConnectionState.CONNECTED),
                host("host-2", HostConnectionState.NOT_RESPONDING)));
    assertEquals(
        List.of(
            new HostLogLine(ESX1, 6_002, "Nfc: failed: Out of memory"),
            new HostLogLine(
                ESX1, 6_501, "warning NfcFssrvr: Memory allocation failed. Out of memory.")),
        history.hostLog());
    List<String> sent = server.bodies("BrowseDiagnosticLog");
    assertEquals(3, sent.size());
    assertTrue(
        sent.get(0)
            .contains(
                "<host type=\"HostSystem\">host-1</host><key>hostd</key>"
                    + "<start>2147483647</start><lines>0</lines>"),
        sent.get(0));
    assertTrue(sent.get(1).contains("<start>6001</start><lines>500</lines>"), sent.get(1));
    assertTrue(sent.get(2).contains("<start>6501</start><lines>500</lines>"), sent.get(2));
  }

  @Test
  void what_hosts_and_clients_write_when_nfc_fails_is_known() {
    List<String> evidence =
        List.of(
            "Memory allocation failed. Out of memory.",
            "NBD_ERR_INSUFFICIENT_RESOURCES (802)",
            "Failed to allocate the requested 24117272 bytes",
            "NfcNewAuthdConnectionEx: Failed to connect: Resource temporarily unavailable",
            "error hostd[2099] [Originator@6876 sub=Nfc] out of memory " + "x".repeat(900));
    List<String> noise =
        List.of(
            "Resource temporarily unavailable",
            "info hostd NfcServer: session opened",
            "vm web: memory allocation 4096 MB",
            "guest reports out of memory");
    server.on(
        "BrowseDiagnosticLog",
        log(0, 9),
        log(1, 9, Stream.concat(evidence.stream(), noise.stream()).toArray(String[]::new)));
    List<HostLogLine> found =
        history(VCenterFact.HOST_LOG, List.of(host("host-1", HostConnectionState.CONNECTED)))
            .hostLog();
    assertEquals(evidence.size(), found.size(), found.toString());
    assertTrue(found.stream().allMatch(line -> line.text().length() <= 500));
  }

  @Test
  void a_stand_alone_host_is_asked_for_its_own_log() {
    server.on("RetrieveServiceContent", VimLongTailTest.content("HostAgent"));
    server.on("BrowseDiagnosticLog", log(0, 0));
    history(VCenterFact.HOST_LOG, List.of(host("ha-host", HostConnectionState.CONNECTED)));
    assertFalse(server.bodies("BrowseDiagnosticLog").get(0).contains("<host "));
    assertEquals(1, server.count("BrowseDiagnosticLog"));
  }

  @Test
  void without_the_privilege_one_host_is_enough_to_know() {
    server.onRequest("BrowseDiagnosticLog", request -> Xml.fault("NoPermission", "").build());
    History history =
        history(
            VCenterFact.HOST_LOG,
            List.of(
                host("host-1", HostConnectionState.CONNECTED),
                host("host-2", HostConnectionState.CONNECTED)));
    assertEquals("NoPermission", history.unreadable().fault(VCenterFact.HOST_LOG));
    assertEquals(1, server.count("BrowseDiagnosticLog"));
  }

  @Tag("F12")
  @Test
  void a_host_that_does_not_answer_hides_no_other() {
    server.onRequest(
        "BrowseDiagnosticLog",
        request ->
            SoapServer.text(request).contains("host-1")
                ? Xml.fault("HostCommunication", "").build()
                : Xml.reply("BrowseDiagnosticLog", log(1, 1, "NBD_ERR_INSUFFICIENT_RESOURCES"))
                    .build());
    History history =
        history(
            VCenterFact.HOST_LOG,
            List.of(
                host("host-1", HostConnectionState.CONNECTED),
                host("host-2", HostConnectionState.CONNECTED)));
    assertNull(history.unreadable().fault(VCenterFact.HOST_LOG));
    assertEquals("HostCommunication", history.unreadable().fault(HostLogLine.path(ESX1)));
    assertNull(history.unreadable().fault(HostLogLine.path(new MoRef("HostSystem", "host-2"))));
    assertEquals(1, history.hostLog().size());
  }

  @Test
  void whose_log_was_not_read_is_known_with_the_reason() {
    server.on("BrowseDiagnosticLog", log(0, 0));
    List<Host> hosts = new ArrayList<>();
    hosts.add(host("away", HostConnectionState.DISCONNECTED));
    for (int i = 1; i <= 51; i++) {
      hosts.add(host("host-" + i, HostConnectionState.CONNECTED));
    }
    assertEquals(
        Map.of(
            VCenterFact.HOST_LOG.path() + "[away]",
            "not-connected",
            VCenterFact.HOST_LOG.path() + "[host-51]",
            "not-asked"),
        history(VCenterFact.HOST_LOG, hosts).unreadable().faults());
    assertEquals(50, server.count("BrowseDiagnosticLog"));
  }

  private List<AgentMemory> memory() {
    return history(
            VCenterFact.HOST_AGENT_MEMORY, List.of(host("host-1", HostConnectionState.CONNECTED)))
        .agentMemory();
  }

  private History history(VCenterFact fact, List<Host> hosts) {
    return history(fact, hosts, new CounterLimits());
  }

  private History history(VCenterFact fact, List<Host> hosts, CounterLimits limits) {
    return new VimLongTail(session, new SchemaNotes(), limits)
        .history(
            new CollectionRequest(Set.of(fact), Duration.ofHours(24)),
            Instant.parse("2026-01-10T00:00:00Z"),
            hosts);
  }

  private static Host host(String moId, HostConnectionState state) {
    return new Host(
        new MoRef("HostSystem", moId),
        moId,
        null,
        new HostRuntime(state, HostPowerState.POWERED_ON, null, false, null, null),
        new HostSummary(null, null, null, null, null, null, null, null),
        new HostConfig(null, null),
        Unreadable.NONE);
  }

  private static String counter(int key, String group, String name) {
    return "<PerfCounterInfo><key>"
        + key
        + "</key><nameInfo><label>l</label><summary>s</summary><key>"
        + name
        + "</key></nameInfo><groupInfo><label>l</label><summary>s</summary><key>"
        + group
        + "</key></groupInfo><rollupType>latest</rollupType></PerfCounterInfo>";
  }

  private static String csv(int counter, String instance, String values) {
    return "<value><id><counterId>"
        + counter
        + "</counterId><instance>"
        + instance
        + "</instance></id><value>"
        + values
        + "</value></value>";
  }

  private static String plain(int counter, String instance, long... values) {
    StringBuilder out =
        new StringBuilder("<value xsi:type=\"PerfMetricIntSeries\"><id><counterId>")
            .append(counter)
            .append("</counterId><instance>")
            .append(instance)
            .append("</instance></id>");
    for (long value : values) {
      out.append("<value>").append(value).append("</value>");
    }
    return out.append("</value>").toString();
  }

  private static String log(int start, int end, String... lines) {
    StringBuilder out =
        new StringBuilder("<returnval><lineStart>")
            .append(start)
            .append("</lineStart><lineEnd>")
            .append(end)
            .append("</lineEnd>");
    for (String line : lines) {
      out.append("<lineText>").append(line).append("</lineText>");
    }
    return out.append("</returnval>").toString();
  }
}
