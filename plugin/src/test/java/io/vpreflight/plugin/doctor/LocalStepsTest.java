// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStepsTest {
  @TempDir Path temp;

  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void home() {
    variables.put("XDG_CONFIG_HOME", temp.resolve("config").toString());
    variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
  }

  private Step step(String id) {
    Texts texts = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Console console = new Console(nowhere, nowhere, texts, Style.PLAIN, null, false);
    App app =
        new App(
            new Tool("vpreflight", "test"),
            console,
            new Environment(Map.copyOf(variables)),
            Clock.systemUTC());
    List<Step> steps = new LocalSteps(app).all();
    assertEquals(Visits.LOCAL, steps.stream().map(Step::id).toList());
    return steps.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  private Path folder() throws IOException {
    return Files.createDirectories(temp.resolve("config/vpreflight"));
  }

  private Path known() throws IOException {
    Path folder = folder();
    return Files.writeString(folder.resolve("known_vcenters"), "");
  }

  private static void mode(Path path, String mode) throws IOException {
    Assumptions.assumeTrue(path.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void folders_that_are_not_there_yet_are_no_problem() {
    assertEquals(Status.OK, step("config-folder").status());
    assertEquals(Status.OK, step("cache-folder").status());
  }

  @Test
  void a_folder_of_our_own_is_well() throws IOException {
    mode(known(), "rw-r--r--");
    mode(folder(), "rwxr-xr-x");
    assertEquals(Status.OK, step("config-folder").status());
  }

  @Test
  void accepted_certificates_that_others_can_change_are_a_problem() throws IOException {
    Path known = known();
    mode(folder(), "rwxr-xr-x");
    mode(known, "rw-rw-rw-");
    Step step = step("config-folder");
    assertEquals(Status.PROBLEM, step.status());
    assertNotNull(step.remedy());
    assertEquals("rw-rw-rw-", step.facts().get("mode"));
  }

  @Test
  void a_folder_that_others_can_change_is_a_problem_whatever_is_in_it() throws IOException {
    mode(known(), "rw-r--r--");
    mode(folder(), "rwxrwxrwx");
    assertEquals(Status.PROBLEM, step("config-folder").status());
  }

  @Test
  void a_file_where_the_folder_should_be_is_told() throws IOException {
    Files.writeString(temp.resolve("config"), "");
    assertEquals(Status.PROBLEM, step("config-folder").status());
    Files.writeString(temp.resolve("cache"), "");
    assertEquals(Status.WARNING, step("cache-folder").status(), "only the start is slower");
  }

  @Test
  void a_time_zone_that_java_does_not_know_is_a_warning() {
    variables.put("TZ", "Europe/Paris");
    assertEquals(Status.OK, step("time-zone").status());
    variables.put("TZ", ":America/New_York");
    assertEquals(Status.OK, step("time-zone").status());
    variables.put("TZ", "CET-1CEST");
    assertEquals(Status.OK, step("time-zone").status());
    variables.put("TZ", "Europe/Pariss");
    assertEquals(Status.WARNING, step("time-zone").status());
  }
}
