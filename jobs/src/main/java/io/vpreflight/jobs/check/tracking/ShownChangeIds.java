// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.ShownChangeId;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was known of the changeIds of a vCenter when its baseline was read. */
public final class ShownChangeIds {
  private final Map<MoRef, List<ShownChangeId>> byVm = new HashMap<>();

  /** What was seen later is what is to be found out now. */
  ShownChangeIds(Scene scene) {
    Scene baseline = scene.baseline();
    if (baseline != null) {
      Instant until = baseline.now();
      for (ShownChangeId shown : scene.shownBefore()) {
        if (!shown.seenAt().isAfter(until)) {
          byVm.computeIfAbsent(shown.vm(), vm -> new ArrayList<>(2)).add(shown);
        }
      }
    }
  }

  /** The epoch that a disk had last, as the first snapshot showed it; null when none is known. */
  @Nullable FrozenDisk of(VirtualMachine vm, VirtualDisk disk) {
    ShownChangeId last = null;
    for (ShownChangeId shown : byVm.getOrDefault(vm.ref(), List.of())) {
      boolean same =
          shown.diskKey() == disk.key() && shown.diskUuid().equalsIgnoreCase(disk.backing().uuid());
      if (same && (last == null || last.createTime().isBefore(shown.createTime()))) {
        last = shown;
      }
    }
    return last == null
        ? null
        : new FrozenDisk(
            last.snapshot(), last.snapshotName(), last.createTime(), true, last.changeId());
  }

  /**
   * What the snapshots of a scene show, to be remembered. A disk that cannot be told from another
   * one that takes its place is left out.
   */
  public static List<ShownChangeId> in(Scene scene) {
    List<ShownChangeId> all = new ArrayList<>();
    for (VmTracking vm : ChangeTracking.in(scene).all()) {
      for (DiskTracking disk : vm.disks()) {
        FrozenDisk newest = disk.newest();
        String uuid = disk.disk().backing().uuid();
        String changeId = newest == null ? null : newest.changeId();
        if (newest != null && changeId != null && newest.epoch() != null && uuid != null) {
          all.add(
              new ShownChangeId(
                  vm.vm().ref(),
                  disk.key(),
                  uuid,
                  scene.now(),
                  newest.snapshot(),
                  newest.name(),
                  newest.createTime(),
                  changeId));
        }
      }
    }
    return all;
  }
}
