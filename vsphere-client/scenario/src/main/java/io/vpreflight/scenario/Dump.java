// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts the objects of a vCenter into files, the service instance first; for one writing. */
final class Dump {
  private final VCenterScenario vcenter;
  private final Set<Reference> written = new HashSet<>();
  private int number;

  Dump(VCenterScenario vcenter) {
    this.vcenter = vcenter;
  }

  void write(DumpWriter out) throws IOException {
    new ArrayList<>(vcenter.vms()).forEach(VmScenario::settle);
    Links links = new Links(vcenter.vms(), vcenter.tasks(), vcenter.triggers());
    ServiceXml service = new ServiceXml(vcenter);
    write(out, service.serviceInstance());
    for (ObjectXml manager : service.managers()) {
      write(out, manager);
    }
    if (!vcenter.isEsxi()) {
      out.write("AlarmManager-AlarmManager/GetAlarm.xml", service.alarmsReply());
    }
    for (List<? extends ScenarioObject<?>> objects :
        List.of(vcenter.containers(), vcenter.infrastructure(), vcenter.vms(), vcenter.alarms())) {
      for (ScenarioObject<?> object : objects) {
        write(out, object.toXml(links));
        if (object instanceof VmScenario vm) {
          for (SnapshotScenario snapshot : vm.rootSnapshots()) {
            writeTree(out, snapshot, links);
          }
        }
      }
    }
    for (TaskScenario task : vcenter.tasks()) {
      if (task.isRecent()) {
        write(out, task.toXml(links));
      }
    }
    HistoryXml history = new HistoryXml(vcenter);
    write(out, history.events());
    write(out, history.tasks());
    PerformanceXml performance = new PerformanceXml(vcenter);
    out.write(service.performanceManager() + "/QueryPerf.xml", performance.reply());
  }

  private void writeTree(DumpWriter out, SnapshotScenario snapshot, Links links)
      throws IOException {
    write(out, snapshot.toXml(links));
    for (SnapshotScenario child : snapshot.children()) {
      writeTree(out, child, links);
    }
  }

  private void write(DumpWriter out, ObjectXml object) throws IOException {
    Reference reference = object.reference();
    if (!written.add(reference)) {
      throw new IllegalStateException(
          "two objects of " + vcenter.name() + " are called " + reference);
    }
    String digits =
        number < 10_000 ? String.valueOf(10_000 + number).substring(1) : String.valueOf(number);
    number++;
    String moId = URLEncoder.encode(reference.moId(), StandardCharsets.UTF_8);
    try {
      out.write(digits + "-" + reference.type() + "-" + moId + ".xml", object.toXml());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(reference + ": " + e.getMessage(), e);
    }
  }
}
