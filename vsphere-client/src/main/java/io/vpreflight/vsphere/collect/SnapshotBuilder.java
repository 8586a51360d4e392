// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects a snapshot object, of which only the disks matter. */
final class SnapshotBuilder extends ObjectBuilder {
  private static final PropertyTree<SnapshotBuilder> TREE =
      new PropertyTree<SnapshotBuilder>()
          .each(
              "config.hardware.device",
              b -> b.devices = new DeviceReader(b),
              (b, c) -> Objects.requireNonNull(b.devices).read(c),
              (b, c) -> Objects.requireNonNull(b.devices).share(c));

  private @Nullable DeviceReader devices;

  SnapshotBuilder(MoRef ref, SchemaNotes notes) {
    super(ref, notes);
  }

  @Override
  boolean read(String path, XmlCursor cursor) {
    return TREE.read(this, path, cursor);
  }

  Snapshot build() {
    return new Snapshot(ref, devices == null ? null : devices.disks(), unreadable());
  }
}
