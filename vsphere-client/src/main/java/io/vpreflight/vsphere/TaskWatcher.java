// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.TaskEnd.Kind;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the tasks of one vCenter. However many threads wait, all open tasks are looked at in
 * one call, at first after a second and then less and less often, at least every ten seconds. There
 * is no filter and no thread on either side, so that nothing has to be made anew when the session
 * or the vCenter was lost in between. It never says success unless vCenter did. Safe for several
 * threads.
 */
public final class TaskWatcher {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(10);

  private final Function<Collection<MoRef>, Map<MoRef, TaskState>> look;
  private final Pause pause;
  private final LongSupplier nanos;
  private final Map<MoRef, Integer> waiting = new HashMap<>();
  private final Map<MoRef, Seen> seen = new HashMap<>();

  /** Lets time pass. */
  public interface Pause {
    /** Returns when that time is over. */
    void pause(Duration time) throws InterruptedException;
  }

  /** What the last look at a task brought; a null state means that it is forgotten. */
  private record Seen(long atNanos, @Nullable TaskState state) {}

  /**
   * Waits with the clock of this machine.
   *
   * @param look such as {@link RepairSight#tasks}
   */
  public TaskWatcher(Function<Collection<MoRef>, Map<MoRef, TaskState>> look) {
    this(look, time -> Thread.sleep(time.toMillis()), System::nanoTime);
  }

  /**
   * Waits as told.
   *
   * @param look such as {@link RepairSight#tasks}
   * @param nanos a clock that only moves forward, as {@link System#nanoTime}
   */
  public TaskWatcher(
      Function<Collection<MoRef>, Map<MoRef, TaskState>> look, Pause pause, LongSupplier nanos) {
    this.look = look;
    this.pause = pause;
    this.nanos = nanos;
  }

  /**
   * Waits until a task has ended, or until there is no more waiting. A vCenter that cannot be
   * reached for a while is waited for as well. An interrupt ends the waiting and stays set.
   *
   * @param limit how long at most
   * @param stop asked after each pause whether to stop waiting
   * @param progress told of each change
   */
  public TaskEnd await(
      MoRef task, Duration limit, BooleanSupplier stop, Consumer<TaskState> progress) {
    enter(task);
    try {
      return follow(task, nanos.getAsLong() + limit.toNanos(), stop, progress);
    } finally {
      leave(task);
    }
  }

  private TaskEnd follow(MoRef task, long end, BooleanSupplier stop, Consumer<TaskState> progress) {
    TaskState last = null;
    VSphereException problem = null;
    Duration next = FIRST;
    while (true) {
      long left = end - nanos.getAsLong();
      if (left <= 0) {
        return new TaskEnd(Kind.TIME_OVER, last, problem);
      }
      try {
        pause.pause(next.toNanos() > left ? Duration.ofNanos(left) : next);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new TaskEnd(Kind.STOPPED, last, null);
      }
      if (stop.getAsBoolean()) {
        return new TaskEnd(Kind.STOPPED, last, null);
      }
      Duration less = next.multipliedBy(3).dividedBy(2);
      next = less.compareTo(MOST) > 0 ? MOST : less;
      TaskState state;
      try {
        state = look(task, next);
        problem = null;
      } catch (VSphereException e) {
        if (e.kind() != FaultKind.RETRY && e.kind() != FaultKind.LOG_IN_AGAIN) {
          return new TaskEnd(Kind.LOST, last, e);
        }
        problem = e;
        continue;
      }
      if (state == null) {
        return new TaskEnd(Kind.FORGOTTEN, last, null);
      }
      if (!state.equals(last)) {
        progress.accept(state);
        last = state;
      }
      if (!state.isOpen()) {
        Kind kind = state.state() == TaskState.State.SUCCESS ? Kind.SUCCESS : Kind.ERROR;
        return new TaskEnd(kind, state, null);
      }
    }
  }

  /** What somebody else has just seen is fresh enough for everybody. */
  private synchronized @Nullable TaskState look(MoRef task, Duration patience) {
    Seen known = seen.get(task);
    long now = nanos.getAsLong();
    if (known == null || now - known.atNanos() > patience.toNanos() / 2) {
      Map<MoRef, TaskState> states = look.apply(List.copyOf(waiting.keySet()));
      long at = nanos.getAsLong();
      waiting.keySet().forEach(each -> seen.put(each, new Seen(at, states.get(each))));
      return states.get(task);
    }
    return known.state();
  }

  private synchronized void enter(MoRef task) {
    waiting.merge(task, 1, Integer::sum);
  }

  private synchronized void leave(MoRef task) {
    if (waiting.merge(task, -1, Integer::sum) == 0) {
      waiting.remove(task);
      seen.remove(task);
    }
  }
}
