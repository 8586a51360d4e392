// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.Hostile;
import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class VmReportTest {
  private static String text(Audit audit, Locale language) {
    VmFinder finder = new VmFinder(audit.estate());
    StringWriter text = new StringWriter();
    new VmReport(Texts.in(language, ZoneOffset.UTC), Style.PLAIN)
        .write(audit, finder.find("vm-a").get(0), new PrintWriter(text));
    return text.toString();
  }

  private static String text(AnAudit audit) {
    return text(audit.build(), Locale.ENGLISH);
  }

  private static String text(AVm vm) {
    return text(AnAudit.of(AnInventory.of(vm)));
  }

  /** With single blanks, as columns are not what a test is about. */
  private static void assertSays(String part, String text) {
    assertTrue(text.replaceAll("\\s+", " ").contains(part), part + " is not in\n" + text);
  }

  private static SnapshotNode node(String name, int days, SnapshotNode... children) {
    return new SnapshotNode(
        new MoRef("VirtualMachineSnapshot", "snapshot-" + name),
        name,
        "",
        days,
        AnInventory.NOW.minus(Duration.ofDays(days)),
        VmPowerState.POWERED_OFF,
        false,
        List.of(children));
  }

  @Test
  void identity_place_guest_and_disks_are_told() {
    String text = text(AVm.named("a"));
    assertSays("/Paris/a in vc01.example.org, 8.0.3", text);
    assertSays("moId vm-a", text);
    assertSays("role ordinary", text);
    assertSays("hardware vmx-19, 2 CPUs, 4 GiB", text);
    assertSays("power poweredOn since", text);
    assertSays("VMware Tools guestToolsRunning, guestToolsCurrent, 12389", text);
    assertSays("Network adapter 1 (00:50:56:80:00:01, VM Network): 10.0.0.5/24", text);
    assertSays("Hard disk 1 scsi0:0 40 GiB thin [vmfs01] a/a.vmdk", text);
    assertSays("config.extraConfig[\"scsi0:0.ctkEnabled\"] = TRUE", text);
  }

  @Test
  void what_nobody_can_know_of_other_machines_is_not_said_of_this_one() {
    Text first = Text.of("reason.tracking.first-run");
    Text later = Text.of("reason.tracking.no-change-id");
    AVm off = AVm.named("a");
    off.changeTrackingEnabled = false;
    for (AVm vm : List.of(AVm.named("a"), off)) {
      AnAudit audit = AnAudit.of(AnInventory.of(vm, AVm.named("b")));
      audit.notObservable.add(new NotObservable("vm.cbt.reset", 1, first));
      audit.notObservable.add(new NotObservable("vm.cbt.reset", 1, later));
      Texts texts = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
      String text = text(audit).replaceAll("\\s+", " ");
      assertEquals(vm != off, text.contains(texts.say(first)), text);
      assertFalse(text.contains(texts.say(later)), text);
    }
  }

  @Test
  void unset_unreadable_and_not_read_are_three_answers() {
    AVm vm = AVm.named("a");
    vm.instanceUuid = null;
    vm.uuid = null;
    vm.hostName = null;
    vm.unreadable(VmProperty.BIOS_UUID, "NoPermission");
    AnInventory inventory = AnInventory.of(vm);
    inventory.collected.remove(Coverage.key(VmProperty.GUEST_HOST_NAME));
    String text = text(AnAudit.of(inventory));
    assertSays("instance UUID not set", text);
    assertSays("BIOS UUID unreadable (NoPermission)", text);
    assertSays("host name not read", text);
  }

  @Test
  void a_machine_of_which_nothing_is_known_is_still_told() {
    AVm vm = AVm.named("a");
    vm.hardwareUnset = true;
    vm.powerState = null;
    vm.connectionState = null;
    vm.host = null;
    vm.datastore = List.of();
    vm.net = null;
    vm.ipAddress = null;
    vm.changeTrackingEnabled = null;
    vm.bootTime = null;
    String text = text(vm);
    assertSays("power not set connection not set host not set", text);
    assertSays("Disks not set", text);
    assertSays("addresses not set", text);
  }

  @Test
  void old_values_are_said_to_be_old() {
    AVm vm = AVm.named("a");
    vm.connectionState = VmConnectionState.DISCONNECTED;
    assertSays(
        "the virtual machine is disconnected, since when is not known: vCenter repeats what it knew",
        text(vm));
  }

  @Test
  void snapshots_are_drawn_with_their_ages_and_the_place_where_the_machine_is() {
    AVm vm = AVm.named("a");
    SnapshotNode patch = node("patch", 2);
    vm.snapshot =
        new SnapshotInfo(patch.snapshot(), List.of(node("install", 40, patch, node("test", 1))));
    String text = text(vm);
    assertTrue(text.contains("3 snapshots\n"), text);
    assertTrue(text.contains("\n  └─ install  40 days\n"), text);
    assertTrue(text.contains("\n     ├─ patch  2 days  ◄ here\n"), text);
    assertTrue(text.contains("\n     └─ test  1 day\n"), text);
  }

  @Test
  void a_very_long_chain_of_snapshots_is_cut_and_counted() {
    SnapshotNode node = node("s0", 1);
    for (int i = 1; i < 100; i++) {
      node = node("s" + i, i, node);
    }
    AVm vm = AVm.named("a");
    vm.snapshot = new SnapshotInfo(null, List.of(node));
    String text = text(vm);
    assertSays("100 snapshots", text);
    assertSays("… and 40 more snapshots", text);
    assertTrue(text.lines().allMatch(line -> line.length() < 200), text);
  }

  @Test
  void what_decides_the_verdict_stands_apart_from_what_does_not() {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("a")));
    audit.verdict(Eligibility.NOT_ELIGIBLE, "a");
    String text = text(audit);
    assertSays("Verdict for azure-migrate-agentless: not eligible Decided by: - ERROR Disks", text);
    assertFalse(text.contains("Besides:"), text);
  }

  @Test
  void a_profile_without_verdicts_gives_none_and_says_the_worst() {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("a")));
    assertSays("Nothing was found on this machine.", text(audit));
    audit.finding(Severity.INFO, "a").finding(Severity.ERROR, "a");
    assertSays("The worst finding on this machine: error.", text(audit));
  }

  @Test
  void a_template_is_no_candidate() {
    AVm vm = AVm.named("a");
    vm.template = true;
    AnAudit audit = AnAudit.of(AnInventory.of(vm, AVm.named("b")));
    audit.verdict(Eligibility.ELIGIBLE, "b");
    assertSays("this role is no candidate (template)", text(audit));
  }

  @Test
  void findings_carry_evidence_and_remedy_and_those_of_others_stay_away() {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("a"), AVm.named("b")));
    audit.finding(Severity.ERROR, "a", "b");
    String text = text(audit);
    assertSays("1 finding on it or on what it stands on", text);
    assertSays("runtime.consolidationNeeded = true", text);
    assertSays("→ Stop backup", text);
  }

  @Test
  void what_is_wrong_with_its_host_is_told_with_the_name_of_the_host() {
    AnInventory inventory = AnInventory.of(AVm.named("a"));
    AnAudit audit = AnAudit.of(inventory);
    var host = audit.build().estate().scenes().get(0).locations().refOf(AnInventory.HOST);
    audit.findings.add(AnAudit.aFinding(Severity.ERROR, host));
    assertSays("Disks need consolidation on " + host.name(), text(audit));
  }

  @Test
  void what_was_waived_says_by_whom_and_until_when() {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("a")));
    audit.waived(
        Severity.ERROR,
        "a",
        new Waiver("*", Pattern.of("a"), "ada", "known", LocalDate.of(2026, 12, 31)));
    assertSays("Waived by ada until Dec 31, 2026: known", text(audit));
  }

  @Test
  void what_is_not_known_is_told_with_its_reason_and_the_checks_that_asked() {
    AnAudit audit = AnAudit.of(AnInventory.of(AVm.named("a")));
    audit.undetermined("a", Text.of("reason.unset", "config.uuid"));
    audit.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc02"));
    String text = text(audit);
    assertSays("1 question without an answer - vCenter has no value for config.uuid", text);
    assertSays(AnAudit.CHECK, text);
    assertSays("Not whole: vc02 could not be read", text);
  }

  @Test
  void hostile_names_neither_steer_the_terminal_nor_forge_a_line() {
    for (String name : Hostile.NAMES) {
      AVm vm = AVm.named("a");
      vm.name = name;
      vm.hostName = name;
      vm.guestId = name;
      vm.snapshot = new SnapshotInfo(null, List.of(node(name, 1)));
      String text = text(vm);
      assertTrue(
          text.codePoints().allMatch(c -> c == '\n' || Character.getType(c) != Character.CONTROL),
          name);
      assertTrue(text.lines().noneMatch(line -> line.startsWith("2026-11-20 INFO")), name);
    }
  }

  @Test
  void french_says_the_same() {
    String text = text(AnAudit.of(AnInventory.of(AVm.named("a"))).build(), Locale.FRENCH);
    assertSays("Identité", text);
    assertSays("rôle ordinaire", text);
    assertFalse(text.contains("why."), text);
  }
}
