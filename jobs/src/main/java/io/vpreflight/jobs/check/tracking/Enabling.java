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
   * @param found what an earlier inventory says of it, and when; null when there is none
   * @return null when it was on for as long as anything is known
   */
  static @Nullable Enabling of(List<Switch> switches, @Nullable Switch found) {
    Flag flag = new Flag();
    Switch baseline = found;
    for (Switch set : switches) {
      if (baseline != null && !set.at().isBefore(baseline.at())) {
        flag.wasFound(baseline);
        baseline = null;
      }
      flag.wasSet(set);
    }
    if (baseline != null) {
      flag.wasFound(baseline);
    }
    flag.isOn();
    return flag.enabling;
  }

  /** The flag, followed through time. */
  private static final class Flag {
    private @Nullable Boolean on;
    private @Nullable Instant offAt;
    private @Nullable Enabling enabling;

    /** An event shows it being set. */
    void wasSet(Switch set) {
      if (set.on() && !Boolean.TRUE.equals(on)) {
        enabling = new Enabling(set.at(), true, on != null, set.userName());
      }
      if (!set.on()) {
        offAt = set.at();
        enabling = null;
      }
      on = set.on();
    }

    /** An inventory shows what it was. */
    void wasFound(Switch found) {
      if (found.on()) {
        isOn();
      } else {
        offAt = found.at();
        enabling = null;
        on = false;
      }
    }

    /** It is on, whoever set it. */
    void isOn() {
      if (Boolean.FALSE.equals(on) && offAt != null) {
        enabling = new Enabling(offAt, false, true, null);
      }
      on = true;
    }
  }
}
