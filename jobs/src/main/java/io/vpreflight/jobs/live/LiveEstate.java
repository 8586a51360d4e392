// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import io.vpreflight.vsphere.inventory.Inventory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest inventory of every vCenter that is followed, and how fresh it is. What is known of a
 * vCenter that was lost stays, with its age. Safe for several threads.
 */
public final class LiveEstate {
  private final Clock clock;
  private final Map<String, LiveState> states = new LinkedHashMap<>();
  private final Map<String, Inventory> inventories = new LinkedHashMap<>();
  private final Map<String, Instant> knownAt = new HashMap<>();
  private Instant wanted = Instant.MIN;
  private long version;
  private boolean closed;

  /** Of these vCenters nothing is known yet. */
  public LiveEstate(Clock clock, List<String> vcenters) {
    this.clock = clock;
    vcenters.forEach(name -> states.put(name, new LiveState(name, false, null, null, 0, 0)));
  }

  /** How fresh everything is, in the order of the configuration. */
  public synchronized List<LiveState> states() {
    return List.copyOf(states.values());
  }

  /** All of it was read, beginning at that time. */
  synchronized void read(String vcenter, Inventory inventory, Instant begunAt) {
    change(vcenter, state -> state.read(clock.instant()));
    knownAt.put(vcenter, begunAt);
    put(vcenter, inventory);
  }

  /** What nobody announces was looked at, beginning at that time. */
  synchronized void reread(String vcenter, Inventory inventory, Instant begunAt) {
    knownAt.put(vcenter, begunAt);
    updated(vcenter, inventory);
  }

  /** True when something was read elsewhere since all of it was looked at here. */
  synchronized boolean isOutdated(String vcenter) {
    return knownAt.getOrDefault(vcenter, Instant.MIN).isBefore(wanted);
  }

  /** Something that began at that time was read elsewhere: what is older is looked at again. */
  synchronized void want(Instant newerThan) {
    wanted = newerThan.isAfter(wanted) ? newerThan : wanted;
    touch();
  }

  synchronized void updated(String vcenter, Inventory inventory) {
    change(vcenter, state -> state.updated(clock.instant()));
    put(vcenter, inventory);
  }

  synchronized void current(String vcenter) {
    change(vcenter, state -> state.current(clock.instant()));
  }

  synchronized void lost(String vcenter) {
    change(vcenter, LiveState::lost);
  }

  /** Something else than an inventory is another one: what rests on it is judged again. */
  synchronized void touch() {
    version++;
    notifyAll();
  }

  /** Nobody waits any longer. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void put(String vcenter, Inventory inventory) {
    inventories.put(vcenter, inventory);
    touch();
  }

  private void change(String vcenter, UnaryOperator<LiveState> how) {
    LiveState state = states.get(vcenter);
    if (state != null) {
      states.put(vcenter, how.apply(state));
    }
  }

  /**
   * Everything at one moment.
   *
   * @param version grows with every change
   * @param newest of those vCenters that were read at all
   * @param vcenters how many there are
   */
  record View(long version, List<Known> newest, int vcenters) {
    View {
      newest = List.copyOf(newest);
    }

    /** What of it is of these vCenters. */
    View of(Set<String> names) {
      return new View(
          version,
          newest.stream().filter(one -> names.contains(one.inventory().vcenter().name())).toList(),
          names.size());
    }

    List<Inventory> inventories() {
      return newest.stream().map(Known::inventory).toList();
    }

    /** Instance UUIDs of those of which all was looked at since. */
    Set<String> since(Instant time) {
      return newest.stream()
          .filter(one -> !one.knownAt().isBefore(time))
          .map(one -> one.inventory().vcenter().instanceUuid())
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * An inventory.
   *
   * @param knownAt when the last look at all of it began, by our clock; changes may be newer
   */
  record Known(Inventory inventory, Instant knownAt) {}

  /** Waits until there is something newer; null when it is over. */
  synchronized @Nullable View newerThan(long known) throws InterruptedException {
    while (!closed && (version == known || inventories.isEmpty())) {
      wait();
    }
    return closed ? null : view();
  }

  /** Waits so long, or until it is over; null when it is. */
  synchronized @Nullable View after(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    while (!closed && end - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, end - System.nanoTime()));
    }
    return closed ? null : view();
  }

  private View view() {
    List<Known> newest = new ArrayList<>();
    // As an audit has them, whichever was read first: of twins, the same one is left out.
    for (String name : states.keySet()) {
      Inventory inventory = inventories.get(name);
      if (inventory != null) {
        newest.add(new Known(inventory, knownAt.getOrDefault(name, Instant.MIN)));
      }
    }
    return new View(version, newest, states.size());
  }
}
