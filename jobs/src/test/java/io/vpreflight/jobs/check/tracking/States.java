// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.Inventory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks {@code ChangeTracking} as the checks do. */
final class States {
  private static final Limits LIMITS = ProfileReader.read("test", "extends: base").limits();

  private States() {}

  static VmTracking of(AVm vm) {
    return of(AnInventory.of(vm), null);
  }

  static VmTracking of(Past past) {
    return of(past.inventory(), null);
  }

  /** Of the first machine of an inventory. */
  static VmTracking of(AnInventory now, @Nullable AnInventory baseline) {
    return first(new Scene(now.build(), LIMITS, baseline == null ? null : baseline.build()));
  }

  static VmTracking of(Inventory now) {
    return first(new Scene(now, LIMITS, null));
  }

  /** Of an inventory at a first run. */
  static Scene scene(AnInventory now) {
    return new Scene(now.build(), LIMITS, null);
  }

  private static VmTracking first(Scene scene) {
    return ChangeTracking.in(scene).all().iterator().next();
  }

  /** The states of its disks, in their order. */
  static List<TrackingState> list(VmTracking vm) {
    return vm.disks().stream().map(DiskTracking::state).toList();
  }

  /** The state of its only disk. */
  static TrackingState one(VmTracking vm) {
    if (vm.disks().size() != 1) {
      throw new AssertionError("not one disk: " + vm.disks());
    }
    return vm.disks().get(0).state();
  }

  static @Nullable String remark(VmTracking vm) {
    var remark = vm.disks().get(0).remark();
    return remark == null ? null : remark.key();
  }
}
