// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.task;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a vCenter into its history: who, when, on what, and where that stands in the
 * inventory. Guarded by the lock of the world.
 */
public final class Events {
  private static final Map<String, String> PLACES =
      Map.of(
          "Datacenter", "datacenter",
          "ComputeResource", "computeResource",
          "ClusterComputeResource", "computeResource",
          "HostSystem", "host",
          "VirtualMachine", "vm");

  private final World world;
  private String user = "";
  private @Nullable Integer chainId;

  /** Events go into the history of that world. */
  public Events(World world) {
    this.world = world;
  }

  /** Does something in the name of a user; the events that it writes belong together. */
  @Nullable Element within(String who, int chain, Work work) {
    String userBefore = user;
    Integer chainBefore = chainId;
    user = who;
    chainId = chain;
    try {
      return work.run();
    } finally {
      user = userBefore;
      chainId = chainBefore;
    }
  }

  /** Writes that a task has been started and returns the key of the event. */
  int taskStarted(String who, Ref entity, Element info) {
    Element event = begin("TaskEvent", who, entity, "Task: " + info.textAt("descriptionId"));
    event.add(info.copy("info").type(null));
    return add(event);
  }

  /**
   * Writes an event about an entity, by the user whose task runs.
   *
   * @param type such as {@code VmReconfiguredEvent}
   * @param more fields of the event's own class, in their order
   */
  public void post(String type, Ref entity, String message, Element... more) {
    post(type, user, entity, message, more);
  }

  /** Writes an event about an entity, by a user; by the vCenter itself when that is empty. */
  public void post(String type, String who, Ref entity, String message, Element... more) {
    Element event = begin(type, who, entity, message);
    if (entity.type().equals("VirtualMachine") && !type.equals("EventEx") && isVmEvent(type)) {
      event.add("template", template(entity));
    }
    List.of(more).forEach(event::add);
    add(event);
  }

  /**
   * Writes an {@code EventEx} about an entity, such as those whose id begins {@code com.vmware}.
   */
  public void postEx(String eventTypeId, String severity, Ref entity, String message) {
    Element event =
        begin("EventEx", user, entity, message)
            .add("eventTypeId", eventTypeId)
            .add("severity", severity)
            .add("objectId", entity.id())
            .add("objectType", entity.type())
            .add("objectName", nameOf(entity));
    add(event);
  }

  /** Writes an event that a client made, by that user. */
  void postForeign(Element given, String who) {
    String type = given.type();
    Element event =
        new Element("event")
            .type(type == null ? "GeneralUserEvent" : type)
            .add("key", "")
            .add("chainId", "")
            .add("createdTime", world.clock().now().truncatedTo(ChronoUnit.MICROS))
            .add("userName", who);
    for (Element field : given.children()) {
      if (event.child(field.name()) == null) {
        event.add(field.copy());
      }
    }
    add(event);
  }

  private int add(Element event) {
    int key = world.history().addEvent(event);
    for (ManagedObject manager : world.ofType("EventManager")) {
      manager.set("latestEvent", event.copy("val"));
    }
    world.touch();
    return key;
  }

  private Element begin(String type, String who, Ref entity, String message) {
    Element event =
        Element.typed("event", type)
            .add("key", "")
            .add("chainId", chainId == null ? "" : chainId)
            .add("createdTime", world.clock().now().truncatedTo(ChronoUnit.MICROS))
            .add("userName", who);
    ManagedObject object = world.find(entity);
    if (object != null) {
      addPlace(event, "Datacenter", above(object, "Datacenter"));
      addPlace(event, "ComputeResource", compute(object));
      addPlace(event, "HostSystem", host(object));
      addPlace(event, "VirtualMachine", entity.type().equals("VirtualMachine") ? object : null);
      if (entity.type().equals("Datastore")) {
        event.add(argument("ds", "datastore", object));
      }
    }
    return event.add("fullFormattedMessage", message);
  }

  private void addPlace(Element event, String type, @Nullable ManagedObject object) {
    String name = PLACES.get(type);
    if (object != null && name != null) {
      event.add(argument(name, name, object));
    }
  }

  /** An argument of an event: a name and a reference. */
  public Element argument(String name, String referenceName, Ref entity) {
    ManagedObject object = world.find(entity);
    return object == null
        ? new Element(name).add("name", entity.id()).add(referenceName, entity)
        : argument(name, referenceName, object);
  }

  private static Element argument(String name, String referenceName, ManagedObject object) {
    String called = object.textAt("name");
    return new Element(name)
        .add("name", called == null ? object.ref().id() : called)
        .add(referenceName, object.ref());
  }

  private @Nullable ManagedObject host(ManagedObject object) {
    Ref host = Recent.hostOf(world, object.ref());
    return host == null ? null : world.find(host);
  }

  private @Nullable ManagedObject compute(ManagedObject object) {
    ManagedObject host = host(object);
    ManagedObject cluster = host == null ? null : above(host, "ClusterComputeResource");
    return cluster != null || host == null ? cluster : above(host, "ComputeResource");
  }

  private @Nullable ManagedObject above(ManagedObject object, String type) {
    ManagedObject here = object;
    while (here != null && !here.ref().type().equals(type)) {
      Element parent = here.get("parent");
      Element up = parent == null ? here.get("parentVApp") : parent;
      Ref ref = up == null ? null : up.ref();
      here = ref == null ? null : world.find(ref);
    }
    return here;
  }

  /** The name of an entity; its id when it has none. */
  public String nameOf(Ref entity) {
    ManagedObject object = world.find(entity);
    String name = object == null ? null : object.textAt("name");
    return name == null ? entity.id() : name;
  }

  private static boolean isVmEvent(String type) {
    return type.startsWith("Vm") || type.startsWith("DrsVm");
  }

  private boolean template(Ref vm) {
    ManagedObject object = world.find(vm);
    return object != null && object.isTrue("config", "template");
  }
}
