// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.util.LinkedHashSet;
import java.util.Set;

/** Everything that an entity is inside of, by folders, hosts and resource pools. */
public final class Ancestors {
  private Ancestors() {}

  /** The nearest first, without the entity. */
  public static Set<Ref> of(World world, Ref entity) {
    Set<Ref> found = new LinkedHashSet<>();
    climb(world, entity, found);
    return found;
  }

  private static void climb(World world, Ref ref, Set<Ref> found) {
    ManagedObject object = world.find(ref);
    if (object != null) {
      for (Ref above : Hierarchy.above(object)) {
        if (found.add(above)) {
          climb(world, above, found);
        }
      }
    }
  }
}
