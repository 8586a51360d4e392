// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What makes a bug of a build strike one of its tracked disks. */
public enum BugCondition {
  /** Being tracked is enough. */
  TRACKED,
  /** The disk grew past a multiple of 128 GiB. */
  EXTENDED_PAST_128_GIB,
  /** The disk grew while its virtual machine ran. */
  HOT_EXTENDED,
  /** The disk moved to another datastore. */
  RELOCATED;

  private static final long STEP = 128L << 30;

  /**
   * The condition of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static BugCondition of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * Whether it holds for a disk.
   *
   * @return null when nobody can tell: what happened before the baseline, or the events, is unknown
   */
  @Nullable Boolean holds(DiskTracking disk, VmTracking vm, Scene scene) {
    if (disk.resetFrom() != null) {
      // Whatever happened, tracking has begun anew since.
      return false;
    }
    VirtualDisk before = before(disk, scene);
    return switch (this) {
      case TRACKED -> true;
      case EXTENDED_PAST_128_GIB -> extendedPast(disk.disk(), before);
      case HOT_EXTENDED -> hotExtended(disk, before, scene);
      case RELOCATED -> relocated(disk.disk(), before, vm);
    };
  }

  private static @Nullable Boolean extendedPast(VirtualDisk now, @Nullable VirtualDisk before) {
    Long size = now.capacityInBytes();
    if (size != null && size <= STEP) {
      return false;
    }
    Long old = before == null ? null : before.capacityInBytes();
    boolean grew = size != null && old != null && (size - 1) / STEP > (old - 1) / STEP;
    return grew ? true : null;
  }

  private static @Nullable Boolean hotExtended(
      DiskTracking disk, @Nullable VirtualDisk before, Scene scene) {
    Long size = disk.disk().capacityInBytes();
    Long old = before == null ? null : before.capacityInBytes();
    Scene baseline = scene.baseline();
    VirtualMachine vm = disk.vm();
    Instant boot = vm.runtime().bootTime();
    boolean ranAllAlong =
        vm.runtime().powerState() == VmPowerState.POWERED_ON
            && boot != null
            && baseline != null
            && boot.isBefore(baseline.now());
    boolean grew = size != null && old != null && size > old;
    return (grew && ranAllAlong) ? true : null;
  }

  private static @Nullable Boolean relocated(
      VirtualDisk now, @Nullable VirtualDisk before, VmTracking vm) {
    MoRef datastore = now.backing().datastore();
    MoRef old = before == null ? null : before.backing().datastore();
    boolean moved = datastore != null && old != null && !datastore.equals(old);
    return (moved || vm.relocatedAt() != null) ? true : null;
  }

  /** The disk as the baseline knew it. */
  static @Nullable VirtualDisk before(DiskTracking disk, Scene scene) {
    Scene baseline = scene.baseline();
    VirtualMachine vm =
        baseline == null ? null : baseline.locations().virtualMachine(disk.vm().ref());
    Hardware hardware = vm == null ? null : vm.config().hardware();
    VirtualDisk before = hardware == null ? null : hardware.disk(disk.key());
    return before != null && FrozenDisks.isSame(before, disk.disk()) ? before : null;
  }
}
