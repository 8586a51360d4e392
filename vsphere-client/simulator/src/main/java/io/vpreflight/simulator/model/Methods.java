// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All methods that the simulator offers, by name. */
public final class Methods {
  private final Map<String, Method> methods = new ConcurrentHashMap<>();

  /** Adds one, in place of one with the same name. */
  public Methods add(Method method) {
    methods.put(method.name(), method);
    return this;
  }

  /** The method of that name, or null. */
  public @Nullable Method find(String name) {
    return methods.get(name);
  }
}
