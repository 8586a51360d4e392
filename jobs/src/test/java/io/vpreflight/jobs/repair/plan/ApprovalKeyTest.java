// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approval is worth what nobody can change in it. */
class ApprovalKeyTest {
  private static final Instant NOW = APlan.NOW.plusSeconds(60);

  @TempDir Path state;

  private static PlanFile plan(String name) {
    return PlanFile.of(APlan.of(RepairKind.RESET_CBT).plan(AnInventory.of(AVm.named(name))));
  }

  private String problem(Approval approval, PlanFile plan, Instant now) throws IOException {
    ApprovalKey key = ApprovalKey.in(state);
    return assertThrows(PlanException.class, () -> key.verify(approval, plan, now)).problem().key();
  }

  @Test
  void what_was_approved_is_verified_by_the_key_that_is_read_again() throws IOException {
    PlanFile plan = plan("app");
    Approval approval = ApprovalKey.in(state).approve(plan, "anne", " ticket 42 ", NOW);
    ApprovalKey.in(state).verify(approval, plan, NOW.plusSeconds(60));
    assertEquals("ticket 42", approval.reason());
    assertFalse(approval.authenticated());
  }

  @Tag("F30")
  @Test
  void whatever_is_changed_is_noticed() throws IOException {
    PlanFile plan = plan("app");
    Approval a = ApprovalKey.in(state).approve(plan, "anne", "ticket 42", NOW);
    byte[] sign = Base64.getDecoder().decode(a.signature());
    sign[5] ^= 1;
    String other = Base64.getEncoder().encodeToString(sign);
    for (Approval changed :
        List.of(
            with(a, a.planDigest(), "bob", false, a.reason(), a.at(), a.signature()),
            with(a, a.planDigest(), a.approver(), true, a.reason(), a.at(), a.signature()),
            with(a, a.planDigest(), a.approver(), false, "none", a.at(), a.signature()),
            with(
                a,
                a.planDigest(),
                a.approver(),
                false,
                a.reason(),
                a.at().plusSeconds(1),
                a.signature()),
            with(a, a.planDigest(), a.approver(), false, a.reason(), a.at(), other),
            with(a, a.planDigest(), a.approver(), false, a.reason(), a.at(), "?"),
            with(a, a.planDigest(), a.approver(), false, a.reason(), a.at(), ""))) {
      assertEquals("approval.problem.signature", problem(changed, plan, NOW));
    }
  }

  private static Approval with(
      Approval a,
      String digest,
      String approver,
      boolean authenticated,
      String reason,
      Instant at,
      String signature) {
    return new Approval(digest, approver, authenticated, reason, at, a.publicKey(), signature);
  }

  @Tag("F30")
  @Test
  void the_approval_of_one_plan_is_none_of_another() throws IOException {
    Approval approval = ApprovalKey.in(state).approve(plan("app"), "anne", "ticket", NOW);
    assertEquals("approval.problem.other-plan", problem(approval, plan("db"), NOW));
  }

  @Tag("F30")
  @Test
  void the_key_of_another_installation_does_not_count() throws IOException {
    Path elsewhere = Files.createDirectory(state.resolve("elsewhere"));
    PlanFile plan = plan("app");
    Approval approval = ApprovalKey.in(elsewhere).approve(plan, "anne", "ticket", NOW);
    assertEquals("approval.problem.other-key", problem(approval, plan, NOW));
  }

  @Tag("F30")
  @Test
  void an_approval_ends_with_its_plan() throws IOException {
    PlanFile plan = plan("app");
    Approval approval = ApprovalKey.in(state).approve(plan, "anne", "ticket", NOW);
    Instant late = plan.plan().expiresAt();
    assertEquals("plan.problem.expired", problem(approval, plan, late));
    assertThrows(PlanException.class, () -> ApprovalKey.in(state).approve(plan, "anne", "t", late));
  }

  @Tag("F39")
  @Test
  void an_approval_older_than_its_plan_is_of_another_clock() throws IOException {
    PlanFile plan = plan("app");
    Approval early =
        ApprovalKey.in(state)
            .approve(plan, "anne", "t", plan.plan().createdAt().minus(Duration.ofHours(1)));
    assertEquals("approval.problem.before-plan", problem(early, plan, NOW));
  }

  @Test
  void without_a_reason_or_anything_to_do_nothing_is_approved() throws IOException {
    ApprovalKey key = ApprovalKey.in(state);
    assertThrows(PlanException.class, () -> key.approve(plan("app"), "anne", " ", NOW));
    AVm template = AVm.named("gold");
    template.template = true;
    PlanFile nothing = PlanFile.of(APlan.of(RepairKind.RESET_CBT).plan(AnInventory.of(template)));
    assertThrows(PlanException.class, () -> key.approve(nothing, "anne", "t", NOW));
  }

  @Test
  void a_key_that_others_may_read_is_refused() throws IOException {
    ApprovalKey.in(state);
    Path file = state.resolve("approval-key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    PlanException e = assertThrows(PlanException.class, () -> ApprovalKey.in(state));
    assertEquals("approval.problem.key-open", e.problem().key());
  }

  @Test
  void half_a_key_is_none() throws IOException {
    ApprovalKey.in(state);
    Path file = state.resolve("approval-key");
    Files.writeString(file, Files.readString(file).substring(0, 40));
    PlanException e = assertThrows(PlanException.class, () -> ApprovalKey.in(state));
    assertEquals("approval.problem.key", e.problem().key());
  }
}
