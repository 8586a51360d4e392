// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.schedule.Timetable.Standing;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Store;
import java.util.List;
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
    return timetable.standings().stream().map(this::state).toList();
  }

  /** One of them. */
  public Optional<ScheduleState> find(String name) {
    return timetable.standings().stream()
        .filter(one -> one.schedule().name().equals(name))
        .findFirst()
        .map(this::state);
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

  private ScheduleState state(Standing standing) {
    List<Audits.Entry> kept = store.audits().list(standing.schedule().name(), LOOKED_AT);
    return new ScheduleState(
        standing,
        kept.stream().findFirst().orElse(null),
        kept.stream().filter(one -> one.audit().complete()).findFirst().orElse(null));
  }
}
