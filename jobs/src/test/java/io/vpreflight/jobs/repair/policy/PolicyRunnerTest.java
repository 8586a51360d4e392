// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.Here;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RepairMark;
import io.vpreflight.jobs.repair.plan.WindowText;
import io.vpreflight.jobs.repair.run.StoredConsent;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyRunnerTest {
  private static final Instant NOW = AnInventory.NOW;

  @TempDir Path temp;

  @SuppressWarnings("NullAway.Init")
  private Store store;

  private boolean enabled = true;
  private RepairKind kind = RepairKind.CONSOLIDATE;
  private String check = "vm.snapshot.consolidation-needed";
  private String window = "Friday;4:00;4h";
  private String include = "*";
  private String vcenter = "vc01*";
  private PolicyLimits limits = PolicyLimits.DEFAULT;
  private @Nullable Text withdrawn;
  private Logins logins = logins();
  private final AVm a = needy("a");
  private final AVm b = needy("b");
  private AnInventory inventory = AnInventory.of(a, b);

  @BeforeEach
  void open() {
    store = Store.open(temp.resolve("state"), "test");
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Those of the installations of these ids, and one of somebody else. */
  private static Logins logins(String... installations) {
    List<Logins.Login> all = new ArrayList<>();
    all.add(new Logins.Login("backup", NOW, "10.0.0.7", "another program"));
    for (String id : installations) {
      all.add(new Logins.Login("repairer", NOW, "10.0.0.8", RepairMark.of("1.0", id)));
    }
    Instant asked = NOW.minus(Duration.ofDays(8));
    return new Logins(all, asked, asked, null);
  }

  private static AVm needy(String name) {
    AVm vm = AVm.named(name);
    vm.consolidationNeeded = true;
    return vm;
  }

  private PolicyRunner runner() {
    RepairPolicy policy =
        new RepairPolicy(
            "nightly",
            enabled,
            kind,
            check,
            List.of(Pattern.of(vcenter)),
            new Scope(List.of(Pattern.of(include)), List.of()),
            WindowText.read(window, "UTC"),
            limits);
    PolicyOrder order =
        new PolicyOrder(policy, "/etc/nightly.yaml", "ab12", "alice", () -> withdrawn);
    return new PolicyRunner(order, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private PolicyPlan plan() {
    inventory.historyWindow = Duration.ofDays(7);
    PolicyRunner runner = runner();
    AuditRequest base =
        new AuditRequest(
            ProfileReader.read("test", "extends: base"),
            List.of(),
            List.of(),
            List.of(),
            Scope.ALL,
            List.of(),
            Set.of());
    return runner.plan(inventory.build(), runner.audit(base), asked(), store);
  }

  private PolicyRunner.Asked asked() {
    return new PolicyRunner.Asked() {
      @Override
      public String planner() {
        return "cron";
      }

      @Override
      public Here here(Scene scene) {
        return APlan.of(RepairKind.CONSOLIDATE).here;
      }

      @Override
      public Map<MoRef, Privileges> privileges(Set<MoRef> targets) {
        return Map.of();
      }

      @Override
      public Logins logins() {
        return logins;
      }
    };
  }

  private static List<String> repaired(PolicyPlan plan) {
    PlanFile file = plan.plan();
    return file == null
        ? List.of()
        : file.plan().repaired().stream().map(target -> target.object().name()).toList();
  }

  private static List<String> alone(PolicyPlan plan) {
    List<String> alone = new ArrayList<>();
    plan.leftAlone().forEach((machine, why) -> alone.add(machine.name() + " " + why.key()));
    return alone;
  }

  /** A repair of a machine, by a plan of a policy or of a person. */
  private void earlier(
      AVm vm, String digest, RepairKind what, Duration ago, @Nullable String outcome) {
    String id = "op" + vm.ref.moId() + digest;
    journal(JournalEvent.STARTED, digest, id, vm, ago, Map.of("kind", what.label()));
    journal(JournalEvent.INTENT, digest, id, vm, ago, Map.of());
    if (outcome != null) {
      journal(JournalEvent.FINISHED, digest, id, vm, ago, Map.of("outcome", outcome));
    }
  }

  private void ofPolicy(String digest, String policy) {
    journal(JournalEvent.APPROVED, digest, "", null, Duration.ofDays(3), Map.of("policy", policy));
  }

  private void journal(
      JournalEvent event,
      String digest,
      String id,
      @Nullable AVm vm,
      Duration ago,
      Map<String, String> details) {
    store
        .journal()
        .append(
            new JournalEntry(
                0,
                NOW.minus(ago),
                id,
                digest,
                0,
                event,
                inventory.instanceUuid,
                vm == null ? "" : vm.ref.toString(),
                "",
                details));
  }

  private static @Nullable String key(@Nullable Text text) {
    return text == null ? null : text.key();
  }

  @Test
  void what_stuns_machines_for_nothing_but_a_proof_is_no_policy() {
    for (RepairKind each : RepairKind.values()) {
      kind = each;
      if (RepairPolicy.ALLOWED.contains(each)) {
        assertNotNull(runner());
      } else {
        assertThrows(IllegalArgumentException.class, this::runner, each.label());
      }
    }
    kind = RepairKind.CONSOLIDATE;
    window = "";
    assertThrows(IllegalArgumentException.class, this::runner);
  }

  @Test
  void it_is_idle_when_it_is_off_closed_or_withdrawn() {
    assertNull(runner().idle());
    enabled = false;
    assertEquals("policy.off", key(runner().idle()));
    enabled = true;
    window = "Saturday;4:00;4h";
    assertEquals("policy.outside", key(runner().idle()));
    window = "Friday;4:00;4h";
    withdrawn = Text.of("policy.gone", "nightly");
    assertEquals("policy.gone", key(runner().idle()));
  }

  @Test
  void it_plans_what_its_check_found_in_its_scope_and_nothing_else() {
    assertEquals(List.of("a", "b"), repaired(plan()));
    include = "b*";
    assertEquals(List.of("b"), repaired(plan()));
    a.consolidationNeeded = false;
    b.consolidationNeeded = false;
    inventory = AnInventory.of(a, b);
    include = "*";
    assertEquals(List.of(), plan().found());
    vcenter = "vc02*";
    assertThrows(PlanException.class, this::plan);
    vcenter = inventory.instanceUuid;
    assertEquals(List.of(), plan().found());
  }

  @Test
  void a_refusal_holds_for_a_policy_and_nothing_is_acknowledged() {
    a.question = new VmQuestion("1", "moved or copied?");
    inventory = AnInventory.of(a, b);
    PolicyPlan plan = plan();
    assertEquals(List.of("b"), repaired(plan));
    assertFalse(plan.isWhole());
  }

  @Test
  void a_machine_with_something_open_or_unresolved_or_failed_of_late_is_left_alone() {
    earlier(a, "p1", RepairKind.RESET_CBT, Duration.ofDays(30), null);
    earlier(b, "p2", RepairKind.CONSOLIDATE, Duration.ofDays(2), "needs-human");
    assertEquals(List.of("a policy.alone.open", "b policy.alone.unresolved"), alone(plan()));
    assertNull(plan().plan());
    // Somebody looked at it, and a repair succeeded.
    earlier(b, "p3", RepairKind.CONSOLIDATE, Duration.ofDays(1), "complete");
    assertEquals(List.of("b"), repaired(plan()));
    earlier(b, "p4", RepairKind.CONSOLIDATE, Duration.ofHours(23), "untouched");
    assertEquals(List.of("a policy.alone.open", "b policy.alone.failed"), alone(plan()));
  }

  @Test
  void after_a_day_a_failure_that_left_nothing_behind_is_forgotten() {
    earlier(a, "p1", RepairKind.CONSOLIDATE, Duration.ofHours(25), "rolled-back");
    assertEquals(List.of("a", "b"), repaired(plan()));
  }

  @Test
  void what_a_reset_left_behind_does_not_keep_the_removal_of_leftovers_away() {
    PolicyPast past;
    earlier(a, "p1", RepairKind.RESET_CBT, Duration.ofHours(25), "needs-human");
    past = PolicyPast.of(store.journal(), "nightly", NOW);
    String vm = a.ref.toString();
    assertNull(past.leftAlone(inventory.instanceUuid, vm, RepairKind.REMOVE_LEFTOVERS));
    assertNotNull(past.leftAlone(inventory.instanceUuid, vm, RepairKind.CONSOLIDATE));
    earlier(a, "p2", RepairKind.REMOVE_LEFTOVERS, Duration.ofHours(25), "needs-human");
    past = PolicyPast.of(store.journal(), "nightly", NOW);
    assertNotNull(past.leftAlone(inventory.instanceUuid, vm, RepairKind.REMOVE_LEFTOVERS));
  }

  @Test
  void what_a_reset_left_behind_is_planned_to_be_removed_when_a_day_has_passed() {
    kind = RepairKind.REMOVE_LEFTOVERS;
    check = "vm.snapshot.leftover";
    String id = "mwql3q9az05b58onwudq";
    Instant made = NOW.minus(Duration.ofHours(26));
    AVm c = AVm.named("c");
    MoRef ref = new MoRef("VirtualMachineSnapshot", "snapshot-9");
    SnapshotNode node =
        new SnapshotNode(
            ref,
            "vpreflight-cbt-" + id + "-A",
            "",
            1,
            made,
            VmPowerState.POWERED_ON,
            false,
            List.of());
    c.snapshot = new SnapshotInfo(ref, List.of(node));
    inventory = AnInventory.of(c);
    Map<String, String> reset = Map.of("kind", "reset-cbt");
    journal(JournalEvent.STARTED, "p1", id, c, Duration.ofHours(26), reset);
    journal(
        JournalEvent.FINISHED, "p1", id, c, Duration.ofHours(25), Map.of("outcome", "needs-human"));
    PolicyPlan plan = plan();
    assertEquals(List.of("c"), repaired(plan), plan.toString());
    PlanFile file = Objects.requireNonNull(plan.plan());
    assertEquals("snapshot-9", file.plan().repaired().get(0).steps().get(1).about());
  }

  @Test
  void its_own_failures_and_machines_of_a_day_are_counted_over_all_its_runs() {
    limits = new PolicyLimits(5, 2, 1, 1, 1, 2);
    ofPolicy("p1", "nightly");
    ofPolicy("p2", "another");
    AVm c = needy("c");
    AVm d = needy("d");
    earlier(c, "p1", RepairKind.CONSOLIDATE, Duration.ofHours(3), "rolled-back");
    earlier(c, "p2", RepairKind.CONSOLIDATE, Duration.ofHours(3), "rolled-back");
    assertNull(runner().resting(store.journal()));
    PolicyPlan one = plan();
    assertEquals(List.of("a"), repaired(one));
    assertEquals(List.of("b"), one.waiting().stream().map(ObjectRef::name).toList());
    PlanFile file = Objects.requireNonNull(one.plan());
    assertEquals(1, file.plan().limits().stopAfterFailures());
    earlier(d, "p1", RepairKind.CONSOLIDATE, Duration.ofHours(2), "complete");
    assertEquals("policy.enough", key(runner().resting(store.journal())));
    limits = new PolicyLimits(5, 20, 1, 1, 1, 1);
    assertEquals("policy.failures", key(runner().resting(store.journal())));
  }

  @Test
  void its_approval_says_which_file_and_whose_and_ends_with_it() throws IOException {
    PolicyPlan made = plan();
    PlanFile file = Objects.requireNonNull(made.plan());
    ApprovalKey approvals = ApprovalKey.in(temp.resolve("state"));
    PolicyRunner runner = runner();
    runner.approve(made, store, approvals);
    Approval approval = store.plans().approval(file.digest()).orElseThrow();
    assertEquals("policy nightly", approval.approver());
    assertFalse(approval.authenticated());
    assertEquals("policy nightly, SHA-256 ab12, /etc/nightly.yaml of alice", approval.reason());
    StoredConsent consent = runner.consent(file, store, approvals, store.cancels());
    assertNull(consent.refusal());
    runner.begin(file, consent, store, "cron", Map.of());
    assertThrows(PlanException.class, () -> runner.begin(file, consent, store, "cron", Map.of()));
    assertNull(consent.stop("op"));
    withdrawn = Text.of("policy.off", "nightly");
    assertEquals("policy.off", key(consent.stop("op")));
    List<JournalEvent> told = new ArrayList<>();
    store.journal().each(line -> told.add(line.entry().event()));
    assertEquals(List.of(JournalEvent.PLANNED, JournalEvent.APPROVED, JournalEvent.STARTED), told);
  }

  @Test
  void why_a_machine_is_left_alone_is_told_once_a_day() throws IOException {
    earlier(a, "p1", RepairKind.CONSOLIDATE, Duration.ofDays(2), "needs-human");
    b.consolidationNeeded = false;
    inventory = AnInventory.of(a, b);
    ApprovalKey approvals = ApprovalKey.in(temp.resolve("state"));
    for (int i = 0; i < 3; i++) {
      runner().approve(plan(), store, approvals);
    }
    List<String> refused = new ArrayList<>();
    store
        .journal()
        .each(
            line -> {
              if (line.entry().event() == JournalEvent.REFUSED) {
                refused.add(String.valueOf(line.entry().details().get("why")));
              }
            });
    assertEquals(List.of("policy.alone.unresolved"), refused);
    assertTrue(store.plans().list().isEmpty());
  }

  @Tag("F42")
  @Test
  void another_installation_is_for_a_person_to_answer_for_and_our_own_repairs_are_not_another() {
    logins = logins(store.installation());
    assertEquals(2, repaired(plan()).size());
    logins = logins(store.installation(), "abcdefgh2345");
    PolicyPlan plan = plan();
    assertEquals(List.of(), repaired(plan));
    assertFalse(plan.hasWork());
    assertEquals(
        List.of("other-installation", "other-installation"),
        Objects.requireNonNull(plan.plan()).plan().refused().stream()
            .map(target -> target.refusals().get(0).id())
            .toList());
  }
}
