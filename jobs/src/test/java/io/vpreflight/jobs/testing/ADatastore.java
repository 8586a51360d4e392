// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Unreadable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A healthy datastore, half full. Fields are public: a test sets the one that it is about. */
public final class ADatastore {
  public final MoRef ref;
  public final String name;
  public @Nullable String type = "VMFS";
  public @Nullable Long capacity = 4096L << 30;
  public @Nullable Long freeSpace = 2048L << 30;
  public @Nullable Boolean accessible = true;
  public @Nullable String maintenanceMode = "normal";
  public final Map<String, String> unreadable = new HashMap<>();

  private ADatastore(MoRef ref, String name) {
    this.ref = ref;
    this.name = name;
  }

  /** The datastore that the disks of healthy machines lie on. */
  public static ADatastore usual() {
    return new ADatastore(AnInventory.DATASTORE, "vmfs01");
  }

  /** Another one; the moId is {@code datastore-<name>}. */
  public static ADatastore named(String name) {
    return new ADatastore(new MoRef("Datastore", "datastore-" + name), name);
  }

  /** With that part of it free. */
  public ADatastore freePercent(double percent) {
    freeSpace = capacity == null ? null : (long) Math.ceil(capacity * percent / 100);
    return this;
  }

  /** The property was asked for and not given. */
  public ADatastore unreadable(Property property, String faultClass) {
    unreadable.put(property.path(), faultClass);
    return this;
  }

  /** The datastore. */
  public Datastore build() {
    return new Datastore(
        ref,
        name,
        null,
        type,
        capacity,
        freeSpace,
        0L,
        accessible,
        maintenanceMode,
        "ds:///vmfs/volumes/" + name + "/",
        62L << 40,
        unreadable.isEmpty() ? Unreadable.NONE : new Unreadable(unreadable));
  }
}
