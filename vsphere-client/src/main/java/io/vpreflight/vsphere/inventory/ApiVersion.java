// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A version of the vSphere API, such as 8.0.3.0; missing parts count as zero.
 *
 * @param text as the server writes it
 */
public record ApiVersion(String text) implements Comparable<ApiVersion> {
  /**
   * True for what a server may call a version and we can compare: digits and dots. vCenter also
   * lists internal names.
   */
  public static boolean isNumbered(String text) {
    return text.matches("[0-9]{1,4}(\\.[0-9]{1,4}){1,4}");
  }

  public ApiVersion {
    if (!isNumbered(text)) {
      throw new IllegalArgumentException("not a version: " + text);
    }
  }

  @Override
  public int compareTo(ApiVersion other) {
    String[] mine = text.split("\\.", -1);
    String[] theirs = other.text.split("\\.", -1);
    for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
      int byPart = Integer.compare(part(mine, i), part(theirs, i));
      if (byPart != 0) {
        return byPart;
      }
    }
    return 0;
  }

  /** True when this version is the other one or newer. */
  public boolean atLeast(ApiVersion other) {
    return compareTo(other) >= 0;
  }

  /** Equal when they compare equal: 8.0 is 8.0.0.0. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiVersion that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return text.replaceAll("(\\.0+)+$", "").hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private static int part(String[] parts, int i) {
    return i < parts.length ? Integer.parseInt(parts[i]) : 0;
  }
}
