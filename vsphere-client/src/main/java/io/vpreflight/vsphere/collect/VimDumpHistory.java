// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import io.vpreflight.vsphere.vim.VimRecords;
import java.util.List;
import java.util.Map;

/** Reads the history in a dump as that of a living vCenter is read. Safe for several threads. */
public final class VimDumpHistory implements DumpHistory {
  private final SchemaNotes notes = new SchemaNotes();

  @Override
  public List<EventRecord> events(XmlCursor latestPage) {
    return VimRecords.events(latestPage, notes);
  }

  @Override
  public List<TaskRecord> tasks(XmlCursor latestPage) {
    return VimRecords.tasks(latestPage, notes);
  }

  @Override
  public TaskRecord task(XmlCursor info) {
    TaskRecord task = VimRecords.task(info, notes);
    if (task == null) {
      throw new BadReply("a task without key or state", false, null);
    }
    return task;
  }

  @Override
  public List<AlarmRecord> alarms(XmlCursor triggeredAlarmState, Map<MoRef, String> names) {
    return VimRecords.triggeredAlarms(triggeredAlarmState, notes).stream()
        .map(alarm -> alarm.named(names.get(alarm.alarm())))
        .toList();
  }

  @Override
  public Map<Integer, String> customFields(XmlCursor field) {
    return VimRecords.customFields(field, notes);
  }

  @Override
  public List<AgentMemory> agentMemory(XmlCursor reply, Map<Integer, String> counters) {
    return VimRecords.agentMemory(reply, counters, notes);
  }
}
