// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which objects and which of their properties a {@code PropertyFilterSpec} means. */
final class Selection {
  private final Objects objects;
  private final Session reader;
  private final List<Element> propSets;
  private final boolean skipMissing;
  private final Map<String, Element> named = new HashMap<>();
  private final Map<Ref, Wanted> wanted = new LinkedHashMap<>();

  /**
   * Of one object.
   *
   * @param all every property
   * @param paths some of them
   */
  record Wanted(ManagedObject object, boolean all, Set<String> paths) {}

  private Selection(Objects objects, Session reader, Element spec) {
    this.objects = objects;
    this.reader = reader;
    this.propSets = spec.children("propSet");
    this.skipMissing = spec.isTrue("reportMissingObjectsInResults");
    for (Element propSet : propSets) {
      String type = propSet.textAt("type");
      if (type == null) {
        throw Fault.invalidArgument("propSet.type");
      }
      objects.require(type, paths(propSet));
    }
  }

  /**
   * What the spec means now, in the order in which it is found.
   *
   * @throws Fault for an object that does not exist, or a path that no such object has
   */
  static Map<Ref, Wanted> of(Objects objects, Session reader, Element spec) {
    Selection selection = new Selection(objects, reader, spec);
    for (Element objectSet : spec.children("objectSet")) {
      selection.start(objectSet);
    }
    return selection.wanted;
  }

  private void start(Element objectSet) {
    Ref ref = objectSet.refAt("obj");
    if (ref == null) {
      throw Fault.invalidArgument("objectSet.obj");
    }
    ManagedObject object = objects.find(reader, ref);
    if (object == null) {
      if (skipMissing) {
        return;
      }
      throw Fault.notFound(ref);
    }
    named.clear();
    List<Element> select = objectSet.children("selectSet");
    name(select);
    if (!objectSet.isTrue("skip")) {
      want(object);
    }
    follow(object, select, new HashSet<>());
  }

  private void name(List<Element> selectSet) {
    for (Element select : selectSet) {
      String name = select.textAt("name");
      if (name != null && select.child("path") != null) {
        named.put(name, select);
      }
      name(select.children("selectSet"));
    }
  }

  private void follow(ManagedObject object, List<Element> selectSet, Set<String> done) {
    for (Element select : selectSet) {
      Element spec = spec(select);
      String type = spec.textAt("type");
      if (type == null
          || !objects.schema().isA(object.ref().type(), type)
          || !done.add(object.ref() + " " + System.identityHashCode(spec))) {
        continue;
      }
      boolean skip = spec.isTrue("skip");
      for (Ref ref : targets(object, spec)) {
        ManagedObject next = objects.find(reader, ref);
        if (next != null) {
          if (!skip) {
            want(next);
          }
          follow(next, spec.children("selectSet"), done);
        }
      }
    }
  }

  private Element spec(Element select) {
    if (select.child("path") != null) {
      return select;
    }
    String name = select.textAt("name");
    Element found = name == null ? null : named.get(name);
    if (found == null) {
      throw Fault.invalidArgument("selectSet.name");
    }
    return found;
  }

  private List<Ref> targets(ManagedObject object, Element spec) {
    String path = spec.textAt("path");
    Element value;
    try {
      value = path == null ? null : objects.value(reader, object, path);
    } catch (Fault e) {
      if (e.type().equals("InvalidProperty")) {
        throw e;
      }
      // What may not be read leads nowhere.
      return List.of();
    }
    return refs(value);
  }

  private static List<Ref> refs(@Nullable Element value) {
    if (value == null) {
      return List.of();
    }
    Ref one = value.ref();
    if (one != null) {
      return List.of(one);
    }
    List<Ref> refs = new ArrayList<>();
    for (Element item : value.children()) {
      Ref ref = item.ref();
      if (ref != null) {
        refs.add(ref);
      }
    }
    return refs;
  }

  /** Of who wants all of them, vCenter does not look at the list: govc leaves odd ones in it. */
  private static List<String> paths(Element propSet) {
    return propSet.isTrue("all")
        ? List.of()
        : propSet.children("pathSet").stream().map(Element::text).toList();
  }

  private void want(ManagedObject object) {
    boolean all = false;
    Set<String> paths = new LinkedHashSet<>();
    boolean any = false;
    for (Element propSet : propSets) {
      if (objects.schema().isA(object.ref().type(), propSet.textAt("type") + "")) {
        any = true;
        all |= propSet.isTrue("all");
        paths.addAll(paths(propSet));
      }
    }
    if (any) {
      wanted.putIfAbsent(object.ref(), new Wanted(object, all, paths));
    }
  }
}
