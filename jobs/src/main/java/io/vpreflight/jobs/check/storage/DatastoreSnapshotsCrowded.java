// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.storage;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/**
 * More disk snapshots lie on a datastore than the product makes there at once, so that new cycles
 * wait for their turn. A plan, never a fault of the datastore.
 */
public final class DatastoreSnapshotsCrowded implements ObjectCheck<Datastore> {
  private static final CheckInfo INFO =
      CheckInfo.of("datastore.snapshot.crowded", "crowded")
          .requires(VmProperty.DEVICES, VmProperty.SNAPSHOT)
          .mayRead(VmProperty.DATASTORE)
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<Datastore> subject() {
    return Subject.DATASTORE;
  }

  @Override
  public List<Outcome> check(Datastore datastore, Scene scene) {
    DiskSnapshots snapshots = DiskSnapshots.in(scene);
    int limit = scene.limits().number("datastore.snapshot.max");
    int count = snapshots.on(datastore.ref());
    int machines = snapshots.machinesOn(datastore.ref());
    // One machine with many disks is snapshotted all the same.
    if (count > limit && machines > 1) {
      return Outcome.hit("crowded")
          .with(count, machines, limit)
          .evidence("diskSnapshots", count)
          .evidence("virtualMachines", machines)
          .only();
    }
    int unknown = snapshots.unknownOn(datastore.ref());
    return unknown > 0
        ? Outcome.undetermined("reason.storage.machines-unknown", unknown)
        : List.of();
  }
}
