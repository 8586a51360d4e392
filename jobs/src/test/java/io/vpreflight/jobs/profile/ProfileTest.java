// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.text.Texts;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final CheckInfo AGE = CheckInfo.of("vm.snapshot.age", "old", "too-old").build();
  private static final CheckInfo LOST = CheckInfo.of("datastore.access.lost", "lost").build();
  private static final List<CheckInfo> ALL = List.of(AGE, LOST);

  private static Profile read(String... lines) {
    return ProfileReader.read("mine", String.join("\n", lines));
  }

  private static List<String> problems(Profile profile) {
    Texts texts = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
    return profile.problemsWith(ALL).stream().map(texts::say).toList();
  }

  @Test
  void the_worst_is_the_worst_of_the_kinds_that_there_are() {
    Profile profile =
        read("checks:", "  vm.snapshot.age: { old: warning, too-old: error, gone: critical }");
    assertEquals(Severity.ERROR, profile.worst(AGE));
    assertEquals(
        Severity.ERROR,
        read("checks:", "  vm.snapshot.age: { old: error, too-old: info }").worst(AGE));
  }

  @Test
  void a_check_that_does_not_run_has_no_worst() {
    assertNull(read("checks:", "  vm.snapshot.age: error").worst(LOST));
  }

  @Test
  void a_profile_that_fits_has_no_problems() {
    Profile profile =
        read(
            "inherits: [datastore.access.lost]",
            "checks:",
            "  vm.snapshot.age: { old: info }",
            "  datastore.access.lost: error");
    assertEquals(List.of(), problems(profile));
  }

  @Test
  void a_check_or_kind_that_does_not_exist_is_told_with_what_was_meant() {
    Profile profile =
        read(
            "checks:",
            "  vm.snapshot.aged: error",
            "  vm.snapshot.age: { older: info }",
            "  vm.other.thing: { some: info }");
    assertEquals(
        List.of(
            "mine: checks: no check vm.other.thing",
            "mine: checks: vm.snapshot.age: no kind older; it has old, too-old",
            "mine: checks: no check vm.snapshot.aged; did you mean vm.snapshot.age?"),
        problems(profile));
  }

  @Test
  void only_what_surrounds_a_machine_can_be_inherited_and_only_when_it_runs() {
    Profile profile =
        read(
            "inherits: [vm.snapshot.age, datastore.access.lots, nothing]",
            "checks:",
            "  vm.snapshot.age: error",
            "  datastore.access.lost: error");
    assertEquals(
        List.of(
            "mine: inherits: datastore.access.lots does not run; did you mean"
                + " datastore.access.lost?",
            "mine: inherits: nothing does not run",
            "mine: inherits: vm.snapshot.age is not about a host, cluster, datastore or vCenter"),
        problems(profile));
  }
}
