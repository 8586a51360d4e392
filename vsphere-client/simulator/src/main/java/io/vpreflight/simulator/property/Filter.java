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
import org.jspecify.annotations.Nullable;

/** A filter of a property collector: what it means, and what was told of it up to a version. */
final class Filter implements Session.Owned {
  private final Ref ref;
  private final Element spec;

  /** Told with the version before the last one, should its answer have been lost. */
  private Map<Ref, Told> before = Map.of();

  private Map<Ref, Told> told = Map.of();

  private static final Element NONE = new Element("");

  /** What was told of one object: each value and each fault, by path. */
  record Told(Map<String, Element> values, Map<String, Element> missing) {
    boolean sameAs(Told other) {
      return same(values, other.values) && same(missing, other.missing);
    }

    private static boolean same(Map<String, Element> some, Map<String, Element> others) {
      return some.keySet().equals(others.keySet())
          && some.entrySet().stream()
              .allMatch(one -> one.getValue().sameAs(others.getOrDefault(one.getKey(), NONE)));
    }
  }

  Filter(Ref ref, Element spec) {
    this.ref = ref;
    this.spec = spec;
  }

  @Override
  public ManagedObject look() {
    return new ManagedObject(ref)
        .set("spec", spec.copy("val").type("PropertyFilterSpec"))
        .set("partialUpdates", false);
  }

  /** Goes back to what was told before the last version. */
  void again() {
    told = before;
  }

  /** Forgets what was told: all of it is news. */
  void anew() {
    before = Map.of();
    told = Map.of();
  }

  /** Makes what is told now the state of a new version. */
  void versioned() {
    before = told;
  }

  /**
   * What has changed, no more than so many objects of it; null for nothing. It counts as told.
   *
   * @param most left for this answer
   */
  @Nullable Element update(Objects objects, Session reader, int most) {
    Contents contents = new Contents(objects, reader);
    Map<Ref, Told> now = now(objects, reader, contents);
    Map<Ref, Told> next = new LinkedHashMap<>(told);
    List<Element> news = new ArrayList<>();
    for (Map.Entry<Ref, Told> each : now.entrySet()) {
      Told old = told.get(each.getKey());
      if (news.size() < most && (old == null || !old.sameAs(each.getValue()))) {
        news.add(change(each.getKey(), old, each.getValue()));
        next.put(each.getKey(), each.getValue());
      }
    }
    for (Ref gone : told.keySet()) {
      if (news.size() < most && !now.containsKey(gone)) {
        news.add(new Element("objectSet").add("kind", "leave").add("obj", gone));
        next.remove(gone);
      }
    }
    told = next;
    if (news.isEmpty()) {
      return null;
    }
    Element update = new Element("filterSet").add("filter", ref);
    news.forEach(update::add);
    return update;
  }

  private Map<Ref, Told> now(Objects objects, Session reader, Contents contents) {
    Map<Ref, Told> now = new LinkedHashMap<>();
    try {
      Selection.of(objects, reader, spec)
          .forEach(
              (object, wanted) -> {
                Contents.Read read = contents.read(wanted);
                now.put(object, new Told(copies(read.values()), read.missing()));
              });
    } catch (Fault e) {
      if (!e.type().equals("ManagedObjectNotFound")) {
        throw e;
      }
      // What the filter began with is gone, and everything with it.
    }
    return now;
  }

  /** The world goes on changing; what was told does not. */
  private static Map<String, Element> copies(Map<String, Element> values) {
    Map<String, Element> copies = new LinkedHashMap<>();
    values.forEach((path, value) -> copies.put(path, value.copy()));
    return copies;
  }

  private static Element change(Ref object, @Nullable Told old, Told now) {
    Element change =
        new Element("objectSet").add("kind", old == null ? "enter" : "modify").add("obj", object);
    now.values()
        .forEach(
            (path, value) -> {
              Element before = old == null ? null : old.values().get(path);
              if (before == null || !before.sameAs(value)) {
                change.add(assign(path).add(value));
              }
            });
    if (old != null) {
      for (String path : old.values().keySet()) {
        if (!now.values().containsKey(path)) {
          // vCenter assigns nothing to what has become unset.
          change.add(assign(path));
        }
      }
    }
    now.missing().forEach((path, fault) -> change.add(Contents.missing(path, fault)));
    return change;
  }

  private static Element assign(String path) {
    return new Element("changeSet").add("name", path).add("op", "assign");
  }
}
