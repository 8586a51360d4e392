// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One virtual machine and what it stands on: its host, cluster, datastores and vCenter.
 *
 * @param scene the vCenter in which it is
 * @param vm the machine
 */
public record VmSubject(Scene scene, VirtualMachine vm) {
  /** The machine as an object of the estate. */
  public ObjectRef ref() {
    return scene.locations().refOf(vm.ref());
  }

  /** Its host; null when unset or not seen. */
  public @Nullable Host host() {
    return scene.locations().host(vm.runtime().host());
  }

  /** The cluster of its host, or null. */
  public @Nullable Cluster cluster() {
    return scene.locations().clusterOf(host());
  }

  /** The datastores of its files and disks. */
  public Set<MoRef> datastores() {
    Set<MoRef> datastores = new LinkedHashSet<>(vm.placement().datastore());
    if (vm.config().hardware() != null) {
      for (VirtualDisk disk : vm.config().hardware().disks()) {
        DiskBacking backing = disk.backing();
        for (int i = 0; backing != null && i < 64; i++) {
          if (backing.datastore() != null) {
            datastores.add(backing.datastore());
          }
          backing = backing.parent();
        }
      }
    }
    return datastores;
  }

  /** The machine and everything that it stands on: what is said of these is said of it. */
  public Set<ObjectRef> surroundings() {
    Set<ObjectRef> all = new LinkedHashSet<>();
    all.add(ref());
    Host host = host();
    if (host != null) {
      all.add(scene.locations().refOf(host.ref()));
    }
    Cluster cluster = cluster();
    if (cluster != null) {
      all.add(scene.locations().refOf(cluster.ref()));
    }
    datastores().forEach(datastore -> all.add(scene.locations().refOf(datastore)));
    all.add(scene.locations().refOfVCenter());
    return all;
  }
}
