// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event of the vCenter's history; mutable, for one thread. */
public final class EventScenario {
  private final String type;
  private final int key;
  private final Instant at;
  private final @Nullable EntityScenario<?> subject;
  private final List<XmlElement> fields = new ArrayList<>(2);
  private String user = "VSPHERE.LOCAL\\Administrator";
  private @Nullable String message;
  private int chainId;

  EventScenario(String type, int key, Instant at, @Nullable EntityScenario<?> subject) {
    this.type = type;
    this.key = key;
    this.at = at;
    this.subject = subject;
    chainId = key;
  }

  /** Sets the user who caused it; empty for the system. */
  public EventScenario user(String name) {
    user = name;
    return this;
  }

  /** Sets the text that vCenter made of it, in the vCenter's language. */
  public EventScenario message(String text) {
    message = text;
    return this;
  }

  /** Sets the key of the first event of its chain, which a task shares. */
  public EventScenario chainId(int id) {
    chainId = id;
    return this;
  }

  /** Adds a field of the event's own class, such as {@code instanceUuid}. */
  public EventScenario field(String name, Object value) {
    fields.addAll(XmlElement.named("fields").add(name, value).children());
    return this;
  }

  /**
   * Names the event of an {@code EventEx}, such as {@code com.vmware.vc.VmDiskConsolidationNeeded}.
   */
  public EventScenario eventTypeId(String id) {
    return field("eventTypeId", id).field("severity", "warning");
  }

  /** Tells that a {@code VmReconfiguredEvent} switched change tracking. */
  public EventScenario changeTracking(boolean enabled) {
    return field(
        "configSpec",
        XmlElement.typed("configSpec", "VirtualMachineConfigSpec")
            .add("changeTrackingEnabled", enabled));
  }

  /** Names the other machine of a conflict and the field with what they share. */
  public EventScenario conflictsWith(VmScenario other, String field, String value) {
    return addField(argument("conflictedVm", "vm", other)).field(field, value);
  }

  /** Names the host that a machine came from, as migrations and relocations do. */
  public EventScenario from(HostScenario host) {
    return addField(argument("sourceHost", "host", host));
  }

  /** Names the task of a {@code TaskEvent}. */
  public EventScenario task(TaskScenario task) {
    return field("info", task.info().type(null)).message("Task: " + task.methodName());
  }

  private EventScenario addField(@Nullable XmlElement field) {
    if (field != null) {
      fields.add(field);
    }
    return this;
  }

  Instant at() {
    return at;
  }

  int key() {
    return key;
  }

  XmlElement toXml() {
    XmlElement event =
        XmlElement.typed("Event", type)
            .add("key", key)
            .add("chainId", chainId)
            .add("createdTime", at)
            .add("userName", user);
    if (subject != null) {
      VmScenario vm = subject instanceof VmScenario each ? each : null;
      HostScenario host = vm != null ? vm.host() : subject instanceof HostScenario h ? h : null;
      ClusterScenario compute =
          host != null ? host.computeResource() : subject instanceof ClusterScenario c ? c : null;
      event
          .add(argument("datacenter", "datacenter", subject.datacenter()))
          .add(argument("computeResource", "computeResource", compute))
          .add(argument("host", "host", host))
          .add(argument("vm", "vm", vm));
      if (subject instanceof DatastoreScenario datastore) {
        event.add(argument("ds", "datastore", datastore));
      }
    }
    event.add("fullFormattedMessage", message != null ? message : plainMessage());
    if (type.startsWith("Vm")
        && fields.stream().noneMatch(field -> field.name().equals("template"))) {
      event.add("template", false);
    }
    fields.forEach(event::add);
    if (type.equals("EventEx") && subject != null) {
      event
          .add("objectId", subject.reference().moId())
          .add("objectType", subject.reference().type())
          .add("objectName", subject.encodedName());
    }
    return event;
  }

  private String plainMessage() {
    return type + (subject == null ? "" : " on " + subject.encodedName());
  }

  private static @Nullable XmlElement argument(
      String name, String referenceName, @Nullable EntityScenario<?> entity) {
    return entity == null
        ? null
        : XmlElement.named(name)
            .add("name", entity.encodedName())
            .add(referenceName, entity.reference());
  }
}
