// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task, running or past. Source: vim25 {@code TaskInfo}.
 *
 * @param key key of the task
 * @param descriptionId such as {@code VirtualMachine.createSnapshot}
 * @param entity what it works on
 * @param entityName its name at that time
 * @param state {@code queued}, {@code running}, {@code success}, {@code error}
 * @param progress percent, while it runs
 * @param error why it failed
 * @param times when
 * @param userName who started it, when a user did
 * @param cancelable may be cancelled
 * @param locked objects it holds
 * @param activationId opId of the caller
 */
public record TaskRecord(
    String key,
    @Nullable String descriptionId,
    @Nullable MoRef entity,
    @Nullable String entityName,
    String state,
    @Nullable Integer progress,
    @Nullable VimFault error,
    TaskTimes times,
    @Nullable String userName,
    boolean cancelable,
    List<MoRef> locked,
    @Nullable String activationId) {
  public TaskRecord {
    locked = List.copyOf(locked);
  }

  /** True while it is queued or running. */
  public boolean isOpen() {
    return state.equals("queued") || state.equals("running");
  }
}
