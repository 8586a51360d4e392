// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.storage;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which datastores hold disks of virtual machines. Not every datastore of a machine does: one whose
 * ISO image is in the drive counts as its datastore for vCenter, and is full by design.
 */
public final class DiskDatastores {
  private final Set<MoRef> used = new HashSet<>();

  private DiskDatastores(Scene scene) {
    scene.inventory().virtualMachines().forEach(vm -> collect(vm, used));
  }

  /** Those of a scene. */
  public static DiskDatastores in(Scene scene) {
    return scene.derived(DiskDatastores.class, DiskDatastores::new);
  }

  /** True when a virtual machine that we see has a disk there. */
  public boolean contains(MoRef datastore) {
    return used.contains(datastore);
  }

  /**
   * Those that hold disks of a virtual machine, parents of the disks included; all of its
   * datastores when its devices or their datastores are not known.
   */
  public static Set<MoRef> of(VirtualMachine vm) {
    Set<MoRef> found = new LinkedHashSet<>(4);
    collect(vm, found);
    return found;
  }

  private static void collect(VirtualMachine vm, Set<MoRef> found) {
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      found.addAll(vm.placement().datastore());
      return;
    }
    for (VirtualDisk disk : hardware.disks()) {
      if (disk.backing().datastore() == null) {
        found.addAll(vm.placement().datastore());
      }
      for (DiskBacking link = disk.backing(); link != null; link = link.parent()) {
        if (link.datastore() != null) {
          found.add(link.datastore());
        }
      }
    }
  }
}
