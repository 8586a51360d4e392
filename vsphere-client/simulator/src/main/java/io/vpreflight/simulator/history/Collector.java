// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.history;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.session.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * A window on the history: its latest page, newest first, and a place from which older and newer
 * items are read. It belongs to a session.
 */
final class Collector implements Session.Owned {
  private static final int DEFAULT_PAGE = 10;

  private final Ref ref;
  private final String item;
  private final Supplier<List<Element>> oldestFirst;
  private int size = DEFAULT_PAGE;

  /** Number of items that are older than the place from which is read. */
  private int place;

  Collector(Ref ref, String item, Supplier<List<Element>> oldestFirst) {
    this.ref = ref;
    this.item = item;
    this.oldestFirst = oldestFirst;
  }

  @Override
  public ManagedObject look() {
    List<Element> items = oldestFirst.get();
    Element page = Element.typed("val", "ArrayOf" + item);
    for (Element each : newestFirst(items.subList(latest(items), items.size()))) {
      page.add(each.copy(item));
    }
    return new ManagedObject(ref).set("latestPage", page);
  }

  void pageSize(int newSize) {
    size = newSize;
  }

  /** To just before the latest page. */
  void reset() {
    place = latest(oldestFirst.get());
  }

  /** To before the oldest item. */
  void rewind() {
    place = 0;
  }

  /** Older items, newest first. */
  List<Element> previous(int most) {
    List<Element> items = oldestFirst.get();
    int end = Math.min(place, items.size());
    place = Math.max(0, end - most);
    return newestFirst(items.subList(place, end));
  }

  /** Newer items, oldest first. */
  List<Element> next(int most) {
    List<Element> items = oldestFirst.get();
    int from = Math.min(place, items.size());
    place = Math.min(items.size(), from + most);
    return new ArrayList<>(items.subList(from, place));
  }

  private int latest(List<Element> items) {
    return Math.max(0, items.size() - size);
  }

  private static List<Element> newestFirst(List<Element> items) {
    List<Element> turned = new ArrayList<>(items);
    Collections.reverse(turned);
    return turned;
  }
}
