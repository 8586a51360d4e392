// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a virtual machine as a whole: its flag, its past, its snapshots, and what the
 * baseline knew.
 */
final class VmFacts {
  /** Snapshots and boots are stamped by a host, events by vCenter: closer than this is no order. */
  private static final String CLOCKS = "clock.offset.warning";

  final VirtualMachine vm;
  final TrackingHistory.OfVm past;
  final FrozenDisks frozen;
  final @Nullable VmTracking before;
  final ShownChangeIds shownBefore;
  final @Nullable Instant beforeAt;
  final @Nullable Enabling enabling;
  final @Nullable Text stale;

  private final Scene scene;
  private final TrackingHistory history;
  private final Duration clocks;
  private final @Nullable Instant lastStun;

  VmFacts(
      VirtualMachine vm,
      Scene scene,
      TrackingHistory history,
      @Nullable ChangeTracking earlier,
      ShownChangeIds shownBefore) {
    this.vm = vm;
    this.scene = scene;
    this.history = history;
    this.shownBefore = shownBefore;
    past = history.of(vm.ref());
    frozen = FrozenDisks.of(vm, scene);
    clocks = scene.limits().duration(CLOCKS);
    Scene baseline = scene.baseline();
    before = earlier == null ? null : earlier.of(vm.ref());
    beforeAt = baseline == null ? null : baseline.now();
    enabling = isOn() ? Enabling.of(past.switches, found(before, beforeAt)) : null;
    stale = Staleness.in(scene).of(vm);
    lastStun = lastStun();
  }

  private static @Nullable Switch found(@Nullable VmTracking vm, @Nullable Instant at) {
    Boolean flag = vm == null ? null : vm.vm().config().changeTrackingEnabled();
    return flag == null || at == null ? null : new Switch(at, flag, null);
  }

  boolean isOn() {
    return Boolean.TRUE.equals(vm.config().changeTrackingEnabled());
  }

  /** Why neither flag nor disks can be judged; null when they can. */
  @Nullable Text unknown() {
    Text why = missing(VmProperty.DEVICES, vm.config().hardware());
    return why != null
        ? why
        : missing(VmProperty.CHANGE_TRACKING_ENABLED, vm.config().changeTrackingEnabled());
  }

  /** Why a property has no value; null when it has one. */
  @Nullable Text missing(Property property, @Nullable Object value) {
    if (value != null) {
      return null;
    }
    String fault = vm.unreadable().fault(property);
    if (fault != null) {
      return Gaps.refused(property.path(), fault);
    }
    return scene.inventory().coverage().isCollected(property)
        ? Text.of("reason.unset", property.path())
        : Text.of("reason.not-collected", property.path());
  }

  /** True when a stamp of a host lies before a moment by more than clocks may differ. */
  boolean isBefore(Instant stampOfHost, Instant moment) {
    return stampOfHost.plus(clocks).isBefore(moment);
  }

  /**
   * Whether what was set has taken effect: at once when the virtual machine is off, with the next
   * stun when it runs or is suspended.
   *
   * @param at when it was set; or, when that was not seen, the last moment before
   * @return null when nobody can tell
   */
  @Nullable Boolean hasTakenEffect(Instant at, boolean seen) {
    VmPowerState power = vm.runtime().powerState();
    if (power == null) {
      return null;
    }
    if (power == VmPowerState.POWERED_OFF) {
      return true;
    }
    if (lastStun != null && lastStun.isAfter(at)) {
      // It may have been set after that stun as well.
      return seen ? true : null;
    }
    return history.reachesBackTo(at) ? false : null;
  }

  /** True when the flag was switched off and the disks are tracked until the next stun. */
  boolean isOffPending() {
    if (past.switches.isEmpty()) {
      return false;
    }
    Switch last = past.switches.get(past.switches.size() - 1);
    return !last.on() && Boolean.FALSE.equals(hasTakenEffect(last.at(), true));
  }

  /** Why nobody can tell whether the configuration has taken effect; null when that is known. */
  @Nullable Text pendingUnknown(List<DiskTracking> disks) {
    boolean running = vm.runtime().powerState() != VmPowerState.POWERED_OFF;
    if (!isOn() || !running || disks.stream().allMatch(VmFacts::isSettled)) {
      return null;
    }
    Text power = missing(VmProperty.POWER_STATE, vm.runtime().powerState());
    if (power != null) {
      return power;
    }
    Instant since = history.eventsSince();
    Text tooShort =
        since == null
            ? Text.of("reason.tracking.no-events")
            : Text.of("reason.tracking.history-short", since);
    if (enabling != null) {
      return hasTakenEffect(enabling.at(), enabling.seen()) == null ? tooShort : null;
    }
    boolean stunned = since != null && lastStun != null && !lastStun.isBefore(since);
    return stunned ? null : tooShort;
  }

  /** Pending or proven by a snapshot, or tracking is out of the question. */
  private static boolean isSettled(DiskTracking disk) {
    return switch (disk.state()) {
      case ON, SUSPECT_BASE, VM_FLAG_ON_DISK_OFF -> disk.newest() != null;
      default -> true;
    };
  }

  private @Nullable Instant lastStun() {
    Instant last = past.stun;
    Instant boot = vm.runtime().bootTime();
    if (boot != null) {
      last = TrackingHistory.later(last, boot.plus(clocks));
    }
    Instant snapshot = frozen.newest();
    return snapshot == null ? last : TrackingHistory.later(last, snapshot.plus(clocks));
  }
}
