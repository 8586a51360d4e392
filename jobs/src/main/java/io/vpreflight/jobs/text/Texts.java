// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.text;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says texts in one language. Every room has a bundle of its own beside its classes; together they
 * hold every word that a person reads. Safe for several threads.
 */
public final class Texts {
  /** The rooms that have a bundle {@code messages}, English, with {@code messages_fr} beside it. */
  private static final List<String> ROOMS =
      List.of(
          "io.vpreflight.jobs.text",
          "io.vpreflight.jobs.check.access",
          "io.vpreflight.jobs.check.device",
          "io.vpreflight.jobs.check.host",
          "io.vpreflight.jobs.check.identity",
          "io.vpreflight.jobs.check.meta",
          "io.vpreflight.jobs.check.network",
          "io.vpreflight.jobs.check.nfc",
          "io.vpreflight.jobs.check.reboot",
          "io.vpreflight.jobs.check.snapshot",
          "io.vpreflight.jobs.check.storage",
          "io.vpreflight.jobs.check.tracking",
          "io.vpreflight.jobs.live",
          "io.vpreflight.jobs.notify",
          "io.vpreflight.jobs.repair.plan",
          "io.vpreflight.jobs.repair.policy",
          "io.vpreflight.jobs.repair.run",
          "io.vpreflight.jobs.service",
          "io.vpreflight.jobs.store",
          "io.vpreflight.jobs.writeback");

  /** English first: it is also the language of whatever another one lacks. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);

  private final Locale locale;
  private final ZoneId zone;
  private final List<Room> rooms;
  private final List<ResourceBundle> bundles = new ArrayList<>();

  /** What was asked for before: a report says the same few texts thousands of times. */
  private final Map<String, Phrase> phrases = new ConcurrentHashMap<>();

  private final DateTimeFormatter moments;

  /** A room, and who finds its bundle. */
  private record Room(String name, ClassLoader loader) {}

  private Texts(Locale locale, ZoneId zone, List<Room> rooms) {
    this.locale = locale;
    this.zone = zone;
    this.rooms = rooms;
    rooms.forEach(room -> bundles.add(bundle(room.name(), locale, room.loader())));
    // The offset and not the name of the zone: it needs no table, and tells the two hours apart
    // that have the same time when clocks go back.
    moments =
        new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT))
            .appendLiteral(' ')
            .appendOffset("+HH:MM", "UTC")
            .toFormatter(locale)
            .withZone(zone);
  }

  /** The texts of the rooms of this module, in that language; times are said in that zone. */
  public static Texts in(Locale locale, ZoneId zone) {
    ClassLoader loader = Texts.class.getClassLoader();
    return new Texts(locale, zone, ROOMS.stream().map(room -> new Room(room, loader)).toList());
  }

  /** The same with the bundle of one more room, of whatever module. */
  public Texts with(String room, ClassLoader loader) {
    List<Room> more = new ArrayList<>(rooms);
    more.add(new Room(room, loader));
    return new Texts(locale, zone, more);
  }

  /** The same in another language. */
  public Texts in(Locale language) {
    return new Texts(language, zone, rooms);
  }

  /** The language. */
  public Locale locale() {
    return locale;
  }

  /** The zone in which times are said. */
  public ZoneId zone() {
    return zone;
  }

  /** True when there is such a text. */
  public boolean has(String key) {
    return find(key) != null;
  }

  /** Every key of every bundle. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    bundles.forEach(bundle -> keys.addAll(bundle.keySet()));
    return keys;
  }

  /** The title of a check; its id when this version knows none of that id. */
  public String title(String check) {
    String key = "check." + check + ".title";
    return has(key) ? say(key) : shown(check);
  }

  /** The text, filled in; the key itself when there is none, which a test forbids. */
  public String say(Text text) {
    return say(text.key(), text.args().toArray());
  }

  /** The text of that key, filled in. */
  public String say(String key, Object... args) {
    Object[] shown = new Object[args.length];
    for (int i = 0; i < args.length; i++) {
      shown[i] = args[i] instanceof Number ? args[i] : shown(args[i]);
    }
    try {
      Phrase phrase = phrase(key);
      return phrase == null ? key : phrase.filledWith(shown);
    } catch (IllegalArgumentException e) {
      // A text that cannot be filled must not cost the reader all the others; a test forbids it.
      return key + " " + List.of(shown);
    }
  }

  /** One value as a person reads it: names made harmless, sizes in words, times with their zone. */
  public String shown(Object value) {
    if (value instanceof Duration duration) {
      return duration(duration);
    }
    if (value instanceof Instant instant) {
      return moments.format(instant);
    }
    if (value instanceof LocalDate day) {
      return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(day);
    }
    if (value instanceof Bytes bytes) {
      return bytes(bytes.count());
    }
    if (value instanceof Text text) {
      return say(text);
    }
    if (value instanceof ShellWords shell) {
      return Names.harmless(shell.words());
    }
    return Names.shown(String.valueOf(value));
  }

  /** The two largest units of a span: {@code 3 days 4 h}, {@code 12 min}, {@code 8 s}. */
  private String duration(Duration duration) {
    Duration positive = duration.abs();
    long days = positive.toDays();
    int hours = positive.toHoursPart();
    int minutes = positive.toMinutesPart();
    int seconds = positive.toSecondsPart();
    String text;
    if (days > 0) {
      text =
          say("unit.days", days) + (hours > 0 && days < 14 ? " " + say("unit.hours", hours) : "");
    } else if (hours > 0) {
      text = say("unit.hours", hours) + (minutes > 0 ? " " + say("unit.minutes", minutes) : "");
    } else if (minutes > 0) {
      text = say("unit.minutes", minutes) + (seconds > 0 ? " " + say("unit.seconds", seconds) : "");
    } else {
      text = say("unit.seconds", seconds);
    }
    return duration.isNegative() ? "-" + text : text;
  }

  private String bytes(long count) {
    String[] units = {"unit.bytes", "unit.kib", "unit.mib", "unit.gib", "unit.tib"};
    double value = count;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return say(units[unit], value);
  }

  private @Nullable Phrase phrase(String key) {
    Phrase known = phrases.get(key);
    String pattern = known == null ? find(key) : null;
    if (pattern != null) {
      known = new Phrase(pattern, locale);
      phrases.put(key, known);
    }
    return known;
  }

  private @Nullable String find(String key) {
    for (ResourceBundle bundle : bundles) {
      if (bundle.containsKey(key)) {
        String pattern = bundle.getString(key);
        return locale.getLanguage().equals("fr") ? frenchSpaces(pattern) : pattern;
      }
    }
    return null;
  }

  /** French sets a space before double punctuation, and no line may break at it. */
  private static String frenchSpaces(String pattern) {
    return pattern
        .replace(" :", "\u00a0:")
        .replace(" ;", "\u00a0;")
        .replace(" ?", "\u00a0?")
        .replace(" !", "\u00a0!")
        .replace("« ", "«\u00a0")
        .replace(" »", "\u00a0»");
  }

  private static ResourceBundle bundle(String room, Locale locale, ClassLoader loader) {
    ResourceBundle.Control english =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    try {
      return ResourceBundle.getBundle(room + ".messages", locale, loader, english);
    } catch (MissingResourceException e) {
      throw new IllegalStateException("no texts in " + room, e);
    }
  }
}
