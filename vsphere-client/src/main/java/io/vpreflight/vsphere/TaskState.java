// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskTimes;
import io.vpreflight.vsphere.inventory.VimFault;
import org.jspecify.annotations.Nullable;

/**
 * How a task stands. Source: vim25 {@code TaskInfo}.
 *
 * @param ref the task
 * @param descriptionId such as {@code VirtualMachine.createSnapshot}; empty when not given
 * @param state how far it is
 * @param progress percent, while it runs
 * @param times when it was queued, began and ended, by the clock of vCenter
 * @param entity what it works on
 * @param result a reference that it made, such as a snapshot; null for any other result
 * @param error why it failed
 * @param user who started it, when a user did
 * @param cancelled somebody cancelled it
 * @param activationId operation id of the call that made it, where the server tells
 */
public record TaskState(
    MoRef ref,
    String descriptionId,
    State state,
    @Nullable Integer progress,
    TaskTimes times,
    @Nullable MoRef entity,
    @Nullable MoRef result,
    @Nullable VimFault error,
    @Nullable String user,
    boolean cancelled,
    @Nullable String activationId) {

  /** Source: vim25 {@code TaskInfoState}. */
  public enum State {
    /** It waits for its turn. */
    QUEUED,
    /** It is under way. */
    RUNNING,
    /** vCenter says that it was done; what it did is another question. */
    SUCCESS,
    /** It failed or was cancelled. */
    ERROR
  }

  /** True while it waits or runs. */
  public boolean isOpen() {
    return state == State.QUEUED || state == State.RUNNING;
  }
}
