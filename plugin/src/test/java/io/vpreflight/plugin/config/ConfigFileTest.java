// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.vsphere.OptIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final Environment ENVIRONMENT =
      new Environment(Map.of("CREDENTIALS_DIRECTORY", "/run/credentials/vpreflight"));

  @TempDir Path temp;

  private Path file(String... lines) throws IOException {
    return Files.write(temp.resolve("v.yaml"), List.of(lines));
  }

  private AuditDraft read(String... lines) throws IOException {
    return ConfigFile.read(file(lines), ENVIRONMENT);
  }

  @Tag("F43")
  @Test
  void a_key_that_was_renamed_is_told_with_its_new_name_and_the_version() throws IOException {
    RetiredKeys retired =
        new RetiredKeys(
            Map.of(
                "",
                Map.of("kind", new RetiredKeys.Renamed("profile", "1.4")),
                "schedules",
                Map.of("every", new RetiredKeys.Renamed("cron", "2.0"))));
    List<Text> told = new ArrayList<>();
    AuditDraft draft =
        ConfigFile.read(
            file(
                "kind: cbt-health",
                "schedules:",
                "  nightly:",
                "    every: \"0 30 2 * * ?\"",
                "    job: settle",
                "  both:",
                "    cron: \"0 0 3 * * ?\"",
                "    every: \"0 0 4 * * ?\"",
                "    kind: other"),
            ENVIRONMENT,
            told,
            retired);
    assertEquals(
        List.of(
            "v.yaml:1: the key kind is called profile since version 1.4: write profile",
            "v.yaml:4: the key every is called cron since version 2.0: write cron",
            "v.yaml:8: the key every is called cron since version 2.0: write cron",
            "v.yaml:9: unknown key kind"),
        said(told));
    assertEquals("cbt-health", value(draft.value("profile")), "what it says is looked at");
    assertEquals("0 30 2 * * ?", value(draft.schedules.get(0).values.get("cron")));
    assertEquals("0 0 3 * * ?", value(draft.schedules.get(1).values.get("cron")));
  }

  private List<String> problems(Path file) {
    return said(
        assertThrows(ConfigException.class, () -> ConfigFile.read(file, ENVIRONMENT)).problems());
  }

  private List<String> said(List<Text> problems) {
    Texts texts =
        Texts.in(Locale.ENGLISH, ZoneOffset.UTC)
            .with(App.WORDS, ConfigFileTest.class.getClassLoader());
    return problems.stream().map(problem -> texts.say(problem).replace(temp + "/", "")).toList();
  }

  @Test
  void everything_that_a_flag_can_say_can_stand_in_the_file() throws IOException {
    AuditDraft draft =
        read(
            "profile: cbt-health",
            "failOn: error",
            "maxUnreadable: 5",
            "timeout: 30min",
            "format: html",
            "out: report.html",
            "waivers: waivers.yaml",
            "include: [/Paris, web*]",
            "exclude: test*",
            "check: [vm.cbt]",
            "skip: [vm.cbt.off]",
            "baseline: [old.vpreflight]",
            "vcenters:",
            "  - url: https://vc1.example.org",
            "    username: audit@vsphere.local",
            "    passwordFile: /etc/secret",
            "    caFile: /etc/ca.pem",
            "    proxy: proxy.example.org:3128",
            "  - url: vc2.example.org",
            "    thumbprints: [AA, BB]");
    assertEquals(ConfigFile.VALUES, draft.values.keySet());
    assertEquals(ConfigFile.LISTS, draft.lists.keySet());
    assertEquals(List.of("/Paris", "web*"), values(draft.list("include")));
    assertEquals(List.of("test*"), values(draft.list("exclude")));
    VCenterDraft first = draft.vcenters.get(0);
    assertEquals("https://vc1.example.org", value(first.url));
    assertEquals("audit@vsphere.local", value(first.username));
    assertEquals("/etc/secret", value(first.passwordFile));
    assertEquals("/etc/ca.pem", value(first.caFile));
    assertEquals("proxy.example.org:3128", value(first.proxy));
    assertEquals(List.of("AA", "BB"), values(draft.vcenters.get(1).thumbprints));
  }

  private static List<String> values(List<Setting> settings) {
    return settings.stream().map(Setting::value).toList();
  }

  private static String value(@org.jspecify.annotations.Nullable Setting setting) {
    return setting == null ? "" : setting.value();
  }

  @Test
  void an_empty_file_says_nothing() throws IOException {
    assertTrue(read("# nothing yet").values.isEmpty());
  }

  @Tag("F44")
  @Test
  void all_problems_are_told_at_once_with_line_and_nearest_name() throws IOException {
    assertEquals(
        List.of(
            "v.yaml:2: profile is said twice",
            "v.yaml:3: unknown key timeot; did you mean timeout?",
            "v.yaml:4: a single value is wanted here",
            "v.yaml:6: a single value is wanted here",
            "v.yaml:9: unknown key usernam; did you mean username?",
            "v.yaml:10: a password must not stand in this file: use passwordFile, or"
                + " VPREFLIGHT_PASSWORD",
            "v.yaml:11: a vCenter without url",
            "v.yaml:12: keys with values are wanted here"),
        problems(
            file(
                "profile: cbt-health",
                "profile: discovery-audit",
                "timeot: 5min",
                "format: [text]",
                "include:",
                "  - [a]",
                "vcenters:",
                "  - url: https://vc.example.org",
                "    usernam: x",
                "    password: secret",
                "  - username: y",
                "  - vc3.example.org")));
  }

  @Tag("F44")
  @Test
  void a_key_without_a_value_is_a_slip_and_not_an_empty_word() throws IOException {
    assertEquals(List.of("v.yaml:1: a single value is wanted here"), problems(file("profile:")));
  }

  @Tag("F44")
  @Test
  void what_is_not_yaml_is_told_with_its_line() throws IOException {
    List<String> problems = problems(file("profile: x", "check: [a", "b: }"));
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("v.yaml:3: not YAML: "), problems.get(0));
    assertEquals(
        List.of("v.yaml:1: keys with values are wanted here"), problems(file("- profile")));
  }

  @Test
  void a_file_that_cannot_be_read_is_named_with_who_named_it() {
    assertEquals(
        List.of("--config: cannot be read: nowhere.yaml"), problems(temp.resolve("nowhere.yaml")));
  }

  @Tag("F44")
  @Test
  void a_mark_in_front_is_no_problem_and_a_tab_is_told_with_its_line() throws IOException {
    assertEquals(Set.of("profile"), read("\uFEFFprofile: cbt-health").values.keySet());
    List<String> problems = problems(file("vcenters:", "\t- url: vc.example.org"));
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("v.yaml:2: not YAML: "), problems.get(0));
  }

  @Tag("F44")
  @Test
  void another_encoding_is_not_guessed() throws IOException {
    Path latin = temp.resolve("v.yaml");
    Files.write(latin, "out: été.html".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(List.of("v.yaml: not YAML: not UTF-8"), problems(latin));
  }

  @Tag("F50")
  @Test
  void a_password_never_reaches_a_message() throws IOException {
    List<String> problems =
        problems(file("vcenters:", "  - url: vc.example.org", "    password: hunter2"));
    assertTrue(problems.stream().noneMatch(p -> p.contains("hunter2")), problems.toString());
  }

  @Test
  void repairs_are_switched_on_by_name_and_by_no_other_key() throws IOException {
    AuditDraft draft = read("repair:", "  enabled: [power-on-vm, new-instance-uuid]");
    assertEquals(
        List.of("power-on-vm", "new-instance-uuid"),
        draft.enabled.stream().map(Setting::value).toList());
    List<Text> problems = new ArrayList<>();
    RepairSwitches switches = RepairSwitches.of(draft.enabled, problems);
    assertEquals(List.of(), problems);
    assertEquals(Set.of(OptIn.POWER_ON_VM), switches.require(RepairKind.POWER_ON_VM));
    assertEquals(Set.of(), switches.require(RepairKind.RESET_CBT));
    RepairSwitches.of(List.of(new Setting("reset-cbt", "here:1")), problems);
    assertEquals("config.bad-enable", problems.get(0).key());
  }

  @Test
  void what_nobody_switched_on_is_refused() {
    RepairSwitches none = RepairSwitches.of(List.of(), new ArrayList<>());
    ConfigException refused =
        assertThrows(ConfigException.class, () -> none.require(RepairKind.POWER_ON_VM));
    assertEquals("config.not-enabled", refused.problems().get(0).key());
  }
}
