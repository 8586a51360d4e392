// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.ExtraConfig;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules. A current disk carries no changeId and no file of its tracking is listed, even where
 * tracking works: neither absence says anything.
 */
final class DiskJudge {
  private static final Text UNPROVEN = Text.of("reason.tracking.unproven");

  private final VmFacts facts;
  private final VirtualMachine vm;
  private final VirtualDisk disk;
  private final @Nullable String place;
  private final List<FrozenDisk> snapshots;
  private final @Nullable FrozenDisk newest;
  private final @Nullable DiskTracking then;
  private final @Nullable Unsupported unsupported;

  private DiskJudge(VmFacts facts, Hardware hardware, VirtualDisk disk) {
    this.facts = facts;
    this.vm = facts.vm;
    this.disk = disk;
    place = hardware.place(disk);
    snapshots = facts.frozen.of(disk);
    newest = newestWithChangeId(snapshots);
    then = before(facts.before, disk);
    unsupported = Unsupported.of(vm, hardware, disk, place);
  }

  /** Judges all disks of a virtual machine. */
  static VmTracking judge(VmFacts facts) {
    Hardware hardware = facts.vm.config().hardware();
    Text unknown = facts.stale != null ? facts.stale : facts.unknown();
    List<DiskTracking> disks = new ArrayList<>(4);
    List<TrackingState> states = new ArrayList<>(4);
    if (hardware != null) {
      for (VirtualDisk disk : hardware.disks()) {
        DiskTracking judged = new DiskJudge(facts, hardware, disk).judge(unknown);
        disks.add(judged);
        states.add(judged.state());
      }
    }
    return new VmTracking(
        facts.vm,
        hardware == null ? TrackingState.UNKNOWN : TrackingState.rollUp(states),
        disks,
        unknown,
        facts.past.switches,
        facts.enabling,
        facts.past.relocation,
        unknown == null ? facts.pendingUnknown(disks) : null);
  }

  private DiskTracking judge(@Nullable Text unknown) {
    if (facts.stale != null) {
      return as(TrackingState.UNKNOWN, facts.stale);
    }
    if (unsupported != null) {
      return as(TrackingState.UNSUPPORTED, null);
    }
    ExtraConfig extra = vm.config().extraConfig();
    if (DiskKey.forbidding(extra, place) != null) {
      return as(TrackingState.DISALLOWED, null);
    }
    Text strange = unknown != null ? unknown : strange();
    if (strange != null) {
      return as(TrackingState.UNKNOWN, strange);
    }
    DiskKey key = DiskKey.of(extra, place);
    return facts.isOn() ? on(key) : off(key);
  }

  /**
   * What vCenter said of the disk in a way that nobody here knows, and that may forbid tracking.
   */
  private @Nullable Text strange() {
    Hardware hardware = vm.config().hardware();
    return hardware == null ? null : Unknowns.of(disk, hardware, vm.unreadable());
  }

  private DiskTracking off(DiskKey key) {
    if (key == DiskKey.ON) {
      return as(TrackingState.DISK_ON_VM_FLAG_OFF, offPending());
    }
    boolean unknown = DiskKey.isUnknown(vm, place);
    return as(TrackingState.OFF, unknown ? keyUnknown(key) : offPending());
  }

  private @Nullable Text offPending() {
    return facts.isOffPending() ? Text.of("reason.tracking.off-pending") : null;
  }

  private DiskTracking on(DiskKey key) {
    Pending pending = pending();
    Suspicions suspicions = new Suspicions(facts, snapshots);
    Suspicion enabled = suspicions.enabledWithSnapshot();
    if (pending != null) {
      return enabled == null
          ? all(TrackingState.PENDING_STUN, pending, null, null)
          : all(TrackingState.SUSPECT_BASE, pending, enabled, null);
    }
    boolean proven = isProven();
    if (key == DiskKey.OFF || (key != DiskKey.ON && !proven)) {
      boolean off = key == DiskKey.OFF || key == DiskKey.ABSENT;
      return off
          ? as(TrackingState.VM_FLAG_ON_DISK_OFF, null)
          : as(TrackingState.UNKNOWN, keyUnknown(key));
    }
    Suspicion suspicion = enabled == null ? suspicions.other() : enabled;
    if (suspicion != null) {
      return all(TrackingState.SUSPECT_BASE, null, suspicion, null);
    }
    DiskTracking tracked =
        proven ? as(TrackingState.ON_PROVEN, null) : as(TrackingState.ON, UNPROVEN);
    return tracked.resetFrom() == null ? tracked : as(TrackingState.RESET_SINCE_BASELINE, null);
  }

