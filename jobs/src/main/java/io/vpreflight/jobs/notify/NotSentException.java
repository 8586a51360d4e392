// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Texts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message was not taken. What it says is shown to people and kept, so nothing secret may be in
 * it: it has no cause, for the words of a library may hold an address that is a secret.
 */
public final class NotSentException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private final transient Object words;
  private final boolean isFinal;
  private final transient @Nullable Duration wait;

  private NotSentException(Object words, boolean isFinal, @Nullable Duration wait) {
    super(words instanceof Text ours ? ENGLISH.say(ours) : words.toString());
    this.words = words;
    this.isFinal = isFinal;
    this.wait = wait;
  }

  /** It may be taken another time. */
  public static NotSentException forNow(Text reason) {
    return new NotSentException(reason, false, null);
  }

  /** It will never be taken as it is. */
  public static NotSentException forEver(Text reason) {
    return new NotSentException(reason, true, null);
  }

  /** It may be taken another time. */
  public static NotSentException forNow(String reason) {
    return new NotSentException(reason, false, null);
  }

  /** It may be taken another time, but not before. */
  public static NotSentException forNow(String reason, @Nullable Duration wait) {
    return new NotSentException(reason, false, wait);
  }

  /** It will never be taken as it is. */
  public static NotSentException forEver(String reason) {
    return new NotSentException(reason, true, null);
  }

  /** Why, as a text is filled: a {@link Text} where the words are ours, else what was said. */
  public Object words() {
    return words;
  }

  /** Why, in words without secrets, in English where they are ours. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** True when it makes no sense to send it again. */
  public boolean isFinal() {
    return isFinal;
  }

  /** How long the receiver wants to be left alone; null when it did not say. */
  public @Nullable Duration patience() {
    return wait;
  }
}
