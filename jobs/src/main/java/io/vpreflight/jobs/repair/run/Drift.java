// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Baseline;
import io.vpreflight.jobs.repair.plan.PlanDisk;
import io.vpreflight.vsphere.HostState;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TargetState;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimConstant;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is no longer as it was when the plan was approved. Pure. */
final class Drift {
  private Drift() {}

  /** Before anything was done: nothing at all may be different. Null when nothing is. */
  static @Nullable Text before(Operation operation, TargetState seen) {
    Text identity = identity(operation, seen);
    if (identity != null) {
      return identity;
    }
    String name = unescaped(seen.name());
    if (!operation.name().equals(name)) {
      return of("name", operation.name(), name);
    }
    Baseline was = operation.target().baseline();
    return seen instanceof HostState host ? host(was, host) : machine(was, (VmState) seen);
  }

  private static @Nullable Text host(Baseline was, HostState host) {
    Baseline.OfHost before = Objects.requireNonNull(was.ofHost());
    HostState.RuntimeInfo now = host.runtime();
    String connection = vim(now.connectionState());
    if (!Objects.equals(before.connectionState(), connection)) {
      return of("runtime.connectionState", before.connectionState(), connection);
    }
    String power = vim(now.powerState());
    if (!Objects.equals(was.powerState(), power)) {
      return of("runtime.powerState", was.powerState(), power);
    }
    if (!Objects.equals(before.standbyMode(), now.standbyMode())) {
      return of("runtime.standbyMode", before.standbyMode(), now.standbyMode());
    }
    return Objects.equals(before.inMaintenanceMode(), now.inMaintenanceMode())
        ? null
        : of("runtime.inMaintenanceMode", before.inMaintenanceMode(), now.inMaintenanceMode());
  }

  private static @Nullable Text machine(Baseline was, VmState vm) {
    if (!Objects.equals(was.changeVersion(), vm.changeVersion())) {
      return of("config.changeVersion", was.changeVersion(), vm.changeVersion());
    }
    if (!Objects.equals(was.changeTrackingEnabled(), vm.changeTrackingEnabled())) {
      return of(
          "config.changeTrackingEnabled", was.changeTrackingEnabled(), vm.changeTrackingEnabled());
    }
    String power = vim(vm.powerState());
    if (!Objects.equals(was.powerState(), power)) {
      return of("runtime.powerState", was.powerState(), power);
    }
    MoRef host = vm.host();
    if (!Objects.equals(was.host(), host == null ? null : host.moId())) {
      return of("runtime.host", was.host(), host == null ? null : host.moId());
    }
    if (!Objects.equals(was.consolidationNeeded(), vm.consolidationNeeded())) {
      return of("runtime.consolidationNeeded", was.consolidationNeeded(), vm.consolidationNeeded());
    }
    List<String> tree = vm.snapshots().stream().map(SnapshotRef::ref).map(MoRef::moId).toList();
    if (!was.snapshots().equals(tree)) {
      return of("snapshot", was.snapshots(), tree);
    }
    return disks(was, vm, true);
  }

  private static @Nullable String vim(@Nullable VimConstant state) {
    return state == null ? null : state.vim();
  }

  /**
   * At any time: it is the same machine, be it with the identity that we give it, or the same host.
   * Null when it is.
   */
  static @Nullable Text identity(Operation operation, TargetState seen) {
    Baseline was = operation.target().baseline();
    if (seen instanceof HostState host) {
      return Objects.equals(was.uuid(), host.uuid())
          ? null
          : of("summary.hardware.uuid", was.uuid(), host.uuid());
    }
    VmState vm = (VmState) seen;
    boolean given =
        vm.instanceUuid() != null && vm.instanceUuid().equals(operation.newInstanceUuid());
    if (!given && !Objects.equals(was.instanceUuid(), vm.instanceUuid())) {
      return of("config.instanceUuid", was.instanceUuid(), vm.instanceUuid());
    }
    if (!Objects.equals(was.uuid(), vm.uuid())) {
      return of("config.uuid", was.uuid(), vm.uuid());
    }
    return null;
  }

  /** In between: the same disks of the same size; their current files are others by now. */
  static @Nullable Text disks(Operation operation, VmState vm) {
    return disks(operation.target().baseline(), vm, false);
  }

  private static @Nullable Text disks(Baseline was, VmState vm, boolean files) {
    Map<Integer, String> before = new TreeMap<>();
    for (PlanDisk disk : was.disks()) {
      before.put(disk.key(), disk.capacityBytes() + (files ? " " + disk.fileName() : ""));
    }
    Map<Integer, String> now = new TreeMap<>();
    for (VirtualDisk disk : vm.disks()) {
      now.put(disk.key(), disk.capacityInBytes() + (files ? " " + disk.backing().fileName() : ""));
    }
    return before.equals(now) ? null : of("config.hardware.device", before, now);
  }

  private static Text of(String property, @Nullable Object was, @Nullable Object is) {
    return Text.of("repair.reason.drift", property, String.valueOf(was), String.valueOf(is));
  }

  /** Names are stored with {@code %2f} for a slash. */
  private static String unescaped(String name) {
    return name.replaceAll("(?i)%2f", "/").replaceAll("(?i)%5c", "\\\\").replace("%25", "%");
  }
}
