// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.AlarmInfo;
import com.vmware.vim25.AlarmState;
import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.Event;
import com.vmware.vim25.EventEx;
import com.vmware.vim25.PerfCounterInfo;
import com.vmware.vim25.PerfEntityMetricBase;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskReasonUser;
import com.vmware.vim25.VmReconfiguredEvent;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.TaskTimes;
import io.vpreflight.vsphere.soap.Notes;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of what the history of a vCenter is made of, for a living server and for the files
 * of a dump alike. With a cursor: it stands on the element that holds the value, such as {@code
 * <val xsi:type="ArrayOfEvent">}, and what is unknown is noted. All methods are stateless.
 */
public final class VimRecords {
  private VimRecords() {}

  /** {@code EventHistoryCollector.latestPage}; events without a time are left out. */
  public static List<EventRecord> events(XmlCursor cursor, SchemaNotes notes) {
    return events(List.of((Event[]) new VimReader(notes).array(cursor, Event.class)));
  }

  /** {@code TaskHistoryCollector.latestPage}; tasks without a key or a state are left out. */
  public static List<TaskRecord> tasks(XmlCursor cursor, SchemaNotes notes) {
    return tasks(List.of((TaskInfo[]) new VimReader(notes).array(cursor, TaskInfo.class)));
  }

  /** {@code Task.info}; null when it lacks a key or a state. */
  public static @Nullable TaskRecord task(XmlCursor cursor, SchemaNotes notes) {
    return new VimReader(notes).value(cursor, TaskInfo.class) instanceof TaskInfo info
        ? tasks(List.of(info)).stream().findFirst().orElse(null)
        : null;
  }

  /** {@code ManagedEntity.triggeredAlarmState}. */
  public static List<TriggeredAlarm> triggeredAlarms(XmlCursor cursor, SchemaNotes notes) {
    return triggeredAlarms((AlarmState[]) new VimReader(notes).array(cursor, AlarmState.class));
  }

  /** The name in {@code Alarm.info}, or null. */
  public static @Nullable String alarmName(XmlCursor cursor, SchemaNotes notes) {
    return new VimReader(notes).value(cursor, AlarmInfo.class) instanceof AlarmInfo info
        ? info.name
        : null;
  }

  /** {@code CustomFieldsManager.field}: names by key. */
  public static Map<Integer, String> customFields(XmlCursor cursor, SchemaNotes notes) {
    return customFields(
        (CustomFieldDef[]) new VimReader(notes).array(cursor, CustomFieldDef.class));
  }

  /** {@code PerformanceManager.perfCounter}: names such as {@code mem.usage} by key. */
  public static Map<Integer, String> counters(XmlCursor cursor, SchemaNotes notes) {
    return counters((PerfCounterInfo[]) new VimReader(notes).array(cursor, PerfCounterInfo.class));
  }

  /**
   * {@code QueryPerfResponse}: the memory of the management agents among whatever else it holds.
   *
   * @param counters names of the counters by key
   */
  public static List<AgentMemory> agentMemory(
      XmlCursor cursor, Map<Integer, String> counters, SchemaNotes notes) {
    Object metrics = new VimReader(notes).result(cursor, PerfEntityMetricBase[].class);
    return metrics instanceof PerfEntityMetricBase[] found
        ? AgentMemoryHistory.records(found, counters)
        : List.of();
  }

  /**
   * A triggered alarm, whose name is a property of another object.
   *
   * @param record without its name
   * @param alarm the {@code Alarm} that has it
   */
  public record TriggeredAlarm(AlarmRecord record, MoRef alarm) {
    /** The same with its name, if that could be read. */
    public AlarmRecord named(@Nullable String name) {
      return new AlarmRecord(
          record.entity(),
          name,
          record.overallStatus(),
          record.time(),
          record.acknowledged(),
          record.acknowledgedByUser());
    }
  }

  static List<EventRecord> events(List<Event> events) {
    List<EventRecord> records = new ArrayList<>(events.size());
    for (Event event : events) {
      Instant at = Vim.instant(event.createdTime);
      if (at != null) {
        records.add(event(event, at));
      }
    }
    return records;
  }

  private static EventRecord event(Event event, Instant at) {
    return new EventRecord(
        event.key,
        EventDetails.type(event),
        at,
        blankToNull(event.userName),
        event.vm == null ? about(event, "VirtualMachine") : Vim.ref(event.vm.vm),
        event.host == null ? about(event, "HostSystem") : Vim.ref(event.host.host),
        event.ds == null ? about(event, "Datastore") : Vim.ref(event.ds.datastore),
        message(event),
        EventDetails.of(event));
  }

  /**
   * Below its first line vCenter writes the old and the new value of whatever a reconfiguration
   * changed: notes, {@code guestinfo} and OVF values with the passwords in them.
   */
  private static @Nullable String message(Event event) {
    String message = event.fullFormattedMessage;
    if (message == null) {
      return null;
    }
    int end = event instanceof VmReconfiguredEvent ? message.indexOf('\n') : -1;
    return Notes.masked(end < 0 ? message : message.substring(0, end).stripTrailing());
  }

  /** An {@code EventEx} may name its object by type and moId only. */
  private static @Nullable MoRef about(Event event, String type) {
    return event instanceof EventEx named && type.equals(named.objectType) && named.objectId != null
        ? new MoRef(type, named.objectId)
        : null;
  }

  static List<TaskRecord> tasks(List<TaskInfo> tasks) {
    List<TaskRecord> records = new ArrayList<>(tasks.size());
    for (TaskInfo task : tasks) {
      if (task.key != null && task.state != null) {
        records.add(task(task));
      }
    }
    return records;
  }

  private static TaskRecord task(TaskInfo task) {
    return new TaskRecord(
        task.key,
        task.descriptionId,
        Vim.ref(task.entity),
        task.entityName,
        task.state.name(),
        task.progress,
        Vim.fault(task.error),
        new TaskTimes(
            Vim.instant(task.queueTime),
            Vim.instant(task.startTime),
            Vim.instant(task.completeTime)),
        task.reason instanceof TaskReasonUser user ? blankToNull(user.userName) : null,
        task.cancelable,
        Vim.refs(task.locked),
        blankToNull(task.activationId));
  }

  static List<TriggeredAlarm> triggeredAlarms(AlarmState[] states) {
    List<TriggeredAlarm> alarms = new ArrayList<>(states.length);
    for (AlarmState state : states) {
      MoRef entity = Vim.ref(state.entity);
      MoRef alarm = Vim.ref(state.alarm);
      if (entity != null && alarm != null && state.overallStatus != null) {
        alarms.add(
            new TriggeredAlarm(
                new AlarmRecord(
                    entity,
                    null,
                    state.overallStatus.name(),
                    Vim.instant(state.time),
                    Boolean.TRUE.equals(state.acknowledged),
                    blankToNull(state.acknowledgedByUser)),
                alarm));
      }
    }
    return alarms;
  }

  static Map<Integer, String> customFields(CustomFieldDef[] fields) {
    Map<Integer, String> names = new HashMap<>();
    for (CustomFieldDef field : fields) {
      if (field.name != null) {
        names.put(field.key, field.name);
      }
    }
    return names;
  }

  static Map<Integer, String> counters(PerfCounterInfo[] counters) {
    Map<Integer, String> names = new HashMap<>();
    for (PerfCounterInfo counter : counters) {
      if (counter.groupInfo != null && counter.nameInfo != null) {
        names.put(counter.key, counter.groupInfo.key + "." + counter.nameInfo.key);
      }
    }
    return names;
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
