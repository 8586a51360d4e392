// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.util.ArrayList;
import java.util.List;

/** Keeps the lists of references in which machines stand; stateless. */
final class Links {
  private Links() {}

  static void add(World world, Ref holder, String property, Ref ref) {
    ManagedObject object = world.find(holder);
    if (object != null && !object.refs(property).contains(ref)) {
      List<Ref> refs = new ArrayList<>(object.refs(property));
      refs.add(ref);
      object.setRefs(property, refs);
    }
  }

  static void remove(World world, Ref holder, String property, Ref ref) {
    ManagedObject object = world.find(holder);
    if (object != null && object.refs(property).contains(ref)) {
      List<Ref> refs = new ArrayList<>(object.refs(property));
      refs.remove(ref);
      object.setRefs(property, refs);
    }
  }

  /** Takes a reference out of the lists of all objects. */
  static void removeEverywhere(World world, Ref ref) {
    for (ManagedObject object : world.all()) {
      for (String property : List.of("vm", "childEntity")) {
        remove(world, object.ref(), property, ref);
      }
    }
  }
}
