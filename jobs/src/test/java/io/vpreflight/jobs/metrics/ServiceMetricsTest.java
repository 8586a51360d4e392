// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.live.LiveState;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Timetable.Standing;
import io.vpreflight.jobs.service.ScheduleState;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.FindingHistory;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.MachineState;
import io.vpreflight.jobs.store.MachineStates;
import io.vpreflight.jobs.store.Reading;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.vsphere.CallWatch.Api;
import io.vpreflight.vsphere.CallWatch.Outcome;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceMetricsTest {
  private static final Instant AT = Instant.parse("2026-11-20T01:00:00Z");

  private static HeldFinding finding(String check, String object, String part, String severity) {
    SeenFinding seen = new SeenFinding(check, "uuid-1", object, part, "srv \"1\"\\\n", severity);
    return new HeldFinding("nightly", new FindingHistory(seen, AT, AT, null, 0));
  }

  private static ScheduleState schedule(boolean paused, Audits.@Nullable Entry last) {
    Schedule schedule =
        new Schedule("nightly", "0 0 2 * * ?", ZoneOffset.UTC, Schedule.Missed.ONCE, Duration.ZERO);
    Instant next = paused ? null : AT.plusSeconds(60);
    return new ScheduleState(new Standing(schedule, paused, false, next), last, null, null);
  }

  private static Audits.Entry audit() {
    StoredAudit.Counts counts = new StoredAudit.Counts(262, 1, 2, 3, 4, 5);
    return new Audits.Entry(
        new StoredAudit("id", "nightly", "cbt", AT, AT.plusMillis(2_500), false, counts, ""), 0, 0);
  }

  private static List<String> samples(ServiceFacts facts, int most) {
    return ServiceMetrics.text(facts, most).lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static ServiceFacts facts(List<HeldFinding> open) {
    Reading here =
        new Reading(
            "vc1", "nightly", "id", AT, true, "uuid-1", "8.0.3", 4, 262, Duration.ofMillis(1500));
    Reading gone = new Reading("vc2", "nightly", "id", AT, false, "", "", 0, 0, null);
    return new ServiceFacts("1.0", List.of(schedule(false, audit())), List.of(here, gone), open);
  }

  @Test
  void how_fresh_a_followed_vcenter_is_becomes_samples() {
    List<LiveState> live =
        List.of(
            new LiveState("vc1", true, AT, AT.minusSeconds(60), 2, 7),
            new LiveState("vc2", false, null, null, 0, 0));
    List<String> all =
        samples(
                new ServiceFacts(
                    "1.0",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    RepairTally.Counts.NONE,
                    live,
                    RequestTally.Counts.NONE),
                10)
            .stream()
            .filter(line -> line.startsWith("vpreflight_live"))
            .toList();
    assertEquals(
        List.of(
            "vpreflight_live_following{vcenter=\"vc1\"} 1",
            "vpreflight_live_following{vcenter=\"vc2\"} 0",
            "vpreflight_live_current_timestamp_seconds{vcenter=\"vc1\"} " + AT.getEpochSecond(),
            "vpreflight_live_whole_read_timestamp_seconds{vcenter=\"vc1\"} "
                + (AT.getEpochSecond() - 60),
            "vpreflight_live_whole_reads{vcenter=\"vc1\"} 2",
            "vpreflight_live_whole_reads{vcenter=\"vc2\"} 0",
            "vpreflight_live_updates{vcenter=\"vc1\"} 7",
            "vpreflight_live_updates{vcenter=\"vc2\"} 0"),
        all);
  }

  @Test
  void requests_are_counted_in_buckets_that_add_up_and_methods_are_few() {
    RequestTally tally = new RequestTally();
    VCenterEndpoint vc1 = VCenterEndpoint.parse("vc1");
    VCenterEndpoint old = VCenterEndpoint.parse("old");
    for (int millis : new int[] {40, 100, 700, 90_000}) {
      tally.answered(vc1, Api.SOAP, "Login", Outcome.OK, Duration.ofMillis(millis));
    }
    tally.answered(vc1, Api.SOAP, "Login", Outcome.FAULT, Duration.ofMillis(20));
    tally.answered(vc1, Api.SOAP, "QueryOptions", Outcome.OK, Duration.ofMillis(20));
    tally.answered(vc1, Api.SOAP, "SetField", Outcome.OK, Duration.ofMillis(20));
    tally.answered(vc1, Api.REST, "LIST_TAGS", Outcome.FAILED, Duration.ofMillis(20));
    tally.answered(old, Api.SOAP, "Login", Outcome.OK, Duration.ofMillis(20));
    String family = "vpreflight_vcenter_request_seconds";
    List<String> all =
        samples(asked(tally, "vc1"), 10).stream().filter(one -> one.startsWith(family)).toList();
    String login = "{vcenter=\"vc1\",method=\"Login\",outcome=\"ok\"";
    assertEquals(
        Stream.of("0.1\"} 2", "0.5\"} 2", "1\"} 3", "2.5\"} 3", "5\"} 3", "10\"} 3", "30\"} 3")
            .map(one -> family + "_bucket" + login + ",le=\"" + one)
            .toList(),
        all.stream().filter(one -> one.startsWith(family + "_bucket" + login)).limit(7).toList());
    for (String expected :
        List.of(
            "_bucket" + login + ",le=\"60\"} 3",
            "_bucket" + login + ",le=\"+Inf\"} 4",
            "_sum" + login + "} 90.84",
            "_count" + login + "} 4",
            "_count{vcenter=\"vc1\",method=\"Login\",outcome=\"fault\"} 1",
            "_count{vcenter=\"vc1\",method=\"other\",outcome=\"ok\"} 2",
            "_count{vcenter=\"vc1\",method=\"rest\",outcome=\"failed\"} 1")) {
      assertTrue(all.contains(family + expected), expected + " in\n" + String.join("\n", all));
    }
    assertEquals(4 * 11, all.size(), "none of a vCenter that is no more");
  }

  @Test
  void sessions_that_stand_are_counted_and_a_vcenter_without_one_has_none() {
    RequestTally tally = new RequestTally();
    VCenterEndpoint vc1 = VCenterEndpoint.parse("vc1");
    tally.sessionBegan(vc1, Api.SOAP);
    tally.sessionBegan(vc1, Api.SOAP);
    tally.sessionBegan(vc1, Api.REST);
    tally.sessionEnded(vc1, Api.SOAP);
    tally.sessionEnded(vc1, Api.REST);
    assertEquals(
        List.of(
            "vpreflight_sessions{vcenter=\"vc1\",api=\"rest\"} 0",
            "vpreflight_sessions{vcenter=\"vc1\",api=\"soap\"} 1",
            "vpreflight_sessions{vcenter=\"vc2\",api=\"soap\"} 0"),
        samples(asked(tally, "vc1", "vc2"), 10).stream()
            .filter(one -> one.startsWith("vpreflight_sessions"))
            .toList());
  }

  private static ServiceFacts asked(RequestTally tally, String... vcenters) {
    return new ServiceFacts(
        "1.0",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        RepairTally.Counts.NONE,
        List.of(),
        tally.counts(List.of(vcenters)));
  }

  @Test
  void what_is_kept_becomes_samples() {
    List<String> all = samples(facts(List.of()), 10);
    for (String expected :
        List.of(
            "vpreflight_build_info{version=\"1.0\"} 1",
            "vpreflight_vcenter_up{vcenter=\"vc1\"} 1",
            "vpreflight_vcenter_up{vcenter=\"vc2\"} 0",
            "vpreflight_vcenter_virtual_machines{vcenter=\"vc1\"} 262",
            "vpreflight_vcenter_read_duration_seconds{vcenter=\"vc1\"} 1.5",
            "vpreflight_job_next_fire_timestamp_seconds{schedule=\"nightly\"} "
                + (AT.getEpochSecond() + 60),
            "vpreflight_job_last_run_timestamp_seconds{schedule=\"nightly\"} "
                + AT.getEpochSecond(),
            "vpreflight_job_duration_seconds{schedule=\"nightly\"} 2.5",
            "vpreflight_job_complete{schedule=\"nightly\"} 0",
            "vpreflight_job_findings{schedule=\"nightly\",severity=\"error\"} 2",
            "vpreflight_series_dropped 0")) {
      assertTrue(all.contains(expected), expected + " in\n" + String.join("\n", all));
    }
  }

  @Test
  void what_is_not_known_has_no_sample() {
    String all = String.join("\n", samples(facts(List.of()), 10));
    assertFalse(all.contains("vpreflight_vcenter_virtual_machines{vcenter=\"vc2\"}"), all);
    assertFalse(all.contains("vpreflight_vcenter_read_duration_seconds{vcenter=\"vc2\"}"), all);
    assertFalse(all.contains("last_success"), all);
    ServiceFacts none =
        new ServiceFacts("1.0", List.of(schedule(true, null)), List.of(), List.of());
    String paused = String.join("\n", samples(none, 10));
    assertTrue(paused.contains("vpreflight_job_paused{schedule=\"nightly\"} 1"), paused);
    assertFalse(paused.contains("next_fire"), paused);
    assertFalse(paused.contains("last_run"), paused);
  }

  @Test
  void findings_are_counted_for_each_check_and_a_machine_is_one_series_however_many_disks() {
    List<String> all =
        samples(
            facts(
                List.of(
                    finding("vm.cbt.off", "VirtualMachine:vm-7", "2000", "error"),
                    finding("vm.cbt.off", "VirtualMachine:vm-7", "2001", "error"),
                    finding("host.silent", "HostSystem:host-1", "", "critical"))),
            10);
    String labels = "schedule=\"nightly\",vcenter=\"vc1\",check=\"vm.cbt.off\",severity=\"error\"";
    assertTrue(all.contains("vpreflight_check_findings{" + labels + "} 2"), all.toString());
    List<String> machines = all.stream().filter(line -> line.contains("vm_finding")).toList();
    assertEquals(1, machines.size(), machines.toString());
    assertTrue(machines.get(0).contains("vm_id=\"vm-7\""), machines.toString());
  }

  @Test
  void a_name_cannot_break_out_of_its_label() {
    List<String> all = samples(facts(List.of(finding("c", "VirtualMachine:vm-7", "", "info"))), 10);
    String line = all.stream().filter(one -> one.contains("vm_finding")).findFirst().orElseThrow();
    assertTrue(line.contains("vm_name=\"srv \\\"1\\\"\\\\"), line);
    assertTrue(line.endsWith("severity=\"info\"} 1"), line);
  }

  @Test
  void of_too_many_series_the_worst_are_kept_and_the_rest_is_counted() {
    List<HeldFinding> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(finding("c", "VirtualMachine:vm-" + i, "", "info"));
    }
    many.add(finding("d", "VirtualMachine:vm-99", "", "critical"));
    List<String> all = samples(facts(many), 5);
    List<String> kept = all.stream().filter(line -> line.contains("vm_finding")).toList();
    assertEquals(5, kept.size());
    assertTrue(kept.get(0).contains("vm-99"), kept.get(0));
    assertTrue(all.contains("vpreflight_series_dropped 16"), all.toString());
  }

  private static MachineState machine(String id, @Nullable Integer missing) {
    return new MachineState(
        id, "web", "Paris", "blue", "esx1", true, missing, false, 2, AT, missing == null);
  }

  private static ServiceFacts seen(List<HeldFinding> open, MachineState... machines) {
    MachineStates.Seen seen =
        new MachineStates.Seen("nightly", "uuid-1", "vc1", "azure", AT, List.of(machines));
    MachineStates.Seen ended =
        new MachineStates.Seen("removed", "uuid-1", "vc1", "azure", AT, List.of(machines));
    return new ServiceFacts(
        "1.0",
        List.of(schedule(false, audit())),
        facts(List.of()).readings(),
        open,
        List.of(seen, ended),
        RepairTally.Counts.NONE,
        List.of(),
        RequestTally.Counts.NONE);
  }

  @Test
  void a_machine_has_a_curve_for_what_is_known_of_it() {
    List<String> all = samples(seen(List.of(), machine("vm-7", null), machine("vm-8", 1)), 10);
    String labels =
        "{schedule=\"nightly\",vcenter=\"vc1\",vm_name=\"web\",vm_id=\"vm-8\",dc_name=\"Paris\","
            + "cluster_name=\"blue\",host_name=\"esx1\"";
    for (String expected :
        List.of(
            "vpreflight_vm_cbt_enabled" + labels + "} 1",
            "vpreflight_vm_cbt_disks_missing" + labels + "} 1",
            "vpreflight_vm_consolidation_needed" + labels + "} 0",
            "vpreflight_vm_snapshot_chain_depth" + labels + "} 2",
            "vpreflight_vm_snapshot_oldest_timestamp_seconds" + labels + "} " + AT.getEpochSecond(),
            "vpreflight_vm_eligible" + labels + ",profile=\"azure\"} 0")) {
      assertTrue(all.contains(expected), expected + " in\n" + String.join("\n", all));
    }
    String text = String.join("\n", all);
    assertFalse(text.contains("removed"), "of a schedule that is no more");
    assertEquals(1, all.stream().filter(one -> one.contains("disks_missing{")).count());
  }

  @Test
  void a_finding_says_where_its_machine_is() {
    List<HeldFinding> open = List.of(finding("c", "VirtualMachine:vm-7", "", "info"));
    List<String> all = samples(seen(open, machine("vm-7", 0)), 10);
    String line = all.stream().filter(one -> one.contains("vm_finding")).findFirst().orElseThrow();
    assertTrue(line.contains("dc_name=\"Paris\",cluster_name=\"blue\",host_name=\"esx1\""), line);
  }

  @Test
  void machines_beyond_the_cap_are_counted() {
    List<String> all =
        samples(seen(List.of(), machine("vm-7", 0), machine("vm-8", 0), machine("vm-9", 0)), 2);
    assertEquals(2, all.stream().filter(one -> one.contains("cbt_enabled{")).count());
    assertTrue(all.contains("vpreflight_series_dropped 1"), all.toString());
  }
}
