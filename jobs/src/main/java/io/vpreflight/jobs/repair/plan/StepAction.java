// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one step does. */
public enum StepAction {
  /** Begin is written to the history of the object: {@code LogUserEvent}. */
  LOG_BEGIN(false),
  /** {@code ReconfigVM_Task(changeTrackingEnabled=false)}. */
  TRACKING_OFF(true),
  /** {@code ReconfigVM_Task(changeTrackingEnabled=true)}. */
  TRACKING_ON(true),
  /** {@code CreateSnapshot_Task(memory=false, quiesce=false)}. */
  CREATE_SNAPSHOT(true),
  /** {@code RemoveSnapshot_Task(removeChildren=false)} of a snapshot of ours. */
  REMOVE_SNAPSHOT(true),
  /** The changeId of every disk is read from a snapshot of ours. */
  READ_CHANGE_IDS(false),
  /** {@code ConsolidateVMDisks_Task}. */
  CONSOLIDATE(true),
  /** {@code SetField} with an empty value. */
  CLEAR_ATTRIBUTE(true),
  /** {@code Reload}. */
  RELOAD(true),
  /** {@code ReconfigVM_Task(instanceUuid)}. */
  SET_INSTANCE_UUID(true),
  /** {@code PowerOnVM_Task}. */
  POWER_ON(true),
  /** {@code RelocateVM_Task} with a host and nothing else. */
  MOVE(true),
  /** {@code PowerUpHostFromStandBy_Task}. */
  POWER_UP_HOST(true),
  /** {@code ReconnectHost_Task} without a specification. */
  RECONNECT_HOST(true),
  /** The object is read once more and held against what was wanted. */
  VERIFY(false),
  /** End and outcome are written to the history of the object: {@code LogUserEvent}. */
  LOG_END(false);

  private final boolean mutation;

  StepAction(boolean mutation) {
    this.mutation = mutation;
  }

  /** True when the step changes the object and therefore wants a permit. */
  public boolean isMutation() {
    return mutation;
  }

  /** The name in files: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The action of that label; null when there is none. */
  public static @Nullable StepAction of(String label) {
    for (StepAction action : values()) {
      if (action.label().equals(label)) {
        return action;
      }
    }
    return null;
  }
}
