// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.session.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Properties that are not stored but worked out when they are read. */
public final class Derived {
  private final Map<String, Map<String, Rule>> rules = new HashMap<>();

  /** How a value is worked out. */
  @FunctionalInterface
  public interface Rule {
    /** The value, called {@code val} and with its type; null when it is unset. */
    @Nullable Element value(Session reader, ManagedObject object);
  }

  /** Adds a rule for a property of exactly that type of object. */
  public Derived add(String type, String property, Rule rule) {
    rules.computeIfAbsent(type, t -> new HashMap<>()).put(property, rule);
    return this;
  }

  @Nullable Element value(Session reader, ManagedObject object, String property) {
    Rule rule = rules.getOrDefault(object.ref().type(), Map.of()).get(property);
    return rule == null ? object.get(property) : rule.value(reader, object);
  }

  Set<String> names(ManagedObject object) {
    Set<String> names = new TreeSet<>(object.names());
    names.addAll(rules.getOrDefault(object.ref().type(), Map.of()).keySet());
    return names;
  }
}
