// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.task;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Ref;

/** What a task is to do, and how it looks; mutable until the task is started. */
public final class Job {
  private final Call call;
  private final String descriptionId;
  private final Ref entity;
  private Work begin = Work.nothing();
  private Work end = Work.nothing();
  private boolean exclusive = true;
  private boolean cancelable;

  private Job(Call call, String descriptionId, Ref entity) {
    this.call = call;
    this.descriptionId = descriptionId;
    this.entity = entity;
  }

  /**
   * A job that no other may disturb on its entity.
   *
   * @param descriptionId such as {@code VirtualMachine.createSnapshot}
   * @param entity what the task is about: for the method of a snapshot the machine
   */
  public static Job of(Call call, String descriptionId, Ref entity) {
    return new Job(call, descriptionId, entity);
  }

  /** Sets what is done when the task begins to run. */
  public Job first(Work work) {
    begin = work;
    return this;
  }

  /** Sets what is done when the task has run its time; its result is that of the task. */
  public Job last(Work work) {
    end = work;
    return this;
  }

  /** Lets others work on the entity meanwhile. */
  public Job shared() {
    exclusive = false;
    return this;
  }

  /** Lets it be cancelled. */
  public Job cancelable() {
    cancelable = true;
    return this;
  }

  Call call() {
    return call;
  }

  String descriptionId() {
    return descriptionId;
  }

  Ref entity() {
    return entity;
  }

  Work begin() {
    return begin;
  }

  Work end() {
    return end;
  }

  boolean isExclusive() {
    return exclusive;
  }

  boolean isCancelable() {
    return cancelable;
  }
}
