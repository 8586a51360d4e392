// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message was not taken. What it says is shown to people and kept, so nothing secret may be in
 * it: it has no cause, for the words of a library may hold an address that is a secret.
 */
public final class NotSentException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean isFinal;
  private final transient @Nullable Duration wait;

  private NotSentException(String reason, boolean isFinal, @Nullable Duration wait) {
    super(reason);
    this.isFinal = isFinal;
    this.wait = wait;
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

  /** Why, in words without secrets. */
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
