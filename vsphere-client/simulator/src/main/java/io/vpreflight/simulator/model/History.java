// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has happened: events, and the {@code TaskInfo} of every task, also of those whose object is
 * gone. Guarded by the lock of the {@link World}.
 */
public final class History {
  private final TreeMap<Integer, Element> events = new TreeMap<>();
  private final Map<Ref, Element> tasks = new LinkedHashMap<>();
  private long eventsAdded;

  /** Adds an event; one without a {@code key} gets the next one. Returns its key. */
  public int addEvent(Element event) {
    String given = event.textAt("key");
    int key = given == null || given.isEmpty() ? nextEventKey() : Integer.parseInt(given);
    if (given == null || given.isEmpty()) {
      event.put("key", key);
    }
    String chain = event.textAt("chainId");
    if (chain == null || chain.isEmpty() || chain.equals("0")) {
      event.put("chainId", key);
    }
    events.put(key, event);
    eventsAdded++;
    return key;
  }

  /** The key that the next event will have. */
  public int nextEventKey() {
    return events.isEmpty() ? 1 : events.lastKey() + 1;
  }

  /** The event with that key, or null. */
  public @Nullable Element event(int key) {
    return events.get(key);
  }

  /** Events, oldest key first; each an element with its {@code xsi:type}. */
  public Collection<Element> events() {
    return events.values();
  }

  /** How often an event was added: while it is the same, so are the events. */
  public long eventsAdded() {
    return eventsAdded;
  }

  /** Adds or replaces what is known of a task; the element is the {@code TaskInfo} itself. */
  public void putTask(Ref task, Element info) {
    tasks.put(task, info);
  }

  /** Each {@code TaskInfo}, in the order in which the tasks came. */
  public Collection<Element> tasks() {
    return tasks.values();
  }
}
