// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of our custom attribute: {@code worst=error findings=2 checks=vm.cbt.off
 * at=2026-11-22T02:30:09Z}. A value of another form is not ours, whatever the attribute is called.
 *
 * @param worst severity
 * @param findings how many
 * @param checks ids, by commas; the last is {@code +4} when four more have no room
 */
record Mark(Severity worst, int findings, String checks) {
  /** Name of the attribute, and of the category of our tags. */
  static final String NAME = "vpreflight";

  private static final int LONGEST = 160;
  private static final Pattern FORM =
      Pattern.compile(
          "worst=(info|warning|error|critical) findings=([1-9]\\d{0,8}) checks=(\\S+) at=\\S+");

  /** What is to stand there. */
  static Mark of(Wish wish) {
    StringBuilder checks = new StringBuilder();
    int left = wish.checks().size();
    for (String check : wish.checks()) {
      if (checks.length() + check.length() > LONGEST) {
        checks.append(",+").append(left);
        break;
      }
      checks.append(checks.isEmpty() ? "" : ",").append(check);
      left--;
    }
    return new Mark(wish.worst(), wish.findings(), checks.toString());
  }

  /** What stands there; null when it is not ours. */
  static @Nullable Mark read(String value) {
    Matcher found = FORM.matcher(value);
    return found.matches()
        ? new Mark(Severity.of(found.group(1)), Integer.parseInt(found.group(2)), found.group(3))
        : null;
  }

  /** As it is written. The time is that of the change, so that what stays is not written again. */
  String written(Instant at) {
    return "worst="
        + worst.label()
        + " findings="
        + findings
        + " checks="
        + checks
        + " at="
        + at.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The tag of a severity. */
  static String tag(Severity severity) {
    return NAME + "-" + severity.label();
  }
}
