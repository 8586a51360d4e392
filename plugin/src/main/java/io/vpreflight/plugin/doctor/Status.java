// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import java.util.Locale;

/** How a step went. */
public enum Status {
  /** It works. */
  OK,
  /** It works, but somebody should look at it. */
  WARNING,
  /** It does not work. */
  PROBLEM,
  /** It could not be found out; nothing that is needed broke. */
  UNDETERMINED,
  /** It was not tried, for a reason. */
  SKIPPED;

  /** As reports write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
