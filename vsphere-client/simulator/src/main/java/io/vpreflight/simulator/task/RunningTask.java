// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.task;

import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.SimulatedClock.Scheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that waits or runs, and what its {@code info} says; guarded by the lock of the world. */
final class RunningTask {
  /** {@code TaskInfoState}, as vim25 writes it. */
  enum State {
    QUEUED("queued"),
    RUNNING("running"),
    SUCCESS("success"),
    ERROR("error");

    private final String text;

    State(String text) {
      this.text = text;
    }
  }

  private final Ref ref;
  private final Job job;
  private final @Nullable TaskFault mishap;
  private final String entityName;
  private final Instant queuedAt;
  private final List<Scheduled> due = new ArrayList<>();
  private State state = State.QUEUED;
  private @Nullable Instant startedAt;
  private @Nullable Instant completedAt;
  private @Nullable Integer progress;
  private @Nullable Element result;
  private @Nullable Fault error;
  private boolean cancelled;
  private int eventChainId;

  RunningTask(Ref ref, Job job, @Nullable TaskFault mishap, String entityName, Instant queuedAt) {
    this.ref = ref;
    this.job = job;
    this.mishap = mishap;
    this.entityName = entityName;
    this.queuedAt = queuedAt;
  }

  Ref ref() {
    return ref;
  }

  Job job() {
    return job;
  }

  @Nullable TaskFault mishap() {
    return mishap;
  }

  State state() {
    return state;
  }

  /** {@code ok}, or the type of the fault. */
  String outcome() {
    return error == null ? "ok" : error.type();
  }

  boolean isOver() {
    return state == State.SUCCESS || state == State.ERROR;
  }

  void chain(int eventKey) {
    eventChainId = eventKey;
  }

  int eventChainId() {
    return eventChainId;
  }

  void run(Instant now) {
    state = State.RUNNING;
    startedAt = now;
    progress = 0;
  }

  void progress(int percent) {
    progress = percent;
  }

  void succeed(Instant now, @Nullable Element value) {
    state = State.SUCCESS;
    completedAt = now;
    result = value;
    progress = null;
    forgetDue();
  }

  void fail(Instant now, Fault fault) {
    state = State.ERROR;
    startedAt = startedAt == null ? now : startedAt;
    completedAt = now;
    error = fault;
    forgetDue();
  }

  void cancel(Instant now) {
    cancelled = true;
    fail(now, Fault.of("RequestCanceled", "The task was canceled by a user."));
  }

  /** Notes what is to happen to it, so that it does not once it is over. */
  void willHappen(Scheduled work) {
    due.add(work);
  }

  void forgetDue() {
    due.forEach(Scheduled::cancel);
    due.clear();
  }

  /** Returns {@code TaskInfo} as it is now, in the order of vim25. */
  Element info() {
    Element info =
        Element.typed("val", "TaskInfo")
            .add("key", ref.id())
            .add("task", ref)
            .add("name", job.call().method())
            .add("descriptionId", job.descriptionId())
            .add("entity", job.entity())
            .add("entityName", entityName);
    if (job.isExclusive() && !isOver()) {
      info.add("locked", job.entity());
    }
    info.add("state", state.text).add("cancelled", cancelled);
    info.add("cancelable", job.isCancelable() && !isOver());
    if (error != null) {
      info.add(localized(error));
    }
    if (result != null) {
      info.add(result.copy("result"));
    }
    info.add("progress", progress)
        .add(Element.typed("reason", "TaskReasonUser").add("userName", job.call().caller().user()))
        .add("queueTime", queuedAt)
        .add("startTime", startedAt)
        .add("completeTime", completedAt)
        .add("eventChainId", eventChainId);
    String operationId = job.call().operationId();
    return info.add("activationId", operationId.isEmpty() ? null : operationId);
  }

  private static Element localized(Fault fault) {
    return new Element("error")
        .add(fault.detail().copy("fault"))
        .add("localizedMessage", fault.getMessage());
  }
}
