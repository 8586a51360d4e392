// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All objects of the vCenter, its clock and its history. Everything in it is guarded by one lock:
 * handlers of methods run with it held, work of the clock goes through {@link #locked}.
 */
public final class World {
  private final Map<Ref, ManagedObject> objects = new LinkedHashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final History history = new History();
  private final SimulatedClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long changes;

  /** An empty world. */
  public World(SimulatedClock clock) {
    this.clock = clock;
  }

  public SimulatedClock clock() {
    return clock;
  }

  /** Events and finished tasks. */
  public History history() {
    return history;
  }

  /** Runs work while nothing else changes or reads the world, and returns what it returns. */
  public <T extends @Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Runs work while nothing else changes or reads the world. */
  public void locked(Runnable work) {
    locked(
        () -> {
          work.run();
          return null;
        });
  }

  /** Runs work at that time of the clock, with the lock held. */
  public SimulatedClock.Scheduled at(Instant time, Runnable work) {
    return clock.at(time, () -> locked(work));
  }

  /** Adds an object, in place of one with the same reference. */
  public ManagedObject add(ManagedObject object) {
    objects.put(object.ref(), object);
    touch();
    return object;
  }

  /** Removes an object; true when it was there. */
  public boolean remove(Ref ref) {
    boolean removed = objects.remove(ref) != null;
    touch();
    return removed;
  }

  /** The object, or null. */
  public @Nullable ManagedObject find(Ref ref) {
    return objects.get(ref);
  }

  /**
   * The object.
   *
   * @throws Fault {@code ManagedObjectNotFound}
   */
  public ManagedObject get(Ref ref) {
    ManagedObject found = objects.get(ref);
    if (found == null) {
      throw Fault.notFound(ref);
    }
    return found;
  }

  /** All objects of exactly that type. */
  public List<ManagedObject> ofType(String type) {
    return objects.values().stream().filter(o -> o.ref().type().equals(type)).toList();
  }

  /** All objects, in the order in which they came. */
  public Collection<ManagedObject> all() {
    return new ArrayList<>(objects.values());
  }

  /** A reference that no object has had: {@code task} gives {@code task-1}, {@code task-2} ... */
  public Ref newRef(String type, String prefix) {
    Ref ref;
    do {
      ref = new Ref(type, prefix + "-" + numbers.merge(prefix, 1L, Long::sum));
    } while (objects.containsKey(ref));
    return ref;
  }

  /** Says that something has changed, so that whoever waits for updates looks again. */
  public void touch() {
    lock.lock();
    try {
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Number of changes so far; only grows. */
  public long changes() {
    return changes;
  }

  /**
   * Waits, with the lock held (it is let go meanwhile), until something has changed since.
   *
   * @param nanos of real time to wait at most
   * @return what is left of them; zero or less when nothing has changed in time
   * @throws InterruptedException when the server ends
   */
  public long awaitChange(long since, long nanos) throws InterruptedException {
    long left = nanos;
    while (changes == since && left > 0) {
      left = changed.awaitNanos(left);
    }
    return left;
  }
}
