// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH, PARIS);
  private static final Texts FRENCH = Texts.in(Locale.FRENCH, PARIS);

  @Test
  void times_sizes_and_spans_are_said_in_the_language() {
    assertEquals("14,5 Gio", FRENCH.shown(new Bytes((long) (14.5 * (1L << 30)))));
    assertEquals("14.5 GiB", ENGLISH.shown(new Bytes((long) (14.5 * (1L << 30)))));
    assertEquals("3 days 4 h", ENGLISH.shown(Duration.ofHours(76)));
    assertTrue(FRENCH.shown(Instant.parse("2026-11-20T06:00:00Z")).contains("07:00"));
    assertEquals("31 déc. 2026", FRENCH.shown(LocalDate.of(2026, 12, 31)));
  }

  @Test
  void a_time_names_its_zone() {
    Instant time = Instant.parse("2026-11-20T06:00:00Z");
    assertTrue(FRENCH.shown(time).endsWith("07:00 +01:00"), FRENCH.shown(time));
    assertTrue(ENGLISH.shown(time).endsWith("M +01:00"), ENGLISH.shown(time));
    String atHome = Texts.in(Locale.FRENCH, ZoneOffset.UTC).shown(time);
    assertTrue(atHome.endsWith("06:00 UTC"), atHome);
  }

  @Test
  void the_hour_that_comes_twice_is_told_apart() {
    Instant summer = Instant.parse("2026-10-25T00:30:00Z");
    assertTrue(FRENCH.shown(summer).endsWith("02:30 +02:00"), FRENCH.shown(summer));
    String winter = FRENCH.shown(summer.plus(Duration.ofHours(1)));
    assertTrue(winter.endsWith("02:30 +01:00"), winter);
  }

  @Test
  void a_french_line_does_not_break_before_its_colon() {
    assertTrue(FRENCH.say("report.first.step", "vc01", 1).endsWith("\u00a0:"));
    assertEquals("a :b", FRENCH.shown("a :b"), "names are left as they are");
  }

  @Test
  void a_text_that_cannot_be_filled_does_not_cost_the_others() {
    assertTrue(ENGLISH.say("report.undetermined", "many").startsWith("report.undetermined"));
    assertEquals("no.such.text", ENGLISH.say(Text.of("no.such.text")));
  }

  @Test
  void names_are_made_harmless_and_texts_inside_texts_are_said() {
    assertTrue(ENGLISH.say("incomplete.unreachable", "a\u001b[31m").startsWith("a·[31m"));
    Text inner = Text.of("incomplete.unreachable", "vc01");
    assertEquals("x: vc01 could not be read", ENGLISH.say("html.because", "x", inner));
  }

  @Test
  void a_name_may_be_cut_and_a_command_may_not() {
    String folder = "/srv/" + "d".repeat(300) + "%2f\u001b";
    assertTrue(ENGLISH.shown(folder).endsWith("d…"), "as a name");
    assertEquals(
        "--config " + folder.replace('\u001b', '·'),
        ENGLISH.shown(new ShellWords("--config " + folder)));
  }
}
