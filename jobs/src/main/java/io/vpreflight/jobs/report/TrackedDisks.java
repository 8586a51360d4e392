// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.jobs.check.tracking.ChangeTracking;
import io.vpreflight.jobs.check.tracking.DiskTracking;
import io.vpreflight.jobs.check.tracking.TrackingOff;
import io.vpreflight.jobs.check.tracking.TrackingState;
import io.vpreflight.jobs.check.tracking.VmTracking;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The state of changed block tracking of disks, where what it rests on was read. */
public final class TrackedDisks {
  /** Without these the state of every disk would be unknown, which says nothing. */
  private static final List<Property> BASIS =
      List.of(VmProperty.CHANGE_TRACKING_ENABLED, VmProperty.DEVICES);

  private TrackedDisks() {}

  /**
   * A disk and whose it is.
   *
   * @param vm its virtual machine
   * @param tracking its state, and what that rests on
   */
  public record TrackedDisk(ObjectRef vm, DiskTracking tracking) {}

  /**
   * How often a state occurs.
   *
   * @param state of disks, or rolled up to their virtual machine
   * @param disks disks in it
   * @param machines virtual machines in it, by the most telling state of their disks
   */
  public record Count(TrackingState state, int disks, int machines) {}

  /** Every disk of every virtual machine, whatever the machine is for. */
  public static List<TrackedDisk> of(Audit audit) {
    List<TrackedDisk> disks = new ArrayList<>();
    for (Scene scene : audit.estate().scenes()) {
      if (isKnown(scene)) {
        for (VmTracking vm : ChangeTracking.in(scene).all()) {
          ObjectRef ref = scene.locations().refOf(vm.vm().ref());
          vm.disks().forEach(disk -> disks.add(new TrackedDisk(ref, disk)));
        }
      }
    }
    return disks;
  }

  /** The states that occur, the most telling first, over the machines that tracking is for. */
  public static List<Count> counts(Audit audit) {
    Map<TrackingState, Integer> disks = new EnumMap<>(TrackingState.class);
    Map<TrackingState, Integer> machines = new EnumMap<>(TrackingState.class);
    Set<VmRole> roles = new TrackingOff().info().roles();
    for (Scene scene : audit.estate().scenes()) {
      if (isKnown(scene)) {
        for (VmTracking vm : ChangeTracking.in(scene).all()) {
          if (roles.contains(Roles.in(scene).of(vm.vm()).role())) {
            machines.merge(vm.state(), 1, Integer::sum);
            vm.disks().forEach(disk -> disks.merge(disk.state(), 1, Integer::sum));
          }
        }
      }
    }
    List<Count> counts = new ArrayList<>();
    for (TrackingState state : TrackingState.values()) {
      int ofDisks = disks.getOrDefault(state, 0);
      int ofMachines = machines.getOrDefault(state, 0);
      if (ofDisks + ofMachines > 0) {
        counts.add(new Count(state, ofDisks, ofMachines));
      }
    }
    return counts;
  }

  private static boolean isKnown(Scene scene) {
    Coverage coverage = scene.inventory().coverage();
    return BASIS.stream().allMatch(coverage::isCollected);
  }
}
