// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.task;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps {@code recentTask} of the entities; stateless. */
final class Recent {
  private Recent() {}

  static void add(World world, Ref task, Ref entity) {
    ManagedObject object = world.find(entity);
    if (object != null) {
      add(object, task);
    }
  }

  private static void add(ManagedObject object, Ref task) {
    List<Ref> tasks = new ArrayList<>(object.refs("recentTask"));
    tasks.add(task);
    object.setRefs("recentTask", tasks);
  }

  static void remove(World world, Ref task) {
    ManagedObject object = world.find(task);
    Element info = object == null ? null : object.get("info");
    Ref entity = info == null ? null : info.refAt("entity");
    ManagedObject about = entity == null ? null : world.find(entity);
    if (about != null) {
      remove(about, task);
    }
  }

  private static void remove(ManagedObject object, Ref task) {
    List<Ref> tasks = new ArrayList<>(object.refs("recentTask"));
    if (tasks.remove(task)) {
      object.setRefs("recentTask", tasks);
    }
  }

  /** The host of a machine, or the host itself; null for anything else. */
  static @Nullable Ref hostOf(World world, Ref entity) {
    ManagedObject object = world.find(entity);
    Element runtime = object == null ? null : object.get("runtime");
    return entity.type().equals("VirtualMachine") && runtime != null
        ? runtime.refAt("host")
        : entity.type().equals("HostSystem") ? entity : null;
  }
}
