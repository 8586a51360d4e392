// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.repair.run.Proof.Evidence;
import io.vpreflight.jobs.repair.run.Proof.Verdict;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static final Set<Integer> ONE = Set.of(2000);

  @Test
  void another_uuid_than_before_is_a_proof_and_another_counter_is_none() {
    assertEquals(Verdict.PROVEN, of(Map.of(2000, "aa/7"), null, Map.of(2000, "bb/1")));
    assertEquals(Verdict.SAME_AS_BEFORE, of(Map.of(2000, "aa/7"), null, Map.of(2000, "aa/9")));
  }

  @Test
  void none_while_it_was_off_and_one_afterwards_is_a_proof() {
    assertEquals(Verdict.PROVEN, of(Map.of(), Map.of(), Map.of(2000, "bb/1")));
  }

  @Test
  void one_while_it_was_off_is_what_the_new_one_is_held_against() {
    assertEquals(Verdict.SAME_AS_BEFORE, of(Map.of(), Map.of(2000, "aa/7"), Map.of(2000, "aa/8")));
    assertEquals(Verdict.PROVEN, of(Map.of(), Map.of(2000, "aa/7"), Map.of(2000, "bb/1")));
  }

  @Test
  void with_nothing_to_compare_nothing_is_proven() {
    assertEquals(Verdict.NOT_PROVEN, of(Map.of(), null, Map.of(2000, "bb/1")));
  }

  @Test
  void no_change_id_afterwards_means_that_it_is_not_effective() {
    assertEquals(Verdict.NOT_EFFECTIVE, of(Map.of(2000, "aa/7"), Map.of(), Map.of()));
  }

  @Test
  void a_vcenter_that_never_shows_one_proves_nothing_either_way() {
    assertEquals(Verdict.NOT_SHOWN, of(Map.of(), Map.of(), Map.of()));
    assertEquals(Verdict.NOT_EFFECTIVE, of(Map.of(), Map.of(2000, "aa/7"), Map.of()));
    assertEquals(Verdict.NOT_EFFECTIVE, of(Map.of(), null, Map.of()));
  }

  @Test
  void the_worst_of_all_disks_counts() {
    assertEquals(
        Verdict.NOT_PROVEN,
        Proof.of(
            new Evidence(
                Set.of(2000, 2001),
                Map.of(2000, "aa/1"),
                null,
                Map.of(2000, "bb/1", 2001, "cc/1"))));
  }

  private static Verdict of(
      Map<Integer, String> before, @Nullable Map<Integer, String> off, Map<Integer, String> on) {
    return Proof.of(new Evidence(ONE, before, off, on));
  }
}
