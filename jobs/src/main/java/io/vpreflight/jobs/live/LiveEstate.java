// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import io.vpreflight.vsphere.inventory.Inventory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The newest inventory of every vCenter that is followed, and how fresh it is. What is known of a
 * vCenter that was lost stays, with its age. Safe for several threads.
 */
public final class LiveEstate {
  private final Clock clock;
  private final Map<String, LiveState> states = new LinkedHashMap<>();
  private final Map<String, Inventory> inventories = new LinkedHashMap<>();
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

  synchronized void read(String vcenter, Inventory inventory) {
    change(vcenter, state -> state.read(clock.instant()));
    put(vcenter, inventory);
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
   * @param inventories of those vCenters that were read at all
   * @param isAll true when that is every one of them
   */
  record View(long version, List<Inventory> inventories, boolean isAll) {}

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
    return new View(
        version, new ArrayList<>(inventories.values()), inventories.size() == states.size());
  }
}
