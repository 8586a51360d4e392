// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.Notice.Alert;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.store.SeenFinding.Identity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one channel is told of a schedule, and what it knows by that.
 *
 * @param part what it is told
 * @param bad findings and troubles that it is told of as wrong, and how bad
 * @param gone those that it is told to be over
 * @param over alerts of which nothing is left
 */
record Written(Part part, Map<Identity, Severity> bad, Set<Identity> gone, List<Alert> over) {
  Written {
    bad = Map.copyOf(bad);
    gone = Set.copyOf(gone);
    over = List.copyOf(over);
  }
}
