// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.List;
import java.util.Map;

/**
 * Reads what a dump holds besides the inventory: few values, many types. In every method the cursor
 * stands on the element that holds the value.
 */
public interface DumpHistory {
  /** Reads {@code EventHistoryCollector.latestPage}. */
  List<EventRecord> events(XmlCursor latestPage);

  /** Reads {@code TaskHistoryCollector.latestPage}. */
  List<TaskRecord> tasks(XmlCursor latestPage);

  /** Reads {@code Task.info}. */
  TaskRecord task(XmlCursor info);

  /**
   * Reads {@code Folder.triggeredAlarmState}.
   *
   * @param names names of the alarms, as far as the dump has them
   */
  List<AlarmRecord> alarms(XmlCursor triggeredAlarmState, Map<MoRef, String> names);

  /** Reads {@code CustomFieldsManager.field}: names by key. */
  Map<Integer, String> customFields(XmlCursor field);

  /**
   * Reads a reply of {@code QueryPerf}.
   *
   * @param counters {@code PerformanceManager.perfCounter}: names such as {@code
   *     sys.resourceMemConsumed} by counter id
   */
  List<AgentMemory> agentMemory(XmlCursor reply, Map<Integer, String> counters);
}
