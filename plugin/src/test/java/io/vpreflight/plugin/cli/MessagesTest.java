// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.access.Feature;
import io.vpreflight.plugin.access.Features;
import io.vpreflight.plugin.doctor.Status;
import io.vpreflight.plugin.doctor.Visits;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both languages say the same things. */
class MessagesTest {
  private static final Pattern HOLE = Pattern.compile("\\{\\d");

  private static Properties bundle(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Objects.requireNonNull(CommandLines.class.getResourceAsStream(name))) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages", "usage", "../http/messages"})
  void every_text_is_there_in_both_languages_with_the_same_holes(String bundle) throws IOException {
    Properties english = bundle(bundle + ".properties");
    Properties french = bundle(bundle + "_fr.properties");
    assertEquals(
        new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(french.stringPropertyNames()));
    for (String key : english.stringPropertyNames()) {
      assertEquals(
          holes(english.getProperty(key)), holes(french.getProperty(key)), "holes of " + key);
    }
  }

  private static Set<String> holes(String text) {
    TreeSet<String> holes = new TreeSet<>();
    HOLE.matcher(text).results().forEach(r -> holes.add(r.group()));
    return holes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messages.properties",
        "messages_fr.properties",
        "../http/messages.properties",
        "../http/messages_fr.properties"
      })
  void every_text_can_be_filled(String bundle) throws IOException {
    Properties texts = bundle(bundle);
    for (String key : texts.stringPropertyNames()) {
      String text = texts.getProperty(key);
      assertTrue(text.indexOf('\'') < 0, key + ": the apostrophe is ’");
      new MessageFormat(text, Locale.ROOT);
    }
  }

  @Test
  void steps_statuses_and_privileges_have_names() {
    Texts texts =
        Texts.in(Locale.ENGLISH, ZoneOffset.UTC)
            .with(App.WORDS, MessagesTest.class.getClassLoader());
    Visits.ids().forEach(id -> assertTrue(texts.has("doctor." + id), id));
    Arrays.stream(Status.values())
        .forEach(s -> assertTrue(texts.has("doctor.status." + s.label()), s.label()));
    List<String> privileges =
        Features.all().stream()
            .map(Feature::needs)
            .flatMap(needs -> needs.keySet().stream())
            .filter(id -> !id.startsWith("System."))
            .toList();
    privileges.forEach(id -> assertTrue(texts.has("privileges.label." + id), id));
  }
}
