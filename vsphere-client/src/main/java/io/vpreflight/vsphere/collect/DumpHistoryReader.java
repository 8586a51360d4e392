// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.TaskTimes;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import io.vpreflight.vsphere.vim.VimRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the history of a dump together. A fact counts as collected when the dump has the file that
 * would hold it, and as unreadable when that file could not be understood. For one thread.
 */
final class DumpHistoryReader {
  private final DumpFiles files;
  private final DumpReader reader;
  private final SchemaNotes notes;
  private final Map<VCenterFact, Boolean> facts = new EnumMap<>(VCenterFact.class);
  private final Map<Integer, EventRecord> events = new TreeMap<>();
  private final Map<String, TaskRecord> tasks = new TreeMap<>();
  private final List<AlarmRecord> alarms = new ArrayList<>();
  private final List<AgentMemory> agentMemory = new ArrayList<>();

  DumpHistoryReader(DumpFiles files, DumpReader reader, SchemaNotes notes) {
    this.files = files;
    this.reader = reader;
    this.notes = notes;
  }

  /** Facts that the dump has a file for. */
  Set<VCenterFact> facts() {
    return facts.keySet();
  }

  /** Names of the custom attributes, by their key. */
  Map<Integer, String> customFields() {
    Map<Integer, String> names = new HashMap<>();
    read(
        VCenterFact.CUSTOM_FIELDS,
        "CustomFieldsManager",
        "field",
        cursor -> names.putAll(VimRecords.customFields(cursor, notes)));
    return names;
  }

  /** Everything of the window before that moment; what still runs whenever it began. */
  History history(Duration window, Instant now, @Nullable MoRef rootFolder) {
    read(
        VCenterFact.EVENTS,
        "EventHistoryCollector",
        "latestPage",
        cursor ->
            VimRecords.events(cursor, notes).forEach(event -> events.put(event.key(), event)));
    read(
        VCenterFact.TASKS,
        "TaskHistoryCollector",
        "latestPage",
        cursor -> VimRecords.tasks(cursor, notes).forEach(this::add));
    // Only what was recent when the dump was made: more than nothing, but not the window.
    read(null, "Task", "info", cursor -> add(VimRecords.task(cursor, notes)));
    if (rootFolder != null) {
      Map<MoRef, String> names = alarmNames();
      read(
          VCenterFact.ALARMS,
          files.of("Folder").stream().filter(file -> file.ref().equals(rootFolder)).toList(),
          "triggeredAlarmState",
          cursor ->
              VimRecords.triggeredAlarms(cursor, notes)
                  .forEach(alarm -> alarms.add(alarm.named(names.get(alarm.alarm())))));
    }
    agentMemory();
    return new History(
        window,
        tasks.values().stream()
            .filter(task -> task.isOpen() || isSince(lastTime(task.times()), now.minus(window)))
            .sorted(
                Comparator.comparing(
                    task -> lastTime(task.times()),
                    Comparator.nullsFirst(Comparator.naturalOrder())))
            .toList(),
        events.values().stream()
            .filter(event -> isSince(event.createdTime(), now.minus(window)))
            .sorted(Comparator.comparing(EventRecord::createdTime).thenComparing(EventRecord::key))
            .toList(),
        alarms,
        agentMemory,
        List.of(),
        reach(now.minus(window)),
        unreadable());
  }

  private void add(@Nullable TaskRecord task) {
    if (task != null) {
      tasks.put(task.key(), task);
    }
  }

  private Map<MoRef, String> alarmNames() {
    Map<MoRef, String> names = new HashMap<>();
    for (DumpFiles.ObjectFile file : files.of("Alarm")) {
      reader.object(
          file,
          ref ->
              new HistoryBuilder(
                  ref,
                  notes,
                  "info",
                  cursor -> {
                    String name = VimRecords.alarmName(cursor, notes);
                    if (name != null) {
                      names.put(ref, name);
                    }
                  }));
    }
    return names;
  }

  private void agentMemory() {
    List<DumpFiles.ReplyFile> replies = files.replies("QueryPerf");
    if (replies.isEmpty()) {
      return;
    }
    Map<Integer, String> counters = new HashMap<>();
    read(
        null,
        "PerformanceManager",
        "perfCounter",
        cursor -> counters.putAll(VimRecords.counters(cursor, notes)));
    boolean understood = true;
    for (DumpFiles.ReplyFile reply : replies) {
      understood &=
          reader.reply(
              reply, cursor -> agentMemory.addAll(VimRecords.agentMemory(cursor, counters, notes)));
    }
    facts.put(VCenterFact.HOST_AGENT_MEMORY, understood);
  }

  private void read(
      @Nullable VCenterFact fact, String type, String property, Consumer<XmlCursor> consumer) {
    read(fact, files.of(type), property, consumer);
  }

  private void read(
      @Nullable VCenterFact fact,
      List<DumpFiles.ObjectFile> from,
      String property,
      Consumer<XmlCursor> consumer) {
    for (DumpFiles.ObjectFile file : from) {
      HistoryBuilder object =
          reader.object(file, ref -> new HistoryBuilder(ref, notes, property, consumer));
      if (fact != null && (object == null || object.isGiven())) {
        facts.merge(fact, object != null, Boolean::logicalAnd);
      }
    }
  }

  /** One page was saved of each: how far back that of the events goes, its oldest one tells. */
  private HistoryReach reach(Instant start) {
    Reach ofTasks = facts.containsKey(VCenterFact.TASKS) ? new Reach(start, false) : Reach.NONE;
    Reach ofEvents =
        events.values().stream()
            .map(EventRecord::createdTime)
            .min(Instant::compareTo)
            .map(oldest -> new Reach(oldest, false).noEarlierThan(start))
            .orElse(Reach.NONE);
    return new HistoryReach(ofTasks, ofTasks, ofTasks, ofEvents, ofEvents);
  }

  private Unreadable unreadable() {
    Map<String, String> faults = new HashMap<>();
    facts.forEach(
        (fact, understood) -> {
          if (!understood) {
            faults.put(fact.path(), "NotUnderstood");
          }
        });
    return faults.isEmpty() ? Unreadable.NONE : new Unreadable(faults);
  }

  private static boolean isSince(@Nullable Instant time, Instant start) {
    return time == null || !time.isBefore(start);
  }

  private static @Nullable Instant lastTime(TaskTimes times) {
    if (times.completeTime() != null) {
      return times.completeTime();
    }
    return times.startTime() != null ? times.startTime() : times.queueTime();
  }
}
