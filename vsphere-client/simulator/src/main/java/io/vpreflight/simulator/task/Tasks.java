// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.task;

import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.fault.TaskFaults;
import io.vpreflight.simulator.model.Caller;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks, lets them wait, run and end at the clock of the world, and forgets their objects
 * ten minutes after their end; their history stays. One task at a time works on an entity, unless
 * it says that it minds nobody. Guarded by the lock of the world.
 */
public final class Tasks {
  /** How long a vCenter keeps the object of a task that is over. */
  static final Duration RETENTION = Duration.ofMinutes(10);

  private static final int STEP = 10;

  private final World world;
  private final TaskFaults faults;
  private final Pace pace;
  private final Events events;
  private final Map<Ref, RunningTask> open = new LinkedHashMap<>();
  private final List<Watcher> watchers = new ArrayList<>();

  /** Told of every task that has ended, after its end can be seen. */
  @FunctionalInterface
  public interface Watcher {
    /** A task is over. */
    void ended(End end);
  }

  /**
   * The end of a task.
   *
   * @param target what the method was called on
   * @param entity what the task was about: for a snapshot its machine
   * @param outcome {@code ok} or the type of the fault, and the task
   */
  public record End(String method, Ref target, Ref entity, Caller caller, String outcome) {}

  /**
   * Takes over the tasks that the world has been loaded with.
   *
   * @param faults what is to go wrong, asked once for each task of a client
   */
  public Tasks(World world, TaskFaults faults, Pace pace, Events events) {
    this.world = world;
    this.faults = faults;
    this.pace = pace;
    this.events = events;
    for (ManagedObject task : world.ofType("Task")) {
      adopt(task);
    }
  }

  /** Adds somebody who is told of the end of tasks. */
  public void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  /**
   * Starts a task and returns its reference.
   *
   * @throws Fault {@code TaskInProgress} when another one works on the entity
   */
  public Ref start(Job job) {
    Ref other = job.isExclusive() ? busy(job.entity()) : null;
    if (other != null) {
      throw inProgress(other);
    }
    TaskFault mishap =
        job.call().caller().session().isEmpty()
            ? null
            : faults.next(job.call().method(), job.call().target());
    Ref ref = world.newRef("Task", "task");
    RunningTask task = new RunningTask(ref, job, mishap, nameOf(job.entity()), now());
    world.add(new ManagedObject(ref));
    open.put(ref, task);
    show(task);
    Recent.add(world, ref, job.entity());
    task.chain(events.taskStarted(job.call().caller().user(), job.entity(), task.info()));
    show(task);
    at(task, pace.queueing(), () -> begin(task, false));
    return ref;
  }

  /** The task that works on an entity and minds others; null when there is none. */
  public @Nullable Ref busy(Ref entity) {
    for (RunningTask task : open.values()) {
      if (task.job().isExclusive() && task.job().entity().equals(entity)) {
        return task.ref();
      }
    }
    for (ManagedObject task : world.ofType("Task")) {
      if (!open.containsKey(task.ref()) && entity.equals(locked(task))) {
        return task.ref();
      }
    }
    return null;
  }

  private static @Nullable Ref locked(ManagedObject task) {
    String state = task.textAt("info", "state");
    Element info = task.get("info");
    return info != null && ("running".equals(state) || "queued".equals(state))
        ? info.refAt("locked")
        : null;
  }

  /** The fault of whoever comes second. */
  public static Fault inProgress(Ref task) {
    return new Fault(
        Element.typed("fault", "TaskInProgress").add("task", task),
        "Another task is already in progress.");
  }

  /**
   * Cancels a task.
   *
   * @throws Fault {@code InvalidState} when it is over, {@code NotSupported} when it cannot be
   *     cancelled
   */
  public void cancel(Ref ref) {
    RunningTask task = open.get(ref);
    if (task == null) {
      throw Fault.of("InvalidState", "The operation is not allowed in the current state.");
    }
    if (!task.job().isCancelable()) {
      throw Fault.notSupported();
    }
    task.cancel(now());
    over(task);
  }

  /** Ends a task at once, however long it had still to wait, to run or to hang. */
  public void finishNow(Ref ref) {
    RunningTask task = open.get(ref);
    if (task == null) {
      return;
    }
    task.forgetDue();
    begin(task, true);
    task.forgetDue();
    if (task.mishap() instanceof TaskFault.Hangs && !task.isOver()) {
      attempt(task, task.job().begin());
    }
    end(task);
  }

  /**
   * The vCenter restarts: the objects of all tasks are gone. What the hosts had begun they finish,
   * but nobody reports that any more.
   */
  public void restart() {
    Fault lost =
        new Fault(
            Element.typed("fault", "SystemError").add("reason", "vpxd was restarted"),
            "A general system error occurred: vpxd was restarted");
    for (RunningTask task : List.copyOf(open.values())) {
      boolean running = task.state() == RunningTask.State.RUNNING;
      task.fail(now(), lost);
      if (running && task.mishap() == null) {
        finishUnseen(task);
      }
      over(task);
    }
    for (ManagedObject task : world.ofType("Task")) {
      forget(task.ref());
    }
  }

