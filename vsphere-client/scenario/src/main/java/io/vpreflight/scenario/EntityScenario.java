// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A managed entity: an object with a name and a place in the tree; mutable, for one thread.
 *
 * @param <S> the class that the fluent methods return
 */
public abstract class EntityScenario<S extends EntityScenario<S>> extends ScenarioObject<S> {
  private String name;
  private final @Nullable EntityScenario<?> parent;
  private final Map<String, String> customValues = new LinkedHashMap<>(0);
  private String overallStatus = "green";

  EntityScenario(
      VCenterScenario vcenter,
      Reference reference,
      String name,
      @Nullable EntityScenario<?> parent) {
    super(vcenter, reference);
    this.name = name;
    this.parent = parent;
  }

  /** Returns the name as the admin typed it. */
  public String name() {
    return name;
  }

  /** Renames the object; files of a virtual machine follow. */
  public S name(String newName) {
    name = newName;
    return self();
  }

  /**
   * Returns the name as vim25 sends it: {@code /}, {@code \} and {@code %} are written as
   * hexadecimal escapes.
   */
  String encodedName() {
    return name.replace("%", "%25").replace("/", "%2f").replace("\\", "%5c");
  }

  @Nullable EntityScenario<?> parent() {
    return parent;
  }

  /** Returns the datacenter that the object lies in; {@code null} above the datacenters. */
  @Nullable DatacenterScenario datacenter() {
    EntityScenario<?> at = this;
    while (at != null) {
      if (at instanceof DatacenterScenario datacenter) {
        return datacenter;
      }
      at = at.parent();
    }
    return null;
  }

  /** Sets a custom attribute, defining the field where it is new. */
  public S customValue(String field, String value) {
    vcenter().customField(field);
    customValues.put(field, value);
    return self();
  }

  /** Sets the status that the client shows as a colour: gray, green, yellow or red. */
  public S overallStatus(String status) {
    overallStatus = status;
    return self();
  }

  /** Lets an alarm be raised here since a time, {@code status} yellow or red. */
  public S triggeredAlarm(AlarmScenario alarm, String status, Instant since) {
    vcenter().trigger(new AlarmScenario.Trigger(alarm, this, status, since));
    return self();
  }

  /** Adds an event about this object, such as {@code VmPoweredOnEvent}. */
  public S event(String type, Instant at) {
    return event(type, at, event -> {});
  }

  /** Adds an event about this object and lets the caller fill it. */
  public S event(String type, Instant at, Consumer<EventScenario> filling) {
    filling.accept(vcenter().addEvent(type, at, this));
    return self();
  }

  /**
   * Adds a task on this object, such as {@code VirtualMachine.createSnapshot}, and lets the caller
   * fill it.
   */
  public S task(String descriptionId, Consumer<TaskScenario> filling) {
    filling.accept(vcenter().addTask(descriptionId, this));
    return self();
  }

  String alarmKey() {
    String moId = reference().moId();
    return moId.substring(moId.lastIndexOf('-') + 1).toLowerCase(Locale.ROOT);
  }

  /** Sets what every managed entity has. */
  void describeEntity(ObjectXml xml, Links links) {
    XmlElement values = XmlElement.typed("val", "ArrayOfCustomFieldValue");
    customValues.forEach(
        (field, value) ->
            values.add(
                XmlElement.typed("CustomFieldValue", "CustomFieldStringValue")
                    .add("key", vcenter().customField(field))
                    .add("value", value)));
    xml.set("name", encodedName());
    if (parent != null) {
      xml.set("parent", parent.reference());
    }
    xml.set("customValue", values)
        .setTyped("overallStatus", "ManagedEntityStatus", overallStatus)
        .setTyped("configStatus", "ManagedEntityStatus", "green")
        .set("effectiveRole", XmlElement.typed("val", "ArrayOfInt").add("int", -1))
        .references("recentTask", links.recentTasks(reference()))
        .set("triggeredAlarmState", alarmStates(links))
        .set("disabledMethod", strings(List.of()));
  }

  private XmlElement alarmStates(Links links) {
    XmlElement states = XmlElement.typed("val", "ArrayOfAlarmState");
    for (AlarmScenario.Trigger trigger : links.alarms(reference())) {
      states.add(trigger.toXml());
    }
    return states;
  }

  static XmlElement strings(List<String> values) {
    XmlElement array = XmlElement.typed("val", "ArrayOfString");
    for (String value : values) {
      array.add("string", value);
    }
    return array;
  }
}
