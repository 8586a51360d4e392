// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes {@code ObjectContent}. */
final class Contents {
  private final Objects objects;
  private final Session reader;

  Contents(Objects objects, Session reader) {
    this.objects = objects;
    this.reader = reader;
  }

  /** The values of an object, and why others are not among them. */
  record Read(Map<String, Element> values, Map<String, Element> missing) {}

  Read read(Selection.Wanted wanted) {
    Map<String, Element> values = new LinkedHashMap<>();
    Map<String, Element> missing = new LinkedHashMap<>();
    Set<String> paths = new LinkedHashSet<>();
    if (wanted.all()) {
      paths.addAll(objects.all(wanted.object()));
    }
    paths.addAll(wanted.paths());
    for (String path : paths) {
      try {
        Element value = objects.value(reader, wanted.object(), path);
        if (value != null) {
          values.put(path, value);
        }
      } catch (Fault e) {
        missing.put(path, fault(e));
      }
    }
    return new Read(values, missing);
  }

  Element content(String name, Selection.Wanted wanted) {
    Read read = read(wanted);
    Element content = new Element(name).add("obj", wanted.object().ref());
    read.values()
        .forEach((path, value) -> content.add(new Element("propSet").add("name", path).add(value)));
    read.missing().forEach((path, fault) -> content.add(missing(path, fault)));
    return content;
  }

  static Element missing(String path, Element fault) {
    return new Element("missingSet").add("path", path).add(fault);
  }

  /** {@code LocalizedMethodFault} under the name {@code fault}. */
  static Element fault(Fault fault) {
    return new Element("fault")
        .add(fault.detail().copy("fault"))
        .add("localizedMessage", String.valueOf(fault.getMessage()));
  }

  /** Of all objects that several specs mean, those named twice with the properties of both. */
  List<Selection.Wanted> select(List<Element> specs) {
    Map<Ref, Selection.Wanted> all = new LinkedHashMap<>();
    for (Element spec : specs) {
      Selection.of(objects, reader, spec)
          .forEach(
              (ref, wanted) ->
                  all.merge(
                      ref,
                      wanted,
                      (a, b) -> {
                        Set<String> paths = new LinkedHashSet<>(a.paths());
                        paths.addAll(b.paths());
                        return new Selection.Wanted(a.object(), a.all() || b.all(), paths);
                      }));
    }
    return new ArrayList<>(all.values());
  }
}
