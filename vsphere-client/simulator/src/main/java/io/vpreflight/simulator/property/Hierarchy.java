// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which entities are inside of which, by what each says of where it belongs. */
final class Hierarchy {
  private final World world;

  Hierarchy(World world) {
    this.world = world;
  }

  /** What is inside of an object, directly or at any depth, each once. */
  Set<Ref> below(Ref container, boolean recursive) {
    Map<Ref, List<Ref>> children = new HashMap<>();
    for (ManagedObject object : world.all()) {
      for (Ref above : above(object)) {
        children.computeIfAbsent(above, a -> new ArrayList<>()).add(object.ref());
      }
    }
    Set<Ref> found = new LinkedHashSet<>();
    collect(container, children, recursive, found);
    found.remove(container);
    return found;
  }

  private static void collect(
      Ref container, Map<Ref, List<Ref>> children, boolean recursive, Set<Ref> found) {
    for (Ref child : children.getOrDefault(container, List.of())) {
      if (found.add(child) && recursive) {
        collect(child, children, true, found);
      }
    }
  }

  static List<Ref> above(ManagedObject object) {
    List<Ref> above = new ArrayList<>();
    add(object.get("parent"), above);
    add(object.get("parentVApp"), above);
    if (object.ref().type().equals("VirtualMachine")) {
      add(object.at("runtime", "host"), above);
      add(object.get("resourcePool"), above);
    }
    return above;
  }

  private static void add(@Nullable Element value, List<Ref> above) {
    Ref ref = value == null ? null : value.ref();
    if (ref != null) {
      above.add(ref);
    }
  }
}
