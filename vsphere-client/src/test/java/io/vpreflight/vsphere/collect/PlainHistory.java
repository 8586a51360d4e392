// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.TaskTimes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads of a history just enough to see that the right elements are given to it. */
final class PlainHistory implements DumpHistory {
  @Override
  public List<EventRecord> events(XmlCursor cursor) {
    List<EventRecord> events = new ArrayList<>();
    each(
        cursor,
        fields ->
            events.add(
                new EventRecord(
                    Integer.parseInt(fields.get("key")),
                    "Event",
                    Instant.parse(fields.get("createdTime")),
                    null,
                    null,
                    null,
                    null,
                    null,
                    Map.of())));
    return events;
  }

  @Override
  public List<TaskRecord> tasks(XmlCursor cursor) {
    List<TaskRecord> tasks = new ArrayList<>();
    each(cursor, fields -> tasks.add(task(fields)));
    return tasks;
  }

  @Override
  public TaskRecord task(XmlCursor cursor) {
    return task(fields(cursor));
  }

  private static TaskRecord task(Map<String, String> fields) {
    String queued = fields.get("queueTime");
    return new TaskRecord(
        fields.getOrDefault("key", ""),
        null,
        null,
        null,
        fields.getOrDefault("state", ""),
        null,
        null,
        new TaskTimes(queued == null ? null : Instant.parse(queued), null, null),
        null,
        false,
        List.of(),
        null);
  }

  @Override
  public List<AlarmRecord> alarms(XmlCursor cursor, Map<MoRef, String> names) {
    List<AlarmRecord> alarms = new ArrayList<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      MoRef alarm = null;
      int inside = cursor.enter();
      while (cursor.next(inside)) {
        if (cursor.name().equals("alarm")) {
          alarm = cursor.moRef();
        }
      }
      MoRef found = Objects.requireNonNull(alarm);
      alarms.add(new AlarmRecord(found, names.get(found), "red", null, false, null));
    }
    return alarms;
  }

  @Override
  public Map<Integer, String> customFields(XmlCursor cursor) {
    Map<Integer, String> names = new HashMap<>();
    each(cursor, fields -> names.put(Integer.valueOf(fields.get("key")), fields.get("name")));
    return names;
  }

  @Override
  public List<AgentMemory> agentMemory(XmlCursor cursor, Map<Integer, String> counters) {
    List<AgentMemory> found = new ArrayList<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      if (cursor.name().equals("returnval")) {
        MoRef host = new MoRef("HostSystem", counters.getOrDefault(499, "?"));
        found.add(new AgentMemory(host, "hostd", 1, null));
      }
    }
    return found;
  }

  private static void each(
      XmlCursor cursor, java.util.function.Consumer<Map<String, String>> consumer) {
    int here = cursor.enter();
    while (cursor.next(here)) {
      consumer.accept(fields(cursor));
    }
  }

  private static Map<String, String> fields(XmlCursor cursor) {
    Map<String, String> fields = new HashMap<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      fields.put(cursor.name(), cursor.text());
    }
    return fields;
  }
}