  private void finishUnseen(RunningTask task) {
    try {
      run(task, task.job().end());
    } catch (Fault e) {
      // Nobody is told.
    }
  }

  private void begin(RunningTask task, boolean atOnce) {
    if (task.state() != RunningTask.State.QUEUED) {
      return;
    }
    if (!atOnce
        && (task.mishap() instanceof TaskFault.Waits
            || runningBeside(task) >= pace.mostRunning())) {
      return;
    }
    task.run(now());
    show(task);
    if (changesTheWorld(task) && !attempt(task, task.job().begin())) {
      return;
    }
    Duration length = pace.lengthOf(task.job().call().method());
    int last = task.mishap() instanceof TaskFault.Hangs hangs ? hangs.percent() : 99;
    if (length.isZero()) {
      progress(task, last);
    } else {
      for (int percent = STEP; percent < last; percent += STEP) {
        progressLater(task, length, percent);
      }
      progressLater(task, length, last);
    }
    if (!(task.mishap() instanceof TaskFault.Hangs)) {
      at(task, length, () -> end(task));
    }
  }

  private static boolean changesTheWorld(RunningTask task) {
    return !(task.mishap() instanceof TaskFault.Fails
        || task.mishap() instanceof TaskFault.Hangs
        || task.mishap() instanceof TaskFault.NoEffect);
  }

  /** Does a part of the work; one that is refused ends the task. */
  private boolean attempt(RunningTask task, Work work) {
    try {
      run(task, work);
      return true;
    } catch (Fault fault) {
      task.fail(now(), fault);
      over(task);
      return false;
    }
  }

  /** What is done for a task is done in the name of whoever started it. */
  private @Nullable Element run(RunningTask task, Work work) {
    return events.within(task.job().call().caller().user(), task.eventChainId(), work);
  }

  private void progressLater(RunningTask task, Duration length, int percent) {
    at(task, length.multipliedBy(percent).dividedBy(100), () -> progress(task, percent));
  }

  private void progress(RunningTask task, int percent) {
    if (!task.isOver()) {
      task.progress(percent);
      show(task);
    }
  }

  private void end(RunningTask task) {
    if (task.isOver()) {
      return;
    }
    TaskFault mishap = task.mishap();
    try {
      if (mishap instanceof TaskFault.Fails fails) {
        throw fails.fault();
      }
      if (mishap instanceof TaskFault.FailsHalfway fails) {
        throw fails.fault();
      }
      Element result = mishap instanceof TaskFault.NoEffect ? null : run(task, task.job().end());
      if (mishap instanceof TaskFault.FailsAfterwards fails) {
        throw fails.fault();
      }
      task.succeed(now(), result);
    } catch (Fault fault) {
      task.fail(now(), fault);
    }
    over(task);
  }

  private void over(RunningTask task) {
    open.remove(task.ref());
    show(task);
    world.at(now().plus(RETENTION), () -> forget(task.ref()));
    for (RunningTask next : List.copyOf(open.values())) {
      if (next.state() == RunningTask.State.QUEUED) {
        at(next, Duration.ZERO, () -> begin(next, false));
      }
    }
    End end =
        new End(
            task.job().call().method(),
            task.job().call().target(),
            task.job().entity(),
            task.job().call().caller(),
            task.outcome() + " " + task.ref());
    for (Watcher watcher : List.copyOf(watchers)) {
      watcher.ended(end);
    }
  }

  private long runningBeside(RunningTask task) {
    Ref host = Recent.hostOf(world, task.job().entity());
    return open.values().stream()
        .filter(other -> other.state() == RunningTask.State.RUNNING)
        .filter(other -> Objects.equals(host, Recent.hostOf(world, other.job().entity())))
        .count();
  }

  private void at(RunningTask task, Duration delay, Runnable work) {
    task.willHappen(world.at(world.clock().now().plus(delay), work));
  }

  private void show(RunningTask task) {
    Element info = task.info();
    ManagedObject object = world.find(task.ref());
    if (object != null) {
      object.set("info", info);
    }
    world.history().putTask(task.ref(), info);
    world.touch();
  }

  private void forget(Ref task) {
    Recent.remove(world, task);
    world.remove(task);
  }

  private void adopt(ManagedObject task) {
    Element info = task.get("info");
    String completed = info == null ? null : info.textAt("completeTime");
    if (info != null) {
      world.history().putTask(task.ref(), info);
    }
    if (completed != null) {
      world.at(Instant.parse(completed).plus(RETENTION), () -> forget(task.ref()));
    }
  }

  private String nameOf(Ref entity) {
    ManagedObject object = world.find(entity);
    String name = object == null ? null : object.textAt("name");
    return name == null ? entity.id() : name;
  }

  private Instant now() {
    return world.clock().now().truncatedTo(ChronoUnit.MICROS);
  }
}
