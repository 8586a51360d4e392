// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fresh the inventory of one vCenter is, by our clock.
 *
 * @param vcenter as the configuration names it
 * @param following true while vCenter tells us what changes
 * @param currentAt until when it is known to be as vCenter has it; null before the first reading
 * @param wholeAt when all of it was read last; null before that
 * @param wholes how often all of it was read
 * @param updates how often some of it was read again
 */
public record LiveState(
    String vcenter,
    boolean following,
    @Nullable Instant currentAt,
    @Nullable Instant wholeAt,
    int wholes,
    int updates) {
  LiveState read(Instant at) {
    return new LiveState(vcenter, true, at, at, wholes + 1, updates);
  }

  LiveState updated(Instant at) {
    return new LiveState(vcenter, true, at, wholeAt, wholes, updates + 1);
  }

  LiveState current(Instant at) {
    return new LiveState(vcenter, true, at, wholeAt, wholes, updates);
  }

  LiveState lost() {
    return new LiveState(vcenter, false, currentAt, wholeAt, wholes, updates);
  }
}