  private Text keyUnknown(DiskKey key) {
    if (place == null) {
      return Text.of("reason.tracking.no-place");
    }
    String path = DiskKey.path(place);
    if (key == DiskKey.ODD) {
      return Text.of(
          "reason.tracking.odd-value", path, DiskKey.shown(vm.config().extraConfig(), place));
    }
    String fault = vm.unreadable().faults().get(path);
    if (fault == null) {
      fault = vm.unreadable().fault(VmProperty.EXTRA_CONFIG_ALL);
    }
    return fault == null ? Text.of("reason.not-collected", path) : Gaps.refused(path, fault);
  }

  /** The newest snapshot shows a changeId that belongs to the tracking of now. */
  private boolean isProven() {
    if (newest == null || !newest.equals(snapshots.get(snapshots.size() - 1))) {
      return false;
    }
    Enabling enabling = facts.enabling;
    return enabling == null
        || !enabling.wasOff()
        || !facts.isBefore(newest.createTime(), enabling.at());
  }

  private @Nullable Pending pending() {
    Enabling enabling = facts.enabling;
    if (enabling != null
        && (enabling.wasOff() || newest == null)
        && Boolean.FALSE.equals(facts.hasTakenEffect(enabling.at(), enabling.seen()))) {
      return new Pending(
          Pending.Cause.FLAG_SET, enabling.at(), enabling.seen(), enabling.userName());
    }
    for (AddedDisk added : facts.past.addedDisks) {
      if (newest == null
          && added.is(disk)
          && Boolean.FALSE.equals(facts.hasTakenEffect(added.at(), true))) {
        return new Pending(Pending.Cause.DISK_ADDED, added.at(), true, added.userName());
      }
    }
    Instant beforeAt = facts.beforeAt;
    return beforeAt != null
            && isNewSinceBaseline()
            && Boolean.FALSE.equals(facts.hasTakenEffect(beforeAt, false))
        ? new Pending(Pending.Cause.DISK_ADDED, beforeAt, false, null)
        : null;
  }

  private boolean isNewSinceBaseline() {
    return facts.before != null && facts.before.vm().config().hardware() != null && then == null;
  }

  private static @Nullable DiskTracking before(@Nullable VmTracking vm, VirtualDisk disk) {
    if (vm != null) {
      for (DiskTracking candidate : vm.disks()) {
        if (FrozenDisks.isSame(candidate.disk(), disk)) {
          return candidate;
        }
      }
    }
    return null;
  }

  private static @Nullable FrozenDisk newestWithChangeId(List<FrozenDisk> snapshots) {
    for (int i = snapshots.size() - 1; i >= 0; i--) {
      if (snapshots.get(i).changeId() != null) {
        return snapshots.get(i);
      }
    }
    return null;
  }

  private DiskTracking as(TrackingState state, @Nullable Text remark) {
    return all(state, null, null, remark);
  }

  private DiskTracking all(
      TrackingState state,
      @Nullable Pending pending,
      @Nullable Suspicion suspicion,
      @Nullable Text remark) {
    return new DiskTracking(
        vm, disk, state, unsupported, pending, suspicion, newest, newestBefore(), remark);
  }

  /** The baseline shows the snapshots of one moment; what was seen before it may be newer. */
  private @Nullable FrozenDisk newestBefore() {
    FrozenDisk inBaseline = then == null ? null : then.newest();
    FrozenDisk seen = facts.shownBefore.of(vm, disk);
    return inBaseline == null
            || (seen != null && seen.createTime().isAfter(inBaseline.createTime()))
        ? seen
        : inBaseline;
  }
}
