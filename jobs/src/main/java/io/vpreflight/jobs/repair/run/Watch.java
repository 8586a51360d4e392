// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static io.vpreflight.jobs.repair.run.CrashHook.Point.AFTER_COMPLETION;

import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.jobs.repair.run.RunProgress.Phase;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TargetState;
import io.vpreflight.vsphere.TaskState;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a mutation, by looking and by nothing else: the same after a reply,
 * after a reply that was lost, and after a crash. Waits for its task, then until nothing runs on
 * the object, then looks whether the effect is there.
 */
final class Watch {
  /** A call may have been received a little before we think that we sent it: clocks differ. */
  private static final Duration SKEW = Duration.ofMinutes(2);

  private final Operation operation;
  private final RunTools tools;
  private final Diary diary;
  private final Holding holding;

  /**
   * What became of it.
   *
   * @param result one of those of {@link Ledger}; null when its task still runs and nobody waits
   *     any more
   * @param fault why it failed, where that is known
   */
  record Settled(@Nullable String result, @Nullable VimFault fault) {
    boolean isDone() {
      return Ledger.DONE.equals(result) || Ledger.PARTLY.equals(result);
    }
  }

  Watch(Operation operation, RunTools tools, Diary diary, Holding holding) {
    this.operation = operation;
    this.tools = tools;
    this.diary = diary;
    this.holding = holding;
  }

  /**
   * Settles, and writes down what it found.
   *
   * @throws VSphereException when the object is gone or may not be looked at any more
   */
  Settled settle(Ledger.Open open) throws InterruptedException {
    PlanStep step = Steps.of(operation, open);
    TaskState ended = null;
    if (open.task() == null) {
      tools.progress().step(operation, step, Phase.SETTLING, null, null);
      if (!untilNothingRuns(open, step)) {
        return new Settled(null, null);
      }
    } else {
      Duration until = tools.time().in(tools.time().patience().hard());
      ended = untilEnded(open, step, until);
      if (ended != null && ended.isOpen()) {
        return new Settled(null, null);
      }
    }
    TargetState seen = observe(step, open, ended);
    tools.crash().at(step.id(), AFTER_COMPLETION);
    return write(step, open, ended, seen);
  }

  private Settled write(
      PlanStep step, Ledger.Open open, @Nullable TaskState ended, TargetState seen) {
    Effect effect = Effect.of(step, operation, diary.ledger(), seen);
    boolean partly =
        step.action() == StepAction.REMOVE_SNAPSHOT
            && effect == Effect.NOT_THERE
            && Effect.snapshots(seen).stream().noneMatch(one -> one.ref().equals(open.target()));
    VimFault fault = ended == null ? open.fault() : ended.error();
    String result;
    if (effect == Effect.THERE) {
      result = Ledger.DONE;
    } else if (partly) {
      result = Ledger.PARTLY;
    } else {
      result = ended == null ? Ledger.NOT_DONE : Ledger.FAILED;
    }
    Map<String, String> details = Sender.outcome(step, result, fault);
    String version = seen.changeVersion();
    if (version != null) {
      details.put(Ledger.CHANGE_VERSION, version);
    }
    if (step.action() == StepAction.CREATE_SNAPSHOT && effect == Effect.THERE) {
      details.put(Ledger.SNAPSHOT, created(step, ended, seen).toString());
    }
    Duration took = ended == null ? null : took(ended);
    if (took != null) {
      details.put(Ledger.TOOK, took.toString());
    }
    diary.write(ended == null ? JournalEvent.SETTLED : JournalEvent.OUTCOME, step.id(), details);
    return new Settled(result, fault);
  }

  private MoRef created(PlanStep step, @Nullable TaskState ended, TargetState seen) {
    List<SnapshotRef> named = Effect.named(step, operation, diary.ledger(), seen);
    MoRef told = ended == null ? null : ended.result();
    return named.stream()
        .map(SnapshotRef::ref)
        .filter(ref -> ref.equals(told))
        .findFirst()
        .orElse(named.get(0).ref());
  }

