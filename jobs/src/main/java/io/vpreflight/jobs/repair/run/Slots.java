// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.repair.plan.RunLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many objects may be worked on at once, counted for everything that they stand on: the
 * vCenter, each host, each datastore. All places of one object are taken together or none. Safe for
 * several threads.
 */
public final class Slots {
  private final RunLimits limits;
  private final Map<String, Integer> taken = new HashMap<>();

  /** What one object stands on. */
  public record Place(String object, Set<String> hosts, Set<String> datastores) {
    public Place {
      hosts = Set.copyOf(hosts);
      datastores = Set.copyOf(datastores);
    }
  }

  /** Nothing is taken. */
  public Slots(RunLimits limits) {
    this.limits = limits;
  }

  /** Takes all places of the object, or none and says so. */
  public synchronized boolean take(Place place) {
    Map<String, Integer> wanted = wanted(place);
    for (Map.Entry<String, Integer> one : wanted.entrySet()) {
      if (taken.getOrDefault(one.getKey(), 0) >= one.getValue()) {
        return false;
      }
    }
    wanted.keySet().forEach(key -> taken.merge(key, 1, Integer::sum));
    return true;
  }

  /** Gives them back. */
  public synchronized void free(Place place) {
    wanted(place).keySet().forEach(key -> taken.computeIfPresent(key, Slots::oneLess));
  }

  private static @Nullable Integer oneLess(String key, Integer count) {
    return count > 1 ? count - 1 : null;
  }

  private Map<String, Integer> wanted(Place place) {
    Map<String, Integer> wanted = new HashMap<>();
    wanted.put("vcenter", limits.perVCenter());
    wanted.put("object " + place.object(), 1);
    place.hosts().forEach(one -> wanted.put("host " + one, limits.perHost()));
    place.datastores().forEach(one -> wanted.put("datastore " + one, limits.perDatastore()));
    return wanted;
  }
}
