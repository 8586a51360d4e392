// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far back one part of a history was read.
 *
 * @param since oldest moment from which on nothing of it is missing; null when none was read
 * @param truncated the time window holds more than was read: whatever is older than {@code since}
 */
public record Reach(@Nullable Instant since, boolean truncated) {
  /** Nothing was read. */
  public static final Reach NONE = new Reach(null, false);

  /** The same, but never further back than that moment. */
  public Reach noEarlierThan(Instant moment) {
    return since == null || !since.isBefore(moment) ? this : new Reach(moment, truncated);
  }
}
