// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a flag that is on came to be on, as far as events and an earlier inventory tell.
 *
 * @param at when it was set; the last moment at which it was known to be off, if nobody was seen
 *     setting it
 * @param seen true when an event tells it, so that {@code at} is exact
 * @param wasOff true when it was off before for certain; otherwise it may have been on all along
 *     and was only set again, which some products do at every run
 * @param userName who set it
 */
public record Enabling(Instant at, boolean seen, boolean wasOff, @Nullable String userName) {

  /**
   * How the flag came to be on.
   *
   * @param switches every time that it was seen being set, oldest first
   * @param before what an earlier inventory says of it, null when there is none
   * @param beforeAt the moment of that inventory
   * @return null when it was on for as long as anything is known
   */
  static @Nullable Enabling of(
      List<Switch> switches, @Nullable Boolean before, @Nullable Instant beforeAt) {
    Boolean state = before;
    Instant off = Boolean.FALSE.equals(before) ? beforeAt : null;
    Enabling found = null;
    for (Switch set : switches) {
      if (before != null && beforeAt != null && set.at().isBefore(beforeAt)) {
        continue;
      }
      if (!set.on()) {
        off = set.at();
        found = null;
      } else if (!Boolean.TRUE.equals(state)) {
        found = new Enabling(set.at(), true, state != null, set.userName());
      }
      state = set.on();
    }
    return found == null && Boolean.FALSE.equals(state) && off != null
        ? new Enabling(off, false, true, null)
        : found;
  }
}
