// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DuplicateInstanceUuidTest {
  private static final String UUID = "501c0a0e-7a43-4f0e-9d0b-aaaaaaaaaaaa";

  private final AVm app = AVm.named("app");
  private final AVm copy = AVm.named("copy");

  DuplicateInstanceUuidTest() {
    app.instanceUuid = UUID;
    copy.instanceUuid = UUID.toUpperCase(java.util.Locale.ROOT);
  }

  private static Results run(AVm... vms) {
    return Runs.run(new DuplicateInstanceUuid(), vms);
  }

  private static Results run(AnInventory... vcenters) {
    return Runs.run(new DuplicateInstanceUuid(), vcenters);
  }

  private static AnInventory second(AVm... vms) {
    AnInventory other = AnInventory.of(vms);
    other.instanceUuid = "22222222-2222-4222-8222-222222222222";
    other.name = "vc02.example.org";
    return other;
  }

  private static Finding about(String name, Results results) {
    return results.findings().stream()
        .filter(finding -> finding.object().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Tag("F10")
  @Test
  void two_machines_of_one_vcenter_are_both_found() {
    Results results = run(app, copy, AVm.named("other"));
    assertEquals(List.of("app: same-vcenter", "copy: same-vcenter"), Runs.found(results));
    assertEquals(3, Runs.evaluated(results));
    assertEquals(List.of(UUID, "copy", 1), about("app", results).summary().args());
    assertEquals(
        List.of("/Paris/copy (ordinary, vm-copy, vc01.example.org)"),
        about("app", results).evidence().get("sharedWith"));
  }

  @Test
  void machines_that_differ_pass() {
    assertEquals(List.of(), Runs.found(run(AVm.named("a"), AVm.named("b"))));
  }

  @Test
  void two_machines_of_two_vcenters_are_found_with_the_name_of_the_other() {
    Results results = run(AnInventory.of(app), second(copy));
    assertEquals(List.of("app: across-vcenters", "copy: across-vcenters"), Runs.found(results));
    assertEquals("copy (vc02.example.org)", about("app", results).summary().args().get(1));
  }

  @Test
  void a_vcenter_that_could_not_be_read_is_compared_with_as_it_was_and_not_judged() {
    AnInventory gone = second(copy, AVm.named("twin"), AVm.named("twin"));
    gone.collectedAt = Instant.parse("2026-01-02T03:04:05.6Z");
    Results results = Runs.run(new DuplicateInstanceUuid(), AnInventory.of(app), List.of(gone));
    assertEquals(List.of("app: across-vcenters"), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
    Finding finding = about("app", results);
    assertEquals("copy (vc02.example.org, 2026-01-02T03:04:05Z)", finding.summary().args().get(1));
    assertEquals(gone.collectedAt, finding.evidence().get("sharedWith.asOf"));
    assertNull(
        about("app", run(AnInventory.of(app), second(copy))).evidence().get("sharedWith.asOf"));
  }

  @Test
  void a_pair_here_weighs_more_than_one_elsewhere() {
    AVm third = AVm.named("third");
    third.instanceUuid = UUID;
    assertEquals(
        List.of("app: same-vcenter", "copy: same-vcenter", "third: across-vcenters"),
        Runs.found(run(AnInventory.of(app, copy), second(third))));
  }

  @Test
  void a_replica_is_named_as_one_on_both_sides() {
    AVm replica = AVm.named("app_replica");
    replica.instanceUuid = UUID;
    replica.powerState = VmPowerState.POWERED_OFF;
    assertEquals(
        List.of("app: replica", "app_replica: replica"),
        Runs.found(run(AnInventory.of(app), second(replica))));
  }

  @Test
  void a_placeholder_of_site_recovery_is_by_design() {
    copy.managedBy = new ManagedBy("com.vmware.vcDr", "placeholderVm");
    assertEquals(List.of("app: replica", "copy: replica"), Runs.found(run(app, copy)));
  }

  @Test
  void a_template_is_named_as_one() {
    copy.template = true;
    assertEquals(List.of("app: template", "copy: template"), Runs.found(run(app, copy)));
  }

  @Test
  void a_record_that_vcenter_lost_is_named_as_one() {
    for (VmConnectionState state :
        List.of(
            VmConnectionState.ORPHANED,
            VmConnectionState.INVALID,
            VmConnectionState.INACCESSIBLE)) {
      copy.connectionState = state;
      assertEquals(List.of("app: stale-record", "copy: stale-record"), Runs.found(run(app, copy)));
    }
  }

  @Test
  void a_machine_behind_a_dead_host_lives_on() {
    copy.connectionState = VmConnectionState.DISCONNECTED;
    assertEquals(List.of("app: same-vcenter", "copy: same-vcenter"), Runs.found(run(app, copy)));
  }

  @Test
  void the_members_of_one_fault_tolerance_group_are_one_machine() {
    app.ftInfo = new FaultToleranceInfo(1, List.of("a", "b"));
    copy.ftInfo = new FaultToleranceInfo(2, List.of("a", "b"));
    assertEquals(
        List.of("app: fault-tolerance", "copy: fault-tolerance"), Runs.found(run(copy, app)));
    AVm third = AVm.named("third");
    third.instanceUuid = UUID;
    assertEquals(
        List.of("app: same-vcenter", "third: same-vcenter"), Runs.found(run(copy, app, third)));
  }

  @Test
  void machines_of_two_fault_tolerance_groups_are_two() {
    app.ftInfo = new FaultToleranceInfo(1, List.of());
    copy.ftInfo = new FaultToleranceInfo(1, List.of());
    assertEquals(List.of("app: same-vcenter", "copy: same-vcenter"), Runs.found(run(app, copy)));
  }

  @Test
  void the_one_that_is_off_is_likely_the_copy() {
    copy.powerState = VmPowerState.POWERED_OFF;
    Finding finding = about("app", run(app, copy));
    assertTrue(String.valueOf(finding.evidence().get("likelyCopy")).contains("/copy "));
    assertEquals(List.of("runtime.powerState"), finding.evidence().get("likelyCopy.by"));
  }

  @Test
  void the_younger_one_is_likely_the_copy() {
    copy.createDate = AnInventory.NOW.minus(Duration.ofDays(1));
    Finding finding = about("copy", run(app, copy));
    assertTrue(String.valueOf(finding.evidence().get("likelyCopy")).contains("/copy "));
    assertEquals(List.of("config.createDate"), finding.evidence().get("likelyCopy.by"));
  }

  @Test
  void the_name_or_the_extension_suggest_the_copy_where_nothing_else_does() {
    copy.createDate = null;
    assertEquals(List.of("name"), about("app", run(app, copy)).evidence().get("likelyCopy.by"));
    AVm other = AVm.named("b2");
    other.instanceUuid = UUID;
    other.managedBy = new ManagedBy("com.example", "x");
    assertEquals(
        List.of("config.managedBy"), about("app", run(app, other)).evidence().get("likelyCopy.by"));
  }

  @Test
  void nothing_suggests_a_copy_among_equals() {
    AVm other = AVm.named("b2");
    other.instanceUuid = UUID;
    assertEquals(null, about("app", run(app, other)).evidence().get("likelyCopy"));
  }

  @Test
  void many_holders_are_counted_and_only_some_named() {
    AVm[] vms = new AVm[9];
    for (int i = 0; i < vms.length; i++) {
      vms[i] = AVm.named("n" + i);
      vms[i].instanceUuid = UUID;
    }
    Finding finding = about("n0", run(vms));
    assertEquals(List.of(UUID, "n1, n2, n3, n4, n5, …", 8), finding.summary().args());
    assertEquals(8, finding.evidence().get("sharedWith.count"));
  }

  @Test
  void a_host_read_by_itself_and_through_its_vcenter_makes_no_duplicates() {
    AnInventory direct = AnInventory.of(app);
    direct.instanceUuid = java.util.Objects.requireNonNull(AHost.usual().uuid);
    direct.apiType = "HostAgent";
    assertEquals(List.of(), Runs.found(run(AnInventory.of(app), direct)));
    direct.instanceUuid = "33333333-3333-4333-8333-333333333333";
    assertEquals(2, Runs.found(run(AnInventory.of(app), direct)).size());
  }

  @Test
  void unset_is_undetermined() {
    app.instanceUuid = null;
    copy.instanceUuid = "";
    Results results = run(app, copy);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app: reason.unset", "copy: reason.unset"), Runs.undetermined(results));
    assertEquals(0, Runs.evaluated(results));
  }

  @Test
  void unreadable_is_undetermined() {
    app.unreadable(VmProperty.INSTANCE_UUID, "NoPermission");
    Results results = run(app, copy);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(results));
  }

  @Test
  void what_was_not_collected_is_undetermined() {
    Results results = run(AnInventory.of(app, copy).without(VmProperty.INSTANCE_UUID));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(
        List.of("app: reason.not-collected", "copy: reason.not-collected"),
        Runs.undetermined(results));
  }
}