  private static @Nullable Duration took(TaskState task) {
    Instant from = task.times().startTime();
    Instant to = task.times().completeTime();
    return from == null || to == null ? null : Duration.between(from, to);
  }

  /**
   * The task when it has ended, or when nobody waits any more; null when vCenter has forgotten it.
   */
  private @Nullable TaskState untilEnded(Ledger.Open open, PlanStep step, Duration until)
      throws InterruptedException {
    MoRef ref = open.task();
    Duration soft = tools.time().in(tools.time().patience().soft());
    while (ref != null) {
      holding.keep();
      TaskState task = null;
      try {
        task = tools.ports().sight().task(ref);
        if (task == null) {
          return untilNothingRuns(open, step) ? null : stillOpen(ref);
        }
        if (!task.isOpen()) {
          return task;
        }
      } catch (VSphereException e) {
        passing(e);
      }
      if (tools.time().isOver(until)) {
        return task == null ? stillOpen(ref) : task;
      }
      tools
          .progress()
          .step(
              operation,
              step,
              tools.time().isOver(soft) ? Phase.SLOW : Phase.RUNNING,
              task == null ? null : task.progress(),
              null);
      pause();
    }
    return null;
  }

  /** False when something still ran after the longest time that anybody waits. */
  private boolean untilNothingRuns(Ledger.Open open, PlanStep step) throws InterruptedException {
    Duration soft = tools.time().in(tools.time().patience().soft());
    Duration until = tools.time().in(tools.time().patience().hard());
    while (true) {
      holding.keep();
      try {
        if (!runs(open)) {
          return true;
        }
      } catch (VSphereException e) {
        passing(e);
      }
      if (tools.time().isOver(until)) {
        return false;
      }
      tools
          .progress()
          .step(
              operation, step, tools.time().isOver(soft) ? Phase.SLOW : Phase.SETTLING, null, null);
      pause();
    }
  }

  private boolean runs(Ledger.Open open) {
    return tools.ports().sight().tasksOf(operation.object(), open.serverTime().minus(SKEW)).stream()
        .anyMatch(TaskState::isOpen);
  }

  /** Looks until the effect is there, or as long as it may take to be seen. */
  private TargetState observe(PlanStep step, Ledger.Open open, @Nullable TaskState ended)
      throws InterruptedException {
    Duration settle = tools.time().patience().settle();
    Duration longest = ended == null ? settle.multipliedBy(2) : settle;
    Duration until = tools.time().in(longest);
    Duration latest = tools.time().in(tools.time().patience().hard());
    while (true) {
      holding.keep();
      try {
        RepairSight sight = tools.ports().sight();
        boolean running = ended == null && runs(open);
        TargetState seen = sight.target(operation.object());
        Effect effect = Effect.of(step, operation, diary.ledger(), seen);
        if (running) {
          until = tools.time().in(longest);
        } else if (effect != Effect.NOT_THERE || tools.time().isOver(until)) {
          return seen;
        }
      } catch (VSphereException e) {
        if (tools.time().isOver(latest)) {
          throw e;
        }
        passing(e);
        until = tools.time().in(longest);
      }
      pause();
    }
  }

  private void pause() throws InterruptedException {
    tools.time().pause().sleep(tools.time().patience().poll());
  }

  /** A vCenter that restarts comes back; whatever else it says does not pass. */
  private static void passing(VSphereException e) {
    if (e.kind() != FaultKind.RETRY && e.kind() != FaultKind.LOG_IN_AGAIN) {
      throw e;
    }
  }

  private static TaskState stillOpen(MoRef ref) {
    return new TaskState(
        ref,
        "",
        TaskState.State.RUNNING,
        null,
        new io.vpreflight.vsphere.inventory.TaskTimes(null, null, null),
        null,
        null,
        null,
        null,
        false,
        null);
  }
}
