// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a schedule does. */
public enum JobKind {
  /** Reads vCenters and judges them. */
  AUDIT,
  /** Copies the store. */
  BACKUP,
  /** Looks at certificates and secrets that come to their end. */
  EXPIRY,
  /** Carries out what a policy wants repaired, within a window. */
  REPAIR,
  /** Forgets what was resolved long ago. */
  RETENTION,
  /** Looks for what became of repairs that came to no end. */
  SETTLE;

  /** As files and answers have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that label; null when there is none. */
  public static @Nullable JobKind of(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElse(null);
  }

  /** All labels, in their order. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(JobKind::label).toList();
  }
}
