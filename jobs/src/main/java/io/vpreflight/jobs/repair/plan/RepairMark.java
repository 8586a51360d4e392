// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a session that may repair calls itself, so that another installation knows it by the events
 * of vCenter: a product and a comment, as HTTP has them in a {@code User-Agent}. No other session
 * of ours calls itself so.
 */
public final class RepairMark {
  private static final String PRODUCT = "vpreflight/";
  private static final String ID = "[a-z2-7]{12}";
  private static final Pattern MARK =
      Pattern.compile(PRODUCT + "[0-9A-Za-z.+_-]{1,64} \\(repair; installation (" + ID + ")\\)");

  private RepairMark() {}

  /**
   * The User-Agent of a session that may repair.
   *
   * @param version of the program; what a header cannot carry is left out
   * @param installation id of the store
   * @throws IllegalArgumentException when that is no such id
   */
  public static String of(String version, String installation) {
    String safe = version.replaceAll("[^0-9A-Za-z.+_-]", "");
    String shown = safe.isEmpty() ? "unknown" : safe.substring(0, Math.min(64, safe.length()));
    String mark = PRODUCT + shown + " (repair; installation " + installation + ")";
    if (!isId(installation)) {
      throw new IllegalArgumentException(mark);
    }
    return mark;
  }

  /** True for the id of an installation: twelve letters and digits of base 32. */
  public static boolean isId(String text) {
    return text.matches(ID);
  }

  /** Which installation may repair in a session that calls itself so; null for any other one. */
  static @Nullable String installation(String userAgent) {
    Matcher mark = MARK.matcher(userAgent);
    return mark.matches() ? mark.group(1) : null;
  }

  /** True for what claims to be a repair of ours, and is not as this version writes it. */
  static boolean isOdd(String userAgent) {
    return userAgent.startsWith(PRODUCT)
        && userAgent.contains("repair")
        && installation(userAgent) == null;
  }
}
