// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Duration;
import java.util.List;

/**
 * What went on: tasks, events and alarms of the time window.
 *
 * @param window how far back was asked
 * @param tasks newest last
 * @param events newest last
 * @param alarms triggered now
 * @param agentMemory of at most 50 hosts
 * @param hostLog only when asked for
 * @param reach how far back tasks and events were read
 * @param unreadable facts that could not be had
 */
public record History(
    Duration window,
    List<TaskRecord> tasks,
    List<EventRecord> events,
    List<AlarmRecord> alarms,
    List<AgentMemory> agentMemory,
    List<HostLogLine> hostLog,
    HistoryReach reach,
    Unreadable unreadable) {
  public History {
    tasks = List.copyOf(tasks);
    events = List.copyOf(events);
    alarms = List.copyOf(alarms);
    agentMemory = List.copyOf(agentMemory);
    hostLog = List.copyOf(hostLog);
  }

  /** Nothing was asked. */
  public static final History NONE =
      new History(
          Duration.ZERO,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          HistoryReach.NONE,
          Unreadable.NONE);
}
