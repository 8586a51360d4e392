// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES = List.of("limits", "checks", "checked", "");

  @Test
  void the_name_with_the_fewest_changes_is_meant() {
    assertEquals("checks", NearestName.of("check", NAMES));
    assertEquals("limits", NearestName.of("limtis", NAMES));
    assertEquals("checked", NearestName.of("cheked", NAMES));
  }

  @Test
  void of_two_that_are_as_near_the_first_by_the_alphabet_is_meant() {
    assertEquals("ab", NearestName.of("aa", List.of("ac", "ab")));
  }

  @Test
  void what_is_far_from_every_name_has_no_hint() {
    assertNull(NearestName.of("something", NAMES));
    assertNull(NearestName.of("anything", List.of()));
  }

  @Test
  void long_names_may_differ_in_more_characters() {
    assertEquals(
        "vm.snapshot.before-tracking",
        NearestName.of("vm.snapshots.befor-trakcing", List.of("vm.snapshot.before-tracking")));
  }
}
