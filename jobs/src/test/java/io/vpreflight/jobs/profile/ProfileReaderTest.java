// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.ApiVersion;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfileReaderTest {
  private static Profile read(String... lines) {
    return ProfileReader.read("mine", String.join("\n", lines));
  }

  private static List<String> problems(String... lines) {
    return said(assertThrows(ProfileException.class, () -> read(lines)));
  }

  private static List<String> said(ProfileException e) {
    Texts texts = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
    return e.problems().stream().map(texts::say).toList();
  }

  @Test
  void one_severity_is_that_of_every_kind() {
    Profile profile = read("checks:", "  vm.a.b: error");
    assertEquals(Severity.ERROR, profile.severity("vm.a.b", "any"));
  }

  @Test
  void kinds_have_severities_of_their_own_and_the_others_are_information() {
    Profile profile = read("checks:", "  vm.a.b: { old: warning, too-old: critical }");
    assertEquals(Severity.WARNING, profile.severity("vm.a.b", "old"));
    assertEquals(Severity.CRITICAL, profile.severity("vm.a.b", "too-old"));
    assertEquals(Severity.INFO, profile.severity("vm.a.b", "odd"));
  }

  @Test
  void a_check_that_is_not_named_does_not_run() {
    Profile profile = read("checks:", "  vm.a.b: error");
    assertTrue(profile.runs("vm.a.b"));
    assertFalse(profile.runs("vm.c.d"));
    assertNull(profile.severity("vm.c.d", "any"));
  }

  @Test
  void what_is_not_said_is_as_in_the_profile_below() {
    Profile below = ProfileReader.builtIn("azure-migrate-agentless");
    Profile profile = read("extends: azure-migrate-agentless", "checks:", "  vm.disk.shared: info");
    assertTrue(profile.verdict());
    assertEquals(below.inherits(), profile.inherits());
    assertEquals(below.limits(), profile.limits());
    assertEquals(Severity.INFO, profile.severity("vm.disk.shared", "multi-writer"));
    assertEquals(Severity.ERROR, profile.severity("vm.disk.independent", "persistent"));
  }

  @Test
  void one_kind_can_be_changed_and_the_others_stay() {
    Profile profile =
        read(
            "extends: azure-migrate-agentless",
            "checks:",
            "  vm.disk.shared: { shared-bus: info }");
    assertEquals(Severity.INFO, profile.severity("vm.disk.shared", "shared-bus"));
    assertEquals(Severity.ERROR, profile.severity("vm.disk.shared", "multi-writer"));
  }

  @Test
  void one_severity_replaces_those_of_all_kinds() {
    Profile profile =
        read("extends: azure-migrate-agentless", "checks:", "  vm.disk.raw-device: critical");
    assertEquals(Severity.CRITICAL, profile.severity("vm.disk.raw-device", "virtual"));
  }

  @Test
  void off_takes_a_check_out_with_its_kinds_and_its_inheritance() {
    Profile profile =
        read(
            "extends: azure-migrate-agentless",
            "checks:",
            "  vm.disk.raw-device: off",
            "  datastore.access.lost: off");
    assertFalse(profile.runs("vm.disk.raw-device"));
    assertNull(profile.severity("vm.disk.raw-device", "physical"));
    assertFalse(profile.inherits().contains("datastore.access.lost"));
  }

  @Test
  void a_verdict_can_be_given_up() {
    assertFalse(read("extends: azure-migrate-agentless", "verdict: false").verdict());
  }

  @Test
  void inherited_checks_add_up() {
    Profile profile =
        read(
            "extends: azure-migrate-agentless",
            "inherits: [host.reboot.required]",
            "checks:",
            "  host.reboot.required: error");
    assertTrue(
        profile.inherits().containsAll(Set.of("host.reboot.required", "datastore.access.lost")));
  }

  @Test
  void without_extends_the_limits_are_those_of_base() {
    assertEquals(Duration.ofDays(3), read("").limits().duration("snapshot.age.warning"));
  }

  @Test
  void limits_are_numbers_spans_sizes_and_versions() {
    Profile profile =
        read(
            "limits:",
            "  snapshot.depth.warning: 6",
            "  snapshot.age.warning: 36 h",
            "  boot.grace: 90s",
            "  task.stuck: 5min",
            "  disk.data.max: 4TiB",
            "  vsphere.version.oldest: \"7.0\"");
    assertEquals(6, profile.limits().number("snapshot.depth.warning"));
    assertEquals(Duration.ofHours(36), profile.limits().duration("snapshot.age.warning"));
    assertEquals(Duration.ofSeconds(90), profile.limits().duration("boot.grace"));
    assertEquals(Duration.ofMinutes(5), profile.limits().duration("task.stuck"));
    assertEquals(new Bytes(4L << 40), profile.limits().size("disk.data.max"));
    assertEquals(new ApiVersion("7.0"), profile.limits().version("vsphere.version.oldest"));
  }

  @Test
  void sizes_have_four_units() {
    assertEquals(new Bytes(3L << 10), size("3KiB"));
    assertEquals(new Bytes(3L << 20), size("3 MiB"));
    assertEquals(new Bytes(3L << 30), size("3GiB"));
    assertEquals(new Bytes(3L << 40), size("3TiB"));
  }

  private static Bytes size(String text) {
    return read("limits:", "  disk.data.max: " + text).limits().size("disk.data.max");
  }

  @Test
  void a_limit_that_no_profile_has_breaks_the_check_that_asks() {
    Profile profile = read("");
    assertThrows(IllegalStateException.class, () -> profile.limits().number("no.such"));
    assertThrows(
        IllegalStateException.class, () -> profile.limits().number("snapshot.age.warning"));
  }

  @Test
  void every_problem_is_told_at_once_each_with_its_place() {
    assertEquals(
        List.of(
            "mine:3: unknown section check; did you mean checks?",
            "mine:1: extends: no profile azure-migrate-agentles; did you mean"
                + " azure-migrate-agentless?",
            "mine:2: verdict: neither true nor false: maybe",
            "mine:6: limits: no limit snapshot.age.waring; did you mean snapshot.age.warning?",
            "mine:7: limits: task.stuck: not a span such as 15min: 30",
            "mine:8: limits: boot.grace: not a whole number, a span such as 15min, a size such as"
                + " 2TiB or a version such as \"7.0\": soon",
            "mine:10: checks: vm.a.b: not a severity (info, warning, error, critical): fatal",
            "mine:11: checks: vm.c.d/old: not a severity (info, warning, error, critical): bad",
            "mine:4: inherits: not a list of checks: host.a.b"),
        problems(
            "extends: azure-migrate-agentles",
            "verdict: maybe",
            "check: {}",
            "inherits: host.a.b",
            "limits:",
            "  snapshot.age.waring: 3d",
            "  task.stuck: 30",
            "  boot.grace: soon",
            "checks:",
            "  vm.a.b: fatal",
            "  vm.c.d: { old: bad }"));
  }

  @Test
  void a_limit_keeps_its_form() {
    assertEquals(
        List.of("mine:2: limits: disk.data.max: not a size such as 2TiB: 2048"),
        problems("limits:", "  disk.data.max: 2048"));
    assertEquals(
        List.of("mine:2: limits: disk.count.max: not a whole number: 2TiB"),
        problems("limits:", "  disk.count.max: 2TiB"));
    assertEquals(
        List.of("mine:2: limits: vsphere.version.oldest: not a version such as \"7.0\": 7"),
        problems("limits:", "  vsphere.version.oldest: 7"));
  }

  @Test
  void a_version_without_quotes_would_lose_its_zeros_and_is_refused() {
    assertEquals(1, problems("limits:", "  vsphere.version.oldest: 7.10").size());
  }

  @Test
  void off_for_a_check_that_is_not_on_is_a_slip_of_the_pen() {
    assertEquals(
        List.of(
            "mine:3: checks: vm.disk.sharde: off, but it is not on; did you mean vm.disk.shared?"),
        problems("extends: azure-migrate-agentless", "checks:", "  vm.disk.sharde: off"));
  }

  @Test
  void a_name_without_a_value_is_a_problem() {
    assertEquals(List.of("mine:2: checks: vm.a.b: no value"), problems("checks:", "  vm.a.b:"));
  }

  @Test
  void a_section_of_the_wrong_form_is_a_problem() {
    assertEquals(List.of("mine:1: limits: not names with values: none"), problems("limits: none"));
    assertEquals(List.of("mine: not names with values: [1, 2]"), problems("[1, 2]"));
  }

  @Test
  void a_name_that_is_said_twice_is_a_problem() {
    List<String> problems = problems("checks:", "  vm.a.b: error", "  vm.a.b: info");
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("mine:3: not YAML: "), problems.get(0));
    assertTrue(problems.get(0).contains("vm.a.b"), problems.get(0));
  }

  @Test
  void a_profile_of_another_name_tells_which_there_are() {
    ProfileException e =
        assertThrows(ProfileException.class, () -> ProfileReader.builtIn("discovery-audits"));
    assertEquals(
        "no profile discovery-audits; there are discovery-audit, cbt-health,"
            + " azure-migrate-agentless; did you mean discovery-audit?",
        String.join("\n", said(e)));
  }

  @Test
  void a_file_is_held_against_the_checks_in_the_same_breath() {
    CheckInfo age = CheckInfo.of("vm.snapshot.age", "old", "too-old").build();
    String yaml =
        """
        extends: base
        limits:
          snapshot.age.waring: 3d
        inherits:
          - vm.snapshot.age
        checks:
          vm.snapshot.agee: warning
          vm.snapshot.age: { older: info, old: dreadful }
        """;
    ProfileException e =
        assertThrows(
            ProfileException.class,
            () -> ProfileReader.read("mine", "etc/mine.yaml", yaml, List.of(age)));
    assertEquals(
        List.of(
            "etc/mine.yaml:3: limits: no limit snapshot.age.waring; did you mean"
                + " snapshot.age.warning?",
            "etc/mine.yaml:8: checks: vm.snapshot.age/old: not a severity (info, warning, error,"
                + " critical): dreadful",
            "etc/mine.yaml:8: checks: vm.snapshot.age: no kind older; it has old, too-old",
            "etc/mine.yaml:7: checks: no check vm.snapshot.agee; did you mean vm.snapshot.age?",
            "etc/mine.yaml:5: inherits: vm.snapshot.age is not about a host, cluster, datastore or"
                + " vCenter"),
        said(e));
  }
}
