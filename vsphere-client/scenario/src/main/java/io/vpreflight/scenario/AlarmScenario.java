// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Instant;

/** The definition of an alarm; mutable, for one thread. */
public final class AlarmScenario extends ScenarioObject<AlarmScenario> {
  private final String name;
  private final String systemName;

  AlarmScenario(VCenterScenario vcenter, Reference reference, String name, String systemName) {
    super(vcenter, reference);
    this.name = name;
    this.systemName = systemName;
  }

  /** One raised alarm. */
  record Trigger(AlarmScenario alarm, EntityScenario<?> entity, String status, Instant since) {
    XmlElement toXml() {
      return XmlElement.typed("AlarmState", "AlarmState")
          .add("key", alarm.number() + "." + entity.alarmKey())
          .add("entity", entity.reference())
          .add("alarm", alarm.reference())
          .add("overallStatus", status)
          .add("time", since)
          .add("acknowledged", false);
    }
  }

  private String number() {
    return reference().moId().substring("alarm-".length());
  }

  @Override
  AlarmScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    xml.set("value", XmlElement.typed("val", "ArrayOfCustomFieldValue"))
        .set(
            "info",
            XmlElement.typed("val", "AlarmInfo")
                .add("name", name)
                .add("systemName", systemName)
                .add("description", name)
                .add("enabled", true)
                .add("expression", expression())
                .add("actionFrequency", 0)
                .add(
                    "setting",
                    XmlElement.named("setting")
                        .add("toleranceRange", 0)
                        .add("reportingFrequency", 300))
                .add("key", "")
                .add("alarm", reference())
                .add("entity", vcenter().rootFolder().reference())
                .add("lastModifiedTime", vcenter().now().minusSeconds(86_400L * 400))
                .add("lastModifiedUser", "")
                .add("creationEventId", 0));
  }

  private static XmlElement expression() {
    return XmlElement.typed("expression", "OrAlarmExpression")
        .add(
            XmlElement.typed("expression", "StateAlarmExpression")
                .add("operator", "isEqual")
                .add("type", "VirtualMachine")
                .add("statePath", "runtime.connectionState")
                .add("red", "disconnected"));
  }
}
