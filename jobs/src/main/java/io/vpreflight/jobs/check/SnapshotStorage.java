// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a disk writes deltas when a snapshot is taken, or whether the storage keeps
 * snapshots itself, so that a chain says nothing of the tree: vVols, NFS with native snapshots, the
 * express storage architecture of vSAN, which is there from ESXi 8.0 on and looks like the older
 * one from here.
 */
public final class SnapshotStorage {
  private static final String NATIVE = "reason.snapshot.native";

  private SnapshotStorage() {}

  /** True for the doubt that the storage keeps snapshots itself. */
  public static boolean isNative(@Nullable Text doubt) {
    return doubt != null && doubt.key().equals(NATIVE);
  }

  /** Why the chain of this disk cannot be held against the tree; null when it can. */
  public static @Nullable Text doubt(VirtualDisk disk, VirtualMachine vm, Scene scene) {
    Text unknown = Unknowns.ofChain(disk, vm.unreadable());
    if (unknown != null) {
      return unknown;
    }
    for (DiskBacking at = disk.backing(); at != null; at = at.parent()) {
      if ("nativeFormat".equals(at.deltaDiskFormat())) {
        return Text.of(NATIVE, disk.label(), "nativeFormat");
      }
    }
    Datastore datastore = scene.locations().datastore(disk.backing().datastore());
    if (datastore == null || datastore.type() == null) {
      return Text.of("reason.snapshot.storage-unknown", disk.label());
    }
    String type = datastore.type().toUpperCase(Locale.ROOT);
    boolean keepsThemItself = type.equals("VVOL") || (type.equals("VSAN") && !isBefore8(vm, scene));
    return keepsThemItself ? Text.of(NATIVE, disk.label(), datastore.type()) : null;
  }

  private static boolean isBefore8(VirtualMachine vm, Scene scene) {
    Host host = scene.locations().host(vm.runtime().host());
    String version = host == null ? null : host.summary().version();
    return version != null
        && version.length() > 1
        && version.charAt(0) >= '4'
        && version.charAt(0) <= '7'
        && version.charAt(1) == '.';
  }
}
