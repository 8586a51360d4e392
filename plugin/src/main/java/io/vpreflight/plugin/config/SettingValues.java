// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.jobs.text.Texts;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that several sections have; what is wrong with one is added to the problems. */
final class SettingValues {
  private SettingValues() {}

  /** Off unless it is said to be on. */
  static boolean isOn(@Nullable Setting said, List<Text> problems) {
    if (said == null) {
      return false;
    }
    boolean isOn = said.value().equals("true");
    if (!isOn && !said.value().equals("false")) {
      String at = said.origin();
      problems.add(Text.of("config.notify-switch", at, said.value()));
    }
    return isOn;
  }

  /** What people are told of: warnings and worse unless it is said. */
  static Severity minimum(@Nullable Setting said, List<Text> problems) {
    if (said == null) {
      return Severity.WARNING;
    }
    try {
      return Severity.of(said.value());
    } catch (IllegalArgumentException e) {
      problems.add(Text.of("config.notify-minimum", said.origin(), said.value()));
      return Severity.WARNING;
    }
  }

  /** One of the languages that there are. */
  static Locale language(@Nullable Setting said, Locale otherwise, List<Text> problems) {
    if (said == null) {
      return otherwise;
    }
    for (Locale language : Texts.LANGUAGES) {
      if (language.getLanguage().equals(said.value())) {
        return language;
      }
    }
    problems.add(Text.of("config.notify-lang", said.origin(), said.value()));
    return otherwise;
  }

  /** A place on earth by its name in the time-zone database. */
  static ZoneId zone(@Nullable Setting said, ZoneId otherwise, List<Text> problems) {
    if (said == null) {
      return otherwise;
    }
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (known.contains(said.value())) {
      return ZoneId.of(said.value());
    }
    unknown("config.bad-zone", said, known, problems);
    return otherwise;
  }

  /**
   * Says that there is no such name, and which one was probably meant.
   *
   * @param key of the message, which may name all that there are; {@code .near} is added to it when
   *     one was probably meant
   */
  static void unknown(String key, Setting said, Collection<String> known, List<Text> problems) {
    String near = NearestName.of(said.value(), known);
    problems.add(
        near == null
            ? Text.of(key, said.origin(), said.value(), String.join(", ", known))
            : Text.of(key + ".near", said.origin(), said.value(), near));
  }
}
