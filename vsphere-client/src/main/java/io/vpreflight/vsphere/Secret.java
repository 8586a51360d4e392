// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import java.util.Arrays;

/**
 * A password that cannot be printed by accident: no serialization, no text form, wiped on close.
 * Not safe for use by several threads while it is being closed.
 */
public final class Secret implements AutoCloseable {
  private final char[] value;

  /**
   * Takes over the characters; the caller's array is not copied and is wiped by {@link #close}.
   *
   * @throws IllegalArgumentException if it is empty (an empty password locks accounts) or holds a
   *     control character, which XML 1.0 cannot carry
   */
  public Secret(char[] value) {
    if (value.length == 0) {
      throw new IllegalArgumentException("empty");
    }
    for (char c : value) {
      if (c < ' ' && c != '\t') {
        throw new IllegalArgumentException("control character");
      }
    }
    this.value = value;
  }

  /** The characters themselves, for the one who sends them; do not keep, do not change. */
  public char[] reveal() {
    return value;
  }

  /** True when both hold the same characters. */
  public boolean sameAs(Secret other) {
    return Arrays.equals(value, other.value);
  }

  @Override
  public void close() {
    Arrays.fill(value, '\0');
  }

  @Override
  public String toString() {
    return "***";
  }
}
