// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.storage;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many disk snapshots lie on each datastore: a disk of a machine with snapshots counts once for
 * each link of its chain that the tree accounts for, so that the base of a linked clone is none.
 */
public final class DiskSnapshots {
  private final Map<MoRef, Integer> count = new HashMap<>();
  private final Map<MoRef, Integer> machines = new HashMap<>();
  private final Map<MoRef, Integer> unknown = new HashMap<>();

  private DiskSnapshots(Scene scene) {
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      Hardware hardware = vm.config().hardware();
      if (hardware == null
          || vm.unreadable().fault(VmProperty.DEVICES) != null
          || vm.unreadable().fault(VmProperty.SNAPSHOT) != null) {
        vm.placement().datastore().forEach(datastore -> add(unknown, datastore));
      } else if (vm.snapshot() != null) {
        count(hardware, vm.snapshot().depth());
      }
    }
  }

  /** Those of a scene. */
  public static DiskSnapshots in(Scene scene) {
    return scene.derived(DiskSnapshots.class, DiskSnapshots::new);
  }

  /** Disk snapshots there. */
  public int on(MoRef datastore) {
    return count.getOrDefault(datastore, 0);
  }

  /** Virtual machines that they belong to. */
  public int machinesOn(MoRef datastore) {
    return machines.getOrDefault(datastore, 0);
  }

  /** Virtual machines there whose disks or snapshots could not be read. */
  public int unknownOn(MoRef datastore) {
    return unknown.getOrDefault(datastore, 0);
  }

  private void count(Hardware hardware, int depth) {
    Set<MoRef> touched = new HashSet<>();
    for (VirtualDisk disk : hardware.disks()) {
      DiskBacking link = disk.backing();
      for (int level = 0; level < depth && link.parent() != null; level++) {
        if (link.datastore() != null) {
          add(count, link.datastore());
          touched.add(link.datastore());
        }
        link = link.parent();
      }
    }
    touched.forEach(datastore -> add(machines, datastore));
  }

  private static void add(Map<MoRef, Integer> counts, MoRef datastore) {
    counts.merge(datastore, 1, Integer::sum);
  }
}
