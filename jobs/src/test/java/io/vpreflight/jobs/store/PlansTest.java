// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(AStore.class)
class PlansTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");

  private final AStore kept;
  @TempDir Path temp;

  PlansTest(AStore kept) {
    this.kept = kept;
  }

  private static StoredPlan plan(String digest, String json, Instant at) {
    return new StoredPlan(
        digest, "RESET_CBT", json, "alice", at, at.plus(Duration.ofDays(1)), "planned");
  }

  @Test
  void a_plan_of_any_size_comes_back_as_it_was_saved() {
    String digest = Canonical.sha256("1");
    StoredPlan large = plan(digest, "é😀\"".repeat(1_500_000), AT);
    try (Store store = kept.open(temp)) {
      store.plans().save(large);
      store.plans().save(plan(digest, "{}", AT));
    }
    try (Store store = kept.open(temp)) {
      assertEquals(Optional.of(large), store.plans().find(digest));
    }
  }

  @Test
  void the_beginning_of_a_digest_is_enough_when_it_is_the_only_one() {
    try (Store store = kept.open(temp)) {
      StoredPlan one = plan("ab1" + "0".repeat(61), "{}", AT);
      StoredPlan two = plan("ab2" + "0".repeat(61), "{}", AT.plusSeconds(1));
      store.plans().save(one);
      store.plans().save(two);
      assertEquals(Optional.of(one), store.plans().find("ab1"));
      assertEquals(Optional.empty(), store.plans().find("ac"));
      assertEquals(Optional.empty(), store.plans().find(""));
      assertEquals(Optional.empty(), store.plans().find("%"));
      assertEquals(
          StoreException.Kind.AMBIGUOUS,
          assertThrows(StoreException.class, () -> store.plans().find("ab")).kind());
      assertEquals(List.of(two, one), store.plans().list());
    }
  }

  @Test
  void a_state_changes_only_from_the_one_that_was_expected() {
    String digest = Canonical.sha256("1");
    try (Store store = kept.open(temp)) {
      store.plans().save(plan(digest, "{}", AT));
      assertTrue(store.plans().change(digest, "planned", "approved"));
      assertFalse(store.plans().change(digest, "planned", "running"));
      assertFalse(store.plans().change(Canonical.sha256("2"), "planned", "running"));
      assertEquals("approved", store.plans().find(digest).orElseThrow().state());
    }
  }

  @Test
  void a_plan_has_one_approval_at_most() {
    String digest = Canonical.sha256("1");
    Approval approval =
        new Approval(digest, "bob", false, "ticket 7, l’été", AT, "key", "signature");
    try (Store store = kept.open(temp)) {
      assertFalse(store.plans().saveApproval(approval));
      store.plans().save(plan(digest, "{}", AT));
      assertEquals(Optional.empty(), store.plans().approval(digest));
      assertTrue(store.plans().saveApproval(approval));
      assertFalse(
          store.plans().saveApproval(new Approval(digest, "eve", false, "", AT, "key", "other")));
      assertEquals(Optional.of(approval), store.plans().approval(digest));
      Approval anew = new Approval(digest, "ann", true, "again", AT, "key", "another");
      assertFalse(store.plans().replaceApproval(anew, anew));
      assertTrue(store.plans().replaceApproval(approval, anew));
      assertEquals(Optional.of(anew), store.plans().approval(digest));
    }
  }
}
