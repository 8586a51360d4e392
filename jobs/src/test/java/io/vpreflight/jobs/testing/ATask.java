// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.TaskTimes;
import io.vpreflight.vsphere.inventory.VimFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that began some time ago and is running, until a test ends it. */
public final class ATask {
  public String key = "task-1";
  public @Nullable String descriptionId;
  public @Nullable MoRef entity;
  public String state = "running";
  public @Nullable Integer progress = 40;
  public @Nullable VimFault error;
  public @Nullable Instant queueTime;
  public @Nullable Instant startTime;
  public @Nullable Instant completeTime;
  public @Nullable String activationId;
  public final List<MoRef> locked = new ArrayList<>();

  private ATask(String descriptionId, MoRef entity) {
    this.descriptionId = descriptionId;
    this.entity = entity;
    began(Duration.ofMinutes(5));
  }

  /** A task on a machine, begun five minutes ago. */
  public static ATask on(AVm vm, String descriptionId) {
    return new ATask(descriptionId, vm.ref);
  }

  /** A task on a host, begun five minutes ago. */
  public static ATask on(AHost host, String descriptionId) {
    return new ATask(descriptionId, host.ref);
  }

  /** Another key than the usual one. */
  public ATask key(String newKey) {
    key = newKey;
    return this;
  }

  /** That far. */
  public ATask at(@Nullable Integer percent) {
    progress = percent;
    return this;
  }

  /** Begun that long ago. */
  public ATask began(Duration ago) {
    queueTime = AnInventory.NOW.minus(ago);
    startTime = queueTime;
    return this;
  }

  /** Waits since that long. */
  public ATask queued(Duration ago) {
    state = "queued";
    queueTime = AnInventory.NOW.minus(ago);
    startTime = null;
    progress = null;
    return this;
  }

  /** Ended well, that long ago. */
  public ATask ended(Duration ago) {
    state = "success";
    progress = null;
    completeTime = AnInventory.NOW.minus(ago);
    return this;
  }

  /** Failed, that long ago. */
  public ATask failed(Duration ago, String faultClass, String... messageKeys) {
    ended(ago);
    state = "error";
    error = new VimFault(faultClass, List.of(messageKeys), null);
    return this;
  }

  /** Failed with that text. */
  public ATask saying(String text) {
    if (error != null) {
      error = error.withMessage(text);
    }
    return this;
  }

  /** The task. */
  public TaskRecord build() {
    return new TaskRecord(
        key,
        descriptionId,
        entity,
        null,
        state,
        progress,
        error,
        new TaskTimes(queueTime, startTime, completeTime),
        "VSPHERE.LOCAL\\backup",
        true,
        locked,
        activationId);
  }
}
