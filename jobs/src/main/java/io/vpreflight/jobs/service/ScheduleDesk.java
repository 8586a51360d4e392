// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.schedule.JobKind;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.schedule.Timetable.Standing;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.JobRun;
import io.vpreflight.jobs.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The timetable, as somebody asks for it and acts on it. Safe for several threads. */
public final class ScheduleDesk {
  /** How far back the last whole audit is looked for. */
  private static final int LOOKED_AT = 100;

  private final Timetable timetable;
  private final Store store;

  /** Of that timetable, which stands on that store. */
  public ScheduleDesk(Timetable timetable, Store store) {
    this.timetable = timetable;
    this.store = store;
  }

  /** What can be done to a schedule. */
  public enum Action {
    /** It is done now, besides its times. */
    RUN,
    /** Its times are left out. */
    PAUSE,
    /** Its times count again. */
    RESUME
  }

  /** All of them, by name. */
  public List<ScheduleState> list() {
    Map<String, JobRun> runs = new HashMap<>();
    store.jobs().list().forEach(run -> runs.put(run.schedule(), run));
    return timetable.standings().stream().map(standing -> state(standing, runs)).toList();
  }

  /** One of them. */
  public Optional<ScheduleState> find(String name) {
    return list().stream().filter(one -> one.standing().schedule().name().equals(name)).findFirst();
  }

  /** That a schedule is none of these, with the one that may be meant. */
  public Text problem(String name) {
    return History.noSchedule(
        name, timetable.standings().stream().map(one -> one.schedule().name()).toList());
  }

  /**
   * Does that.
   *
   * @return how it stands then; empty when there is no such schedule
   */
  public Optional<ScheduleState> act(String name, Action action) {
    if (find(name).isEmpty()) {
      return Optional.empty();
    }
    switch (action) {
      case RUN -> timetable.runNow(name);
      case PAUSE -> timetable.pause(name);
      case RESUME -> timetable.resume(name);
    }
    return find(name);
  }

  private ScheduleState state(Standing standing, Map<String, JobRun> runs) {
    String name = standing.schedule().name();
    if (standing.schedule().kind() != JobKind.AUDIT) {
      return new ScheduleState(standing, null, null, runs.get(name));
    }
    List<Audits.Entry> kept = store.audits().list(name, LOOKED_AT);
    return new ScheduleState(
        standing,
        kept.stream().findFirst().orElse(null),
        kept.stream().filter(one -> one.audit().complete()).findFirst().orElse(null),
        null);
  }
}
