// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.cli.Shell.Result;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What the command line says of itself, and what it says back. */
class UsageTest {
  private static final Path MAIN = Path.of("src/main/java/io/vpreflight/plugin");
  private static final Path RESOURCES = Path.of("src/main/resources/io/vpreflight/plugin/cli");
  private static final int WIDTH = 80;

  @TempDir Path temp;

  private CommandLine commands() {
    return CommandLines.of(new Shell(temp).app());
  }

  private static Texts texts(Locale language) {
    return Texts.in(language, ZoneOffset.UTC).with(App.WORDS, UsageTest.class.getClassLoader());
  }

  @Test
  void every_command_has_help_that_fits_in_both_languages() {
    for (Locale language : Texts.LANGUAGES) {
      for (String command : commands().getSubcommands().keySet()) {
        Result help = new Shell(temp).in(language).run(command, "--help");
        assertEquals(Exit.OK, help.code(), help.toString());
        assertTrue(help.out().lines().allMatch(line -> line.length() <= WIDTH), help.toString());
        assertEquals("", help.err());
      }
    }
  }

  @Test
  void help_is_in_the_language_that_was_asked_for() {
    assertTrue(new Shell(temp).run("audit", "--help").out().contains("Usage: vpreflight audit"));
    String french = new Shell(temp).in(Locale.FRENCH).run("audit", "--help").out();
    assertTrue(french.contains("Usage\u00a0: vpreflight audit"), french);
    assertFalse(french.contains("may be repeated"), french);
    assertTrue(new Shell(temp).in(Locale.FRENCH).run("--help").out().contains("Commandes\u00a0:"));
  }

  @Test
  void commands_that_are_only_listed_are_listed_as_they_are() {
    assertEquals(commands().getUsageMessage(), new Shell(temp).run("--help").out());
  }

  @Test
  void every_option_says_what_it_is_for() {
    List<String> silent = new ArrayList<>();
    for (CommandLine command : commands().getSubcommands().values()) {
      CommandSpec spec = command.getCommandSpec();
      Stream.concat(spec.options().stream(), spec.positionalParameters().stream())
          .filter(arg -> arg.description().length == 0)
          .map(ArgSpec::toString)
          .forEach(arg -> silent.add(spec.name() + " " + arg));
      if (spec.usageMessage().header().length == 0) {
        silent.add(spec.name());
      }
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void both_languages_say_the_same_things() throws IOException {
    for (String bundle : List.of("usage", "messages")) {
      Properties english = bundle(bundle + ".properties");
      Properties french = bundle(bundle + "_fr.properties");
      assertEquals(
          new TreeSet<>(english.stringPropertyNames()),
          new TreeSet<>(french.stringPropertyNames()));
      for (String key : french.stringPropertyNames()) {
        assertFalse(french.getProperty(key).contains("'"), key);
        assertFalse(english.getProperty(key).contains("'"), key);
      }
    }
  }

  private static Properties bundle(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(RESOURCES.resolve(name))) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  void every_text_that_is_said_exists() throws IOException {
    Pattern key =
        Pattern.compile("\"((?:checks|cli|config|explain|progress|problem|why)\\.[a-z.-]*[a-z])\"");
    TreeSet<String> missing = new TreeSet<>();
    Texts english = texts(Locale.ENGLISH);
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher said = key.matcher(Files.readString(file));
        while (said.find()) {
          if (!english.has(said.group(1))) {
            missing.add(said.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), List.copyOf(missing));
  }

  @Test
  void the_version_can_be_asked_for() {
    for (String flag : List.of("--version", "-V")) {
      Result result = new Shell(temp).run(flag);
      assertEquals(Exit.OK, result.code());
      assertEquals("vpreflight test\n", result.out());
    }
  }

  @Test
  void without_a_command_the_commands_are_told() {
    Result result = new Shell(temp).run();
    assertEquals(Exit.USAGE, result.code());
    assertEquals("", result.out());
    for (String command : List.of("audit", "capture", "checks", "demo", "why")) {
      assertTrue(result.err().contains("  " + command), result.err());
    }
  }

  @Test
  void a_completion_script_is_made() {
    Result result = new Shell(temp).run("generate-completion");
    assertEquals(Exit.OK, result.code(), result.err());
    for (String word : List.of("complete -F", "why", "--thumbprint", "debug")) {
      assertTrue(result.out().contains(word), word);
    }
  }

  @Test
  void a_slip_of_the_pen_is_told_with_what_was_meant() {
    Result command = new Shell(temp).run("audti");
    assertEquals(Exit.USAGE, command.code());
    assertTrue(command.err().contains("did you mean audit?"), command.err());
    Result option = new Shell(temp).run("audit", "--vcentre", "vc.example.org");
    assertEquals(Exit.USAGE, option.code());
    assertTrue(option.err().contains("did you mean --vcenter?"), option.err());
    Result value = new Shell(temp).run("audit", "--vcenter");
    assertEquals(Exit.USAGE, value.code());
    assertTrue(value.err().contains("Missing: --vcenter URL"), value.err());
  }

  @Test
  void all_options_that_are_not_known_are_told_at_once() {
    Result result =
        new Shell(temp).run("audit", "--vcentre", "vc.example.org", "--usernam", "root", "--xyzzy");
    assertEquals(Exit.USAGE, result.code());
    assertEquals(
        List.of(
            "--vcentre is not known here; did you mean --vcenter?",
            "--usernam is not known here; did you mean --username?",
            "--xyzzy is not known here"),
        result.err().lines().limit(3).toList());
  }

  @Test
  void a_language_that_is_not_spoken_is_refused() {
    Result result = new Shell(temp).run("checks", "--lang", "de");
    assertEquals(Exit.USAGE, result.code());
    assertTrue(result.err().contains("--lang: de is none of en, fr"), result.err());
    assertEquals(Exit.USAGE, new Shell(temp).run("checks", "--log-level", "loud").code());
  }

  @Test
  void wrong_usage_is_told_in_the_language_of_the_reader() {
    Shell french = new Shell(temp).in(Locale.FRENCH);
    String missing = french.run("backup").err();
    assertTrue(missing.startsWith("Il manque\u00a0: --to DIR"), missing);
    String option = french.run("audit", "--vcentre", "x").err();
    assertTrue(option.contains("vouliez-vous dire --vcenter\u00a0?"), option);
    String number = french.run("audits", "--limit", "many").err();
    assertTrue(number.startsWith("--limit\u00a0: many n’est pas compris"), number);
    String more = french.run("checks", "one", "two").err();
    assertTrue(more.startsWith("two n’est pas connu ici"), more);
  }

  @Test
  void a_check_can_be_asked_for_what_it_looks_for() {
    Result all = new Shell(temp).run("checks");
    assertTrue(all.out().lines().anyMatch(line -> line.startsWith("vm.cbt.off ")), all.out());
    Result one = new Shell(temp).in(Locale.FRENCH).run("checks", "vm.cbt.off");
    assertEquals(Exit.OK, one.code());
    assertTrue(one.out().contains("config.changeTrackingEnabled"), one.out());
    Result near = new Shell(temp).run("checks", "vm.cbt.of");
    assertEquals(Exit.USAGE, near.code());
    assertTrue(near.err().contains("did you mean vm.cbt.off?"), near.err());
  }
}
