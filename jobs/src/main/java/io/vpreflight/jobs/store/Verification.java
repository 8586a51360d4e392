// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import org.jspecify.annotations.Nullable;

/**
 * What came of a check of the whole journal.
 *
 * @param lines how many lines are whole, from the first one on
 * @param head hash of the last of these, 64 zeros when there is none
 * @param firstBad the first line that is not as it was written, or that is missing; 0 when all are
 *     well, and when no single line is to blame
 * @param problem what is wrong; null when nothing is
 */
public record Verification(long lines, String head, long firstBad, @Nullable Text problem) {
  /** True when every line is as it was written, and none is missing. */
  public boolean good() {
    return problem == null;
  }
}
