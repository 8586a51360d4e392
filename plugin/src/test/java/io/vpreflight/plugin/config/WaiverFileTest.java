// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaiverFileTest {
  @TempDir Path temp;
  private final List<Text> problems = new ArrayList<>();

  private List<Waiver> read(String... lines) throws IOException {
    Path file = Files.write(temp.resolve("w.yaml"), List.of(lines));
    return WaiverFile.read(file, "--waivers", problems);
  }

  private List<String> said() {
    Texts texts =
        Texts.in(Locale.ENGLISH, ZoneOffset.UTC)
            .with(App.WORDS, WaiverFileTest.class.getClassLoader());
    return problems.stream().map(problem -> texts.say(problem).replace(temp + "/", "")).toList();
  }

  @Test
  void a_waiver_has_five_parts() throws IOException {
    List<Waiver> waivers =
        read(
            "- check: vm.cbt.off",
            "  object: /Paris/Test/*",
            "  owner: ada",
            "  reason: rebuilt every night",
            "  until: 2026-12-31",
            "- {check: \"*\", object: lab*, owner: bob, reason: lab, until: 2027-01-01}");
    assertEquals(List.of(), said());
    assertEquals(2, waivers.size());
    assertEquals("vm.cbt.off", waivers.get(0).check());
    assertEquals("/Paris/Test/*", waivers.get(0).object().toString());
    assertEquals("ada", waivers.get(0).owner());
    assertEquals("rebuilt every night", waivers.get(0).reason());
    assertEquals(LocalDate.of(2026, 12, 31), waivers.get(0).until());
  }

  @Tag("F44")
  @Test
  void all_problems_are_told_at_once_with_line_and_nearest_name() throws IOException {
    List<Waiver> waivers =
        read(
            "- check: vm.cbt.offf",
            "  object: web*",
            "  owner:",
            "  reason: x",
            "  until: 2026-12-40",
            "- {check: vm.cbt.off, object: a, owner: b, raeson: c, until: 2027-01-01}",
            "- everything");
    assertEquals(
        List.of(
            "w.yaml:3: a single value is wanted here",
            "w.yaml:1: there is no check vm.cbt.offf; did you mean vm.cbt.off?",
            "w.yaml:5: not a day such as 2026-12-31: 2026-12-40",
            "w.yaml:6: unknown key raeson; did you mean reason?",
            "w.yaml:6: a waiver has exactly check, object, owner, reason and until",
            "w.yaml:7: a waiver has exactly check, object, owner, reason and until"),
        said());
    assertEquals(List.of(), waivers);
  }

  @Test
  void a_file_of_another_form_is_a_problem() throws IOException {
    read("check: vm.cbt.off");
    assertEquals(List.of("w.yaml:1: a list is wanted for waivers"), said());
  }
}
