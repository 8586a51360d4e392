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
  void a_name_that_was_not_finished_is_meant_if_it_was_begun_long_enough() {
    List<String> keys = List.of("username", "usernames", "url", "usurped");
    assertEquals("username", NearestName.of("user", keys));
    assertEquals("username", NearestName.of("usernam", keys), "few changes come first");
    assertNull(NearestName.of("us", List.of("username")));
    assertNull(NearestName.of("name", keys), "an end is no beginning");
  }

  @Test
  void long_names_may_differ_in_more_characters() {
    assertEquals(
        "vm.snapshot.before-tracking",
        NearestName.of("vm.snapshots.befor-trakcing", List.of("vm.snapshot.before-tracking")));
  }
}
