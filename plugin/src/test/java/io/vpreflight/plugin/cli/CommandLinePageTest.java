// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Holds {@code docs/command-line.md} and {@code docs/profiles.md} to what the program does. {@code
 * -Dcommand-line.write=true} writes the options anew.
 */
class CommandLinePageTest {
  private static final Path PAGE = Path.of("../docs/command-line.md");
  private static final Path PROFILES = Path.of("../docs/profiles.md");
  private static final String OPTIONS = "## All options\n";
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Set<String> NOT_FOR_ADMINS = Set.of("bench");

  @TempDir Path temp;

  private String options() {
    StringBuilder page = new StringBuilder(OPTIONS);
    page.append("As the program itself prints them with `--help`.\n");
    CommandLines.of(new Shell(temp).app())
        .getSubcommands()
        .forEach((name, command) -> options(page, name, command));
    return page.toString();
  }

  private void options(StringBuilder page, String command, CommandLine line) {
    if (NOT_FOR_ADMINS.contains(command)) {
      return;
    }
    String help = new Shell(temp).run((command + " --help").split(" ", -1)).out();
    page.append("\n### ").append(command).append("\n```text\n").append(help).append("```\n");
    line.getSubcommands().forEach((name, below) -> options(page, command + " " + name, below));
  }

  private static List<String> examples(Path page) throws IOException {
    List<String> examples = new ArrayList<>();
    Matcher example = YAML.matcher(Files.readString(page));
    while (example.find()) {
      examples.add(example.group(1));
    }
    return examples;
  }

  @Test
  void all_options_stand_in_the_page() throws IOException {
    String page = Files.readString(PAGE);
    String begin = page.substring(0, page.indexOf(OPTIONS));
    if (Boolean.getBoolean("command-line.write")) {
      Files.writeString(PAGE, begin + options());
    }
    assertEquals(
        begin + options(),
        Files.readString(PAGE),
        "out of date: run with -Dcommand-line.write=true");
  }

  @Test
  void the_configuration_file_of_the_page_can_be_read_and_shows_every_key() throws IOException {
    Path file = Files.writeString(temp.resolve("v.yaml"), examples(PAGE).get(0));
    AuditDraft draft = ConfigFile.read(file, new Environment(Map.of()));
    assertEquals(new TreeSet<>(ConfigFile.VALUES), new TreeSet<>(draft.values.keySet()));
    assertEquals(new TreeSet<>(ConfigFile.LISTS), new TreeSet<>(draft.lists.keySet()));
    String text = Files.readString(file);
    assertTrue(ConfigFile.VCENTER.stream().allMatch(key -> text.contains(key + ":")), text);
  }

  @Test
  void the_waivers_of_the_page_can_be_used() throws IOException {
    Path file = Files.writeString(temp.resolve("w.yaml"), examples(PAGE).get(1));
    String dump = new Dumps(temp).withOldSnapshot("vc");
    Result result = new Shell(temp).run("audit", "--from", dump, "--waivers", file.toString());
    assertEquals(Exit.OK, result.code(), result.toString());
  }

  @Test
  void the_profiles_of_the_page_can_be_used() throws IOException {
    String dump = new Dumps(temp).withOldSnapshot("vc");
    for (String example : examples(PROFILES)) {
      Path file = Files.writeString(temp.resolve("mine.yaml"), example);
      Result result =
          new Shell(temp)
              .run("audit", "--from", dump, "--profile", file.toString(), "--format", "json");
      assertTrue(Set.of(Exit.OK, Exit.FINDINGS).contains(result.code()), result.toString());
      assertEquals("mine", result.json().getAsJsonObject("audit").get("profile").getAsString());
    }
  }
}
