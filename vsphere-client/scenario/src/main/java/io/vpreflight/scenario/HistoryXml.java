// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes what happened, newest first, as the collectors of a vCenter would show it; for one
 * vCenter.
 */
final class HistoryXml {
  private final VCenterScenario vcenter;

  HistoryXml(VCenterScenario vcenter) {
    this.vcenter = vcenter;
  }

  ObjectXml events() {
    List<EventScenario> newestFirst = new ArrayList<>(vcenter.events());
    newestFirst.sort(
        Comparator.comparing(EventScenario::at).thenComparing(EventScenario::key).reversed());
    XmlElement page = XmlElement.typed("val", "ArrayOfEvent");
    newestFirst.forEach(event -> page.add(event.toXml()));
    return new ObjectXml(new Reference("EventHistoryCollector", "history")).set("latestPage", page);
  }

  ObjectXml tasks() {
    List<TaskScenario> newestFirst = new ArrayList<>(vcenter.tasks());
    newestFirst.sort(
        Comparator.comparing(TaskScenario::queuedAt)
            .thenComparing(task -> task.reference().moId())
            .reversed());
    XmlElement page = XmlElement.typed("val", "ArrayOfTaskInfo");
    newestFirst.forEach(task -> page.add(task.info()));
    return new ObjectXml(new Reference("TaskHistoryCollector", "history")).set("latestPage", page);
  }
}
