// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import java.util.Locale;

/** Which way a finding went since the audit before; in the order in which it is told. */
public enum Turn {
  /** Never seen before. */
  NEW,
  /** Had been resolved. */
  BACK,
  /** Was there, and is more severe now. */
  WORSE,
  /** Is there, and less severe than this channel wants to hear of. */
  BETTER,
  /** Gone. */
  RESOLVED;

  /** True for what somebody has to look at. */
  public boolean isBad() {
    return this == NEW || this == BACK || this == WORSE;
  }

  /** The word of messages for machines: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
