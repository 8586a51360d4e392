// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the change tracking of one disk. Immutable.
 *
 * @param vm its virtual machine
 * @param disk the disk as it is now
 * @param state what comes of it all
 * @param unsupported why it cannot be tracked; null when nothing speaks against it
 * @param pending what waits for a stun; null when nothing does
 * @param suspicion why its base may be wrong; null when nothing says so
 * @param newest the newest snapshot that shows a changeId of it; null when none does
 * @param newestBefore the newest snapshot that showed one in the baseline, or at any time before it
 *     as far as anybody remembers; null when none did, or when there is no baseline
 * @param remark why the state is unknown, or what limits what can be said; null when nothing does
 */
public record DiskTracking(
    VirtualMachine vm,
    VirtualDisk disk,
    TrackingState state,
    @Nullable Unsupported unsupported,
    @Nullable Pending pending,
    @Nullable Suspicion suspicion,
    @Nullable FrozenDisk newest,
    @Nullable FrozenDisk newestBefore,
    @Nullable Text remark) {

  /** The device key: which disk of the virtual machine. */
  public int key() {
    return disk.key();
  }

  /** What an admin sees, such as {@code Hard disk 1}. */
  public String label() {
    return disk.label();
  }

  /**
   * What the baseline knew of it when tracking has begun anew since: another part before the slash
   * of the changeId. Null otherwise.
   */
  public @Nullable FrozenDisk resetFrom() {
    String epoch = newest == null ? null : newest.epoch();
    String epochBefore = newestBefore == null ? null : newestBefore.epoch();
    return epoch != null && epochBefore != null && !epoch.equalsIgnoreCase(epochBefore)
        ? newestBefore
        : null;
  }

  /**
   * True when a snapshot of now and another one of the baseline show a changeId of it: the same one
   * seen twice says nothing of the time between.
   */
  public boolean isComparable() {
    return newest != null
        && newestBefore != null
        && newest.epoch() != null
        && newestBefore.epoch() != null
        && !newest.snapshot().equals(newestBefore.snapshot());
  }

  /** True when its configuration key was not to be had, or not to be understood. */
  boolean isKeyUnknown() {
    Hardware hardware = vm.config().hardware();
    return hardware != null && DiskKey.isUnknown(vm, hardware.place(disk));
  }

  /**
   * What the state rests on: property path as vim25 names it, to its value. Made at every call;
   * most disks are never asked.
   */
  public Map<String, Object> evidence() {
    Map<String, Object> evidence = new LinkedHashMap<>();
    Boolean flag = vm.config().changeTrackingEnabled();
    evidence.put(VmProperty.CHANGE_TRACKING_ENABLED.path(), flag == null ? "unset" : flag);
    Hardware hardware = vm.config().hardware();
    String place = hardware == null ? null : hardware.place(disk);
    if (place != null) {
      evidence.put(DiskKey.path(place), DiskKey.shown(vm.config().extraConfig(), place));
    }
    if (unsupported != null && hardware != null) {
      unsupported.addEvidence(evidence, vm, hardware, disk);
    }
    if (state == TrackingState.DISALLOWED) {
      String key = DiskKey.forbidding(vm.config().extraConfig(), place);
      evidence.put("config.extraConfig[\"" + key + "\"]", true);
    }
    if (pending != null) {
      evidence.put(
          pending.seen() ? "VmReconfiguredEvent.createdTime" : "baseline.collectedAt",
          pending.since());
    }
    if (suspicion != null) {
      addSuspicion(evidence, suspicion);
    }
    if (newest != null && newest.changeId() != null) {
      evidence.put(path(newest), newest.changeId());
    }
    FrozenDisk from = resetFrom();
    if (from != null && from.changeId() != null) {
      evidence.put("baseline " + path(from), from.changeId());
    }
    return evidence;
  }

  private void addSuspicion(Map<String, Object> evidence, Suspicion why) {
    if (why.snapshot() != null) {
      FrozenDisk frozen = why.snapshot();
      evidence.put("snapshot[" + frozen.snapshot().moId() + "].createTime", frozen.createTime());
      evidence.put(path(frozen), shown(frozen));
    }
    if (why.at() != null) {
      evidence.put(moment(why.cause()), why.at());
    }
    if (why.cause() == Suspicion.Cause.DIRTY_POWER_OFF && vm.runtime().cleanPowerOff() != null) {
      evidence.put(VmProperty.CLEAN_POWER_OFF.path(), vm.runtime().cleanPowerOff());
    }
  }

  private static String moment(Suspicion.Cause cause) {
    return switch (cause) {
      case REVERTED -> "revertedAt";
      case DIRTY_POWER_OFF -> "restartedAt";
      case ENABLED_WITH_SNAPSHOT, SNAPSHOT_WITHOUT_CHANGE_ID -> "enabledAt";
    };
  }

  private String path(FrozenDisk frozen) {
    return "snapshot["
        + frozen.snapshot().moId()
        + "].config.hardware.device["
        + disk.key()
        + "].backing.changeId";
  }

  private static String shown(FrozenDisk frozen) {
    String changeId = frozen.changeId();
    return changeId != null ? changeId : frozen.read() ? "unset" : "not read";
  }
}
