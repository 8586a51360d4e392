// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Caller;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.task.Tasks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another administrator, or a backup product, who works on the same vCenter by the same methods:
 * with tasks and events of its own, which are over at once. What cannot be done throws the {@link
 * io.vpreflight.simulator.model.Fault} that a client would get. Safe for any thread.
 */
public final class OtherHands {
  private final World world;
  private final Methods methods;
  private final Tasks tasks;
  private final Behaviour.Notes notes;
  private final Somebody somebody;

  /**
   * Who may do everything.
   *
   * @param user as events and tasks name it
   */
  record Somebody(String user) implements Caller {
    @Override
    public String session() {
      return "";
    }

    @Override
    public boolean may(String privilege, Ref object) {
      return true;
    }
  }

  OtherHands(World world, Methods methods, Tasks tasks, Behaviour.Notes notes) {
    this(world, methods, tasks, notes, new Somebody("VSPHERE.LOCAL\\svc-backup"));
  }

  private OtherHands(
      World world, Methods methods, Tasks tasks, Behaviour.Notes notes, Somebody somebody) {
    this.world = world;
    this.methods = methods;
    this.tasks = tasks;
    this.notes = notes;
    this.somebody = somebody;
  }

  /** The same, under the name of another user. */
  public OtherHands as(String user) {
    return new OtherHands(world, methods, tasks, notes, new Somebody(user));
  }

  /** Takes a snapshot without memory and returns its reference. */
  public Ref createSnapshot(Ref vm, String name) {
    Element body =
        new Element("CreateSnapshot_Task")
            .add("name", name)
            .add("description", "")
            .add("memory", false)
            .add("quiesce", false);
    call(vm, body);
    Element snapshot = world.locked(() -> world.get(vm).get("snapshot"));
    Ref current = snapshot == null ? null : snapshot.refAt("currentSnapshot");
    if (current == null) {
      throw new IllegalStateException(vm + " did not get its snapshot");
    }
    return current;
  }

  /** Removes a snapshot and merges its files. */
  public void removeSnapshot(Ref snapshot) {
    call(
        snapshot,
        new Element("RemoveSnapshot_Task").add("removeChildren", false).add("consolidate", true));
  }

  /** Removes a snapshot and leaves its files, so that consolidation is needed. */
  public void removeSnapshotWithoutMerging(Ref snapshot) {
    call(
        snapshot,
        new Element("RemoveSnapshot_Task").add("removeChildren", false).add("consolidate", false));
  }

  /** Switches change tracking. */
  public void setChangeTracking(Ref vm, boolean enabled) {
    reconfigure(vm, new Element("spec").add("changeTrackingEnabled", enabled));
  }

  /** Reconfigures with a {@code VirtualMachineConfigSpec}. */
  public void reconfigure(Ref vm, Element spec) {
    call(vm, new Element("ReconfigVM_Task").add(spec.copy("spec")));
  }

  /** Renames a virtual machine, or anything else. */
  public void rename(Ref entity, String name) {
    call(entity, new Element("Rename_Task").add("newName", name));
  }

  /** Moves a machine to another host while it runs. */
  public void migrate(Ref vm, Ref host) {
    call(vm, new Element("MigrateVM_Task").add("host", host).add("priority", "defaultPriority"));
  }

  /** Moves the files of a machine to another datastore. */
  public void relocate(Ref vm, Ref datastore) {
    call(vm, new Element("RelocateVM_Task").add(new Element("spec").add("datastore", datastore)));
  }

  /** Clones a machine into the folder that it is in, and returns the clone, which is off. */
  public Ref cloneMachine(Ref vm, String name) {
    Ref task = call(vm, cloning(vm, name));
    Element info = task == null ? null : world.locked(() -> world.get(task).get("info"));
    Ref clone = info == null ? null : info.refAt("result");
    if (clone == null) {
      throw new IllegalStateException(vm + " did not get its clone");
    }
    return clone;
  }

  /** Begins to clone a machine; the task takes its time, and others have to wait for it. */
  public void beginCloning(Ref vm, String name) {
    call(vm, cloning(vm, name), false);
  }

  private Element cloning(Ref vm, String name) {
    Element parent = world.locked(() -> world.get(vm).get("parent"));
    Ref folder = parent == null ? null : parent.ref();
    if (folder == null) {
      throw new IllegalStateException(vm + " is in no folder");
    }
    Element spec =
        new Element("spec")
            .add(new Element("location"))
            .add("powerOn", false)
            .add("template", false);
    return new Element("CloneVM_Task").add("folder", folder).add("name", name).add(spec);
  }

  /** Powers a machine off. */
  public void powerOff(Ref vm) {
    call(vm, new Element("PowerOffVM_Task"));
  }

  /** Powers a machine on. */
  public void powerOn(Ref vm) {
    call(vm, new Element("PowerOnVM_Task"));
  }

  /** Deletes a machine with its files, and powers it off before if it must. */
  public void delete(Ref vm) {
    boolean off =
        "poweredOff".equals(world.locked(() -> world.get(vm).textAt("runtime", "powerState")));
    if (!off) {
      powerOff(vm);
    }
    call(vm, new Element("Destroy_Task"));
  }

  /** Calls any method; a task that it starts ends at once, whatever the pace. */
  public @Nullable Ref call(Ref target, Element body) {
    return call(target, body, true);
  }

  private @Nullable Ref call(Ref target, Element body, boolean atOnce) {
    Method method = methods.find(body.name());
    if (method == null) {
      throw new IllegalArgumentException("no method " + body.name());
    }
    Element given = new Element(body.name()).add("_this", target);
    body.children().forEach(child -> given.add(child.copy()));
    return world.locked(
        () -> {
          world.get(target);
          Call call = new Call(body.name(), target, given, somebody, "", world);
          List<Element> answer = method.handler().handle(call);
          notes.note("other", body.name(), target, somebody.user(), "ok");
          Ref task = answer.isEmpty() ? null : answer.get(0).ref();
          if (atOnce && task != null && task.type().equals("Task")) {
            tasks.finishNow(task);
            require(world.find(task));
          }
          return task;
        });
  }

  private static void require(@Nullable ManagedObject task) {
    if (task != null && "error".equals(task.textAt("info", "state"))) {
      throw new IllegalStateException(
          task.textAt("info", "name") + ": " + task.textAt("info", "error", "localizedMessage"));
    }
  }
}
