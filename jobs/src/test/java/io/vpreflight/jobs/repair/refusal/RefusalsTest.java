// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.plan.Refusal.Answer;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for every refusal, and for everything that nobody knows. */
class RefusalsTest {
  private static final List<Texts> LANGUAGES =
      Texts.LANGUAGES.stream().map(locale -> Texts.in(locale, ZoneOffset.UTC)).toList();

  static Stream<RefusalRows.Row> rows() {
    return RefusalRows.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void every_row_refuses_as_it_should(RefusalRows.Row row) {
    List<Refusal> refusals = Refusals.of(row.candidate());
    Refusal refusal =
        refusals.stream()
            .filter(each -> each.id().equals(row.id()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(row + ": only " + refusals));
    assertEquals(row.unknown(), refusal.text().key().equals("refusal.unknown"), row.toString());
    assertTrue(refusal.holdsBack());
    said(refusal);
    if (!row.unknown() && !row.wordless()) {
      assertFalse(refusal.evidence().isEmpty(), row.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void what_is_healthy_and_wants_the_repair_is_not_refused(RepairKind kind) {
    assertEquals(List.of(), Refusals.of(RefusalRows.wanting(kind)), kind.label());
  }

  static Stream<RepairKind> kinds() {
    return Stream.of(RepairKind.values());
  }

  @Test
  void every_rule_has_its_row() {
    Set<String> missing = new TreeSet<>();
    RefusalList.all().forEach(rule -> missing.add(rule.id()));
    RefusalRows.all().stream().filter(row -> !row.unknown()).forEach(r -> missing.remove(r.id()));
    // What the targets of a plan are together is asked by the planner, and tested there.
    // disks-unknown is nothing but what is not known.
    missing.removeAll(
        Set.of(
            "cluster-node",
            "read-again-limit",
            "not-rehearsed",
            "disks-unknown",
            "no-identity",
            "host-no-identity",
            "twin-in-plan"));
    assertEquals(Set.of(), missing);
  }

  @Test
  void whatever_a_rule_requires_refuses_when_it_is_unreadable_or_was_not_read() {
    List<String> silent = new ArrayList<>();
    for (RefusalRule rule : RefusalList.all()) {
      for (Property property : rule.required()) {
        RepairKind kind = rule.kinds().stream().sorted().findFirst().orElseThrow();
        if (!refuses(kind, rule, RefusalRows.unreadable(kind, property))) {
          silent.add(rule.id() + " with unreadable " + property.path());
        }
        if (!refuses(kind, rule, RefusalRows.uncollected(kind, property))) {
          silent.add(rule.id() + " without " + property.path());
        }
      }
    }
    assertEquals(List.of(), silent);
  }

  private static boolean refuses(RepairKind kind, RefusalRule rule, RepairSubject candidate) {
    assertEquals(kind, candidate.kind());
    return Refusals.of(candidate).stream()
        .anyMatch(r -> r.id().equals(rule.id()) && r.text().key().equals("refusal.unknown"));
  }

  @Test
  void what_an_old_vcenter_does_not_have_refuses_nothing() {
    AnInventory old = AnInventory.of(AVm.named("app"));
    old.apiVersion = "6.5";
    for (VmProperty property : List.of(VmProperty.INSTANT_CLONE_FROZEN, VmProperty.CRYPTO_STATE)) {
      old.without(property);
    }
    assertEquals(List.of(), Refusals.of(APlan.of(RepairKind.RESET_CBT).candidate(old)));
  }

  @Test
  void what_may_be_answered_for_is_answered_for_by_name_and_for_that_machine_alone() {
    AVm app = AVm.named("app");
    AVm other = AVm.named("other");
    app.options = RefusalRows.latency("high");
    AnInventory inventory = AnInventory.of(app, other);
    String id = "latency-sensitive";
    assertEquals(Answer.CAN_BE_ACKNOWLEDGED, answer(APlan.of(RepairKind.RESET_CBT), inventory, id));
    assertEquals(
        Answer.CAN_BE_ACKNOWLEDGED,
        answer(APlan.of(RepairKind.RESET_CBT).acknowledging(other, id), inventory, id));
    assertEquals(
        Answer.ACKNOWLEDGED,
        answer(APlan.of(RepairKind.RESET_CBT).acknowledging(app, id), inventory, id));
  }

  @Test
  void nobody_may_answer_for_the_vcenter_itself() {
    AVm vc = AVm.named("vc");
    vc.hostName = "vc01.example.org";
    assertEquals(
        Answer.NEVER,
        answer(
            APlan.of(RepairKind.RESET_CBT).acknowledging(vc, "vcenter-itself"),
            AnInventory.of(vc),
            "vcenter-itself"));
  }

  private static Answer answer(APlan plan, AnInventory inventory, String id) {
    return Refusals.of(plan.candidate(inventory)).stream()
        .filter(refusal -> refusal.id().equals(id))
        .findFirst()
        .orElseThrow()
        .answer();
  }

  @Test
  void a_recent_task_that_is_not_among_the_open_ones_has_ended() {
    AVm app = AVm.named("app");
    app.recentTask.add(new MoRef("Task", "task-99"));
    assertEquals(
        List.of(), Refusals.of(APlan.of(RepairKind.RESET_CBT).candidate(AnInventory.of(app))));
  }

  @Test
  void a_host_that_is_unreadable_is_not_taken_for_one_out_of_maintenance() {
    AnInventory inventory =
        AnInventory.of(AHost.usual().unreadable(HostProperty.IN_MAINTENANCE_MODE, "NoPermission"));
    inventory.vms.add(AVm.named("app").build());
    List<Refusal> refusals = Refusals.of(APlan.of(RepairKind.RELOAD).candidate(inventory));
    assertTrue(refusals.stream().anyMatch(r -> r.id().equals("host-in-maintenance")));
  }

  @Test
  void tasks_that_could_not_be_read_are_not_taken_for_none() {
    AnInventory inventory = AnInventory.of(AVm.named("app"));
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    List<Refusal> refusals = Refusals.of(APlan.of(RepairKind.RESET_CBT).candidate(inventory));
    assertTrue(refusals.stream().anyMatch(r -> r.id().equals("task-running")));
  }

  private static void said(Refusal refusal) {
    for (Texts texts : LANGUAGES) {
      String said = texts.say(refusal.text());
      assertFalse(
          said.equals(refusal.text().key()) || said.matches("(?s).*\\{\\d.*"),
          texts.locale().toString().toLowerCase(Locale.ROOT) + " " + said);
    }
  }
}
