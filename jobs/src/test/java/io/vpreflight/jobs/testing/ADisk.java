// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk of 40 GiB on the first SCSI controller: its files, current one first, base last. */
public final class ADisk {
  public int key = 2000;
  public int unit;
  public int controllerKey = 1000;
  public @Nullable String diskMode = "persistent";
  public @Nullable String sharing = "sharingNone";
  public @Nullable MoRef datastore = AnInventory.DATASTORE;
  private final List<String> files;

  private ADisk(List<String> files) {
    this.files = files;
  }

  /** A disk with that chain, such as {@code [vmfs01] vm/vm-000001.vmdk, [vmfs01] vm/vm.vmdk}. */
  public static ADisk of(String... files) {
    return new ADisk(List.of(files));
  }

  /** The second, third ... disk of its machine. */
  public ADisk at(int newUnit) {
    unit = newUnit;
    key = 2000 + newUnit;
    return this;
  }

  /** The disk. */
  public VirtualDisk build() {
    DiskBacking backing = null;
    for (int i = files.size() - 1; i >= 0; i--) {
      backing =
          new DiskBacking(
              "VirtualDiskFlatVer2BackingInfo",
              files.get(i),
              datastore,
              diskMode,
              sharing,
              null,
              null,
              null,
              null,
              true,
              null,
              backing);
    }
    if (backing == null) {
      backing = AVm.aBacking("");
    }
    return new VirtualDisk(
        key, "Hard disk " + (unit + 1), controllerKey, unit, 40L << 30, backing, List.of());
  }

  /** The same disk with that changeId. */
  public static VirtualDisk frozen(VirtualDisk disk, @Nullable String changeId) {
    DiskBacking b = disk.backing();
    return with(
        disk,
        new DiskBacking(
            b.type(),
            b.fileName(),
            b.datastore(),
            b.diskMode(),
            b.sharing(),
            b.uuid(),
            changeId,
            b.compatibilityMode(),
            b.keyId(),
            b.thinProvisioned(),
            b.deltaDiskFormat(),
            b.parent()));
  }

  /** The same disk on that backing. */
  public static VirtualDisk with(VirtualDisk disk, DiskBacking backing) {
    return new VirtualDisk(
        disk.key(),
        disk.label(),
        disk.controllerKey(),
        disk.unitNumber(),
        disk.capacityInBytes(),
        backing,
        disk.iofilter());
  }
}
