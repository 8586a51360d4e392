// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.testing.ProjectFiles;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every word that a person reads, in both languages. The files are read themselves: a bundle falls
 * back to English without a word.
 */
class CheckTextsTest {
  private static final Path RESOURCES = ProjectFiles.MODULE.resolve("src/main/resources");
  private static final Path SOURCES = ProjectFiles.MODULE.resolve("src/main/java");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");

  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> english = texts("messages.properties");
  private final Map<String, String> french = texts("messages_fr.properties");

  /** The English text of that key, or an empty one. */
  static String english(String key) {
    return new CheckTextsTest().english.getOrDefault(key, "");
  }

  @Test
  void no_text_is_said_twice() {
    assertEquals(List.of(), problems);
  }

  @Test
  void both_languages_say_the_same_things() {
    assertEquals(english.keySet(), french.keySet());
  }

  @Test
  void both_languages_fill_in_the_same_values() {
    List<String> wrong = new ArrayList<>();
    english.forEach(
        (key, text) -> {
          Set<String> other = places(french.getOrDefault(key, text));
          if (!places(text).equals(other)) {
            wrong.add(key + ": " + places(text) + " and " + other);
          }
        });
    assertEquals(List.of(), wrong);
  }

  @Test
  void every_text_is_a_format_with_typographic_apostrophes_and_without_loose_ends() {
    List<String> wrong = new ArrayList<>();
    english.forEach((key, text) -> sound(key, text, Locale.ENGLISH, wrong));
    french.forEach((key, text) -> sound(key, text, Locale.FRENCH, wrong));
    assertEquals(List.of(), wrong);
  }

  @Test
  void every_check_says_all_it_has_to_say_and_nothing_is_left_over() {
    Set<String> expected = new TreeSet<>();
    for (Check check : Checks.all()) {
      CheckInfo info = check.info();
      expected.add("check." + info.id() + ".title");
      expected.add("check." + info.id() + ".why");
      for (String kind : info.kinds()) {
        expected.add("check." + info.id() + "." + kind + ".summary");
        expected.add("check." + info.id() + "." + kind + ".remedy");
      }
    }
    Set<String> said =
        english.keySet().stream()
            .filter(key -> key.startsWith("check.") && !key.startsWith("check.audit."))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", expected), String.join("\n", said));
  }

  @Test
  void the_texts_of_a_check_lie_beside_it() {
    List<String> wrong = new ArrayList<>();
    for (Check check : Checks.all()) {
      String room = check.getClass().getPackageName().replace('.', '/');
      Path file = RESOURCES.resolve(room).resolve("messages.properties");
      String title = "check." + check.info().id() + ".title=";
      if (!ProjectFiles.exists(file) || !ProjectFiles.text(file).contains(title)) {
        wrong.add(check.info().id() + ": not in " + room);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void every_reason_is_given_somewhere_and_every_reason_given_has_a_text() {
    Set<String> given = new TreeSet<>();
    Pattern quoted = Pattern.compile("\"(reason\\.[a-z0-9.-]+)\"");
    for (Path source : ProjectFiles.below(SOURCES, ".java")) {
      Matcher reason = quoted.matcher(ProjectFiles.text(source));
      while (reason.find()) {
        given.add(reason.group(1));
      }
    }
    // A reason that is put together in the code is known by its beginning.
    List<String> beginnings = given.stream().filter(key -> key.matches(".*[.-]")).toList();
    Set<String> silent = new TreeSet<>(given);
    silent.removeAll(beginnings);
    silent.removeAll(english.keySet());
    assertEquals(Set.of(), silent);
    Set<String> left =
        english.keySet().stream()
            .filter(key -> key.startsWith("reason.") && !given.contains(key))
            .filter(key -> beginnings.stream().noneMatch(key::startsWith))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), left);
  }

  private Map<String, String> texts(String name) {
    Map<String, String> texts = new TreeMap<>();
    Map<String, Path> where = new HashMap<>();
    for (Path file : ProjectFiles.below(RESOURCES, name)) {
      for (String line : ProjectFiles.lines(file)) {
        int equals = line.indexOf('=');
        if (!line.startsWith("#") && equals > 0) {
          String key = line.substring(0, equals);
          texts.put(key, line.substring(equals + 1));
          Path before = where.put(key, file);
          if (before != null) {
            problems.add(key + " in " + before + " and in " + file);
          }
        } else if (!line.isBlank() && !line.startsWith("#")) {
          problems.add(file + ": not a text: " + line);
        }
      }
    }
    return texts;
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      places.add(place.group(1));
    }
    return places;
  }

  private static void sound(String key, String text, Locale locale, List<String> wrong) {
    if (text.isBlank() || !text.equals(text.strip()) || text.contains("'")) {
      wrong.add(locale + " " + key + ": " + text);
    }
    try {
      new MessageFormat(text, locale);
    } catch (IllegalArgumentException e) {
      wrong.add(locale + " " + key + ": " + e.getMessage());
    }
  }
}
