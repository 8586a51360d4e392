// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The filters of one property collector of one session, and the versions of what was told. */
final class Updates {
  private static final int MOST = 100;

  private final Map<Ref, Filter> filters = new LinkedHashMap<>();
  private int version;
  private boolean cancelled;

  void add(Ref ref, Filter filter) {
    filters.put(ref, filter);
  }

  boolean remove(Ref ref) {
    return filters.remove(ref) != null;
  }

  List<Ref> refs() {
    return List.copyOf(filters.keySet());
  }

  /** Ends the waiting that goes on. */
  void cancel() {
    cancelled = true;
  }

  /**
   * What has changed since a version, waiting for it if need be, with the lock of the world held.
   *
   * @param since empty for all there is
   * @param seconds to wait at most, of real time; 0 for not at all
   * @return null when nothing has
   * @throws Fault {@code InvalidCollectorVersion}, {@code RequestCanceled}
   */
  @Nullable Element since(
      String since, int seconds, int most, Objects objects, Session reader, Still still) {
    start(since);
    long left = TimeUnit.SECONDS.toNanos(seconds);
    cancelled = false;
    while (true) {
      long changes = objects.world().changes();
      Element set = collect(objects, reader, most <= 0 ? MOST : Math.min(most, MOST));
      if (set != null || left <= 0) {
        return set;
      }
      try {
        left = objects.world().awaitChange(changes, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Fault.of("RequestCanceled", "The server ends.");
      }
      if (cancelled) {
        throw Fault.of("RequestCanceled", "The task was canceled by a user.");
      }
      still.check();
    }
  }

  /** Whether it still makes sense to wait. */
  @FunctionalInterface
  interface Still {
    /**
     * Looks.
     *
     * @throws Fault when the session has ended
     */
    void check();
  }

  private void start(String since) {
    if (since.isEmpty()) {
      filters.values().forEach(Filter::anew);
    } else if (since.equals(Integer.toString(version - 1)) && version > 1) {
      filters.values().forEach(Filter::again);
    } else if (!since.equals(Integer.toString(version))) {
      throw Fault.of("InvalidCollectorVersion", "The version is not known.");
    }
    filters.values().forEach(Filter::versioned);
  }

  private @Nullable Element collect(Objects objects, Session reader, int most) {
    List<Element> found = new ArrayList<>();
    int left = most;
    for (Filter filter : filters.values()) {
      Element update = left == 0 ? null : filter.update(objects, reader, left);
      if (update != null) {
        found.add(update);
        left -= update.children("objectSet").size();
      }
    }
    if (found.isEmpty()) {
      return null;
    }
    version++;
    Element set = Element.typed("returnval", "UpdateSet").add("version", Integer.toString(version));
    found.forEach(set::add);
    return left == 0 ? set.add("truncated", true) : set;
  }

  static Updates of(Session session, Ref collector) {
    return session.room(Collectors.class, Collectors::new).of(collector);
  }

  /** Every property collector of a session, the one that all sessions have among them. */
  static final class Collectors {
    private final Map<Ref, Updates> updates = new LinkedHashMap<>();

    Updates of(Ref collector) {
      return updates.computeIfAbsent(collector, c -> new Updates());
    }

    boolean remove(Ref filter) {
      return updates.values().stream().anyMatch(each -> each.remove(filter));
    }
  }

  ManagedObject look(Ref collector) {
    return new ManagedObject(collector).setRefs("filter", refs());
  }
}
