// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many objects may be worked on at once, counted for everything that they stand on: the
 * vCenter, the host, each datastore. All places of one object are taken together or none. Safe for
 * several threads.
 */
public final class Slots {
  /** More open snapshots than this no datastore is given, whatever a plan says. */
  public static final int MOST_PER_DATASTORE = 4;

  private final Limits limits;
  private final Map<String, Integer> taken = new HashMap<>();

  /**
   * How many at once.
   *
   * @param perVcenter 1 or more
   * @param perHost 1 or more
   * @param perDatastore 1 to {@value Slots#MOST_PER_DATASTORE}
   */
  public record Limits(int perVcenter, int perHost, int perDatastore) {
    /** What suits a production vCenter. */
    public static final Limits DEFAULT = new Limits(8, 2, 2);

    public Limits {
      if (perVcenter < 1 || perHost < 1 || perDatastore < 1) {
        throw new IllegalArgumentException("limits must be positive");
      }
      if (perDatastore > MOST_PER_DATASTORE) {
        throw new IllegalArgumentException("at most 4 open snapshots on a datastore");
      }
    }
  }

  /** What one object stands on. */
  public record Place(String vm, String host, Set<String> datastores) {
    public Place {
      datastores = Set.copyOf(datastores);
    }
  }

  /** Nothing is taken. */
  public Slots(Limits limits) {
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

  private static @org.jspecify.annotations.Nullable Integer oneLess(String key, Integer count) {
    return count > 1 ? count - 1 : null;
  }

  private Map<String, Integer> wanted(Place place) {
    Map<String, Integer> wanted = new HashMap<>();
    wanted.put("vcenter", limits.perVcenter());
    wanted.put("vm " + place.vm(), 1);
    if (!place.host().isEmpty()) {
      wanted.put("host " + place.host(), limits.perHost());
    }
    place.datastores().forEach(one -> wanted.put("datastore " + one, limits.perDatastore()));
    return wanted;
  }
}
