// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path temp;

  @Test
  void the_demo_ends_with_what_to_do_and_where_to_go_from_there() throws IOException {
    Path page = temp.resolve("demo.html");
    Result result = new Shell(temp).run("demo", "--out", page.toString());

    assertEquals(Exit.OK, result.code(), result.err());
    List<String> lines = result.out().lines().toList();
    assertTrue(
        lines.stream()
            .anyMatch(line -> line.startsWith("  vcenter-paris.valombre.example  8.0.3  ")));
    int last = lines.indexOf("What to do first");
    assertTrue(last > lines.size() - 30, "what to do first is on the last screen");
    assertTrue(Files.readString(page).contains("srv-par-erp13_replica"));
    assertTrue(
        result.err().contains("demo --profile cbt-health | azure-migrate-agentless"), result.err());
    assertTrue(result.err().contains("audit --vcenter https://"), result.err());
  }

  @Test
  void its_files_stay_where_they_are_wished_and_answer_for_single_machines() {
    Path folder = temp.resolve("the company");
    String page = temp.resolve("demo.html").toString();
    Result result = new Shell(temp).run("demo", "--out", page, "--keep", folder.toString());
    assertEquals(Exit.OK, result.code(), result.err());

    String typed =
        result.err().lines().filter(line -> line.contains(" why ")).findFirst().orElseThrow();
    String[] words =
        typed.strip().substring("vpreflight ".length()).replace("'", "").split(" (?!company)");
    Result why = new Shell(temp).run(words);
    assertEquals(Exit.OK, why.code(), why.err());
    assertTrue(why.out().contains("vm.cbt.known-bug"), why.out());

    Result again = new Shell(temp).run("demo", "--out", page, "--keep", folder.toString());
    assertEquals(Exit.USAGE, again.code());
    assertTrue(again.err().contains("vcenter-paris.zip is there already"), again.err());
  }

  @Test
  void picocli_can_format_every_line_of_the_help() {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
      ResourceBundle usage = ResourceBundle.getBundle(Usage.BUNDLE, locale);
      for (String key : usage.keySet()) {
        assertDoesNotThrow(
            () -> String.format(Locale.ROOT, usage.getString(key)), () -> locale + " " + key);
      }
    }
  }
}
