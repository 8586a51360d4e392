// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.text.Texts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers whoever asks in the language that they wish for, where it is one of ours, and else in
 * that of the service. Safe for several threads.
 */
final class Tongues {
  /** Characters of a wish; nobody has so many languages. */
  private static final int LONGEST = 500;

  private final Texts own;
  private final Map<String, Texts> all = new HashMap<>();

  /** Those of a service that itself speaks so. */
  Tongues(Texts own) {
    this.own = own;
    for (Locale language : Texts.LANGUAGES) {
      boolean same = language.getLanguage().equals(own.locale().getLanguage());
      all.put(language.getLanguage(), same ? own : own.in(language));
    }
  }

  /**
   * The texts for one request.
   *
   * @param accepted value of {@code Accept-Language}; null when nothing was said
   */
  Texts of(@Nullable String accepted) {
    if (accepted == null || accepted.length() > LONGEST) {
      return own;
    }
    try {
      Locale found = Locale.lookup(Locale.LanguageRange.parse(accepted), Texts.LANGUAGES);
      return found == null ? own : all.getOrDefault(found.getLanguage(), own);
    } catch (IllegalArgumentException e) {
      // What nobody understands is no reason to answer nothing.
      return own;
    }
  }
}
