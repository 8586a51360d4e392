// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A healthy disk of 40 GiB in a file; a test changes the one fact that it is about. */
public final class AVirtualDisk {
  private final int key;
  private final int unit;
  private final String name;
  private Integer controller = 1000;
  private @Nullable Long capacity = 40L << 30;
  private String type = "VirtualDiskFlatVer2BackingInfo";
  private @Nullable MoRef datastore = AnInventory.DATASTORE;
  private @Nullable String mode = "persistent";
  private @Nullable String sharing = "sharingNone";
  private @Nullable String compatibilityMode;
  private @Nullable String keyId;
  private int deltas;

  private AVirtualDisk(String name, int key, int unit) {
    this.name = name;
    this.key = key;
    this.unit = unit;
  }

  /** A disk in {@code [vmfs01] disks/<name>.vmdk}. */
  public static AVirtualDisk named(String name, int key, int unit) {
    return new AVirtualDisk(name, key, unit);
  }

  /** On the controller with that key. */
  public AVirtualDisk controller(int controllerKey) {
    controller = controllerKey;
    return this;
  }

  /** Of that size. */
  public AVirtualDisk capacity(@Nullable Long bytes) {
    capacity = bytes;
    return this;
  }

  /** With a backing of that class. */
  public AVirtualDisk type(String backing) {
    type = backing;
    return this;
  }

  /** On that datastore. */
  public AVirtualDisk on(@Nullable MoRef place) {
    datastore = place;
    return this;
  }

  /** In that mode. */
  public AVirtualDisk mode(@Nullable String diskMode) {
    mode = diskMode;
    return this;
  }

  /** Shared or not. */
  public AVirtualDisk sharing(@Nullable String value) {
    sharing = value;
    return this;
  }

  /** A raw device mapping in that mode. */
  public AVirtualDisk raw(@Nullable String mode) {
    compatibilityMode = mode;
    return type("VirtualDiskRawDiskMappingVer1BackingInfo");
  }

  /** Encrypted with that key. */
  public AVirtualDisk keyId(@Nullable String key) {
    keyId = key;
    return this;
  }

  /** On that many deltas above its base. */
  public AVirtualDisk deltas(int count) {
    deltas = count;
    return this;
  }

  /** The disk. */
  public VirtualDisk build() {
    DiskBacking chain = null;
    for (int level = 0; level <= deltas; level++) {
      String suffix = level == 0 ? "" : String.format("-%06d", level);
      chain =
          new DiskBacking(
              type,
              "[vmfs01] disks/" + name + suffix + ".vmdk",
              datastore,
              mode,
              sharing,
              null,
              null,
              compatibilityMode,
              keyId,
              null,
              null,
              chain);
    }
    if (chain == null) {
      throw new IllegalStateException("no backing");
    }
    return new VirtualDisk(key, "Hard disk " + name, controller, unit, capacity, chain, List.of());
  }
}
