// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/**
 * A datastore has less room than its deltas may want: to merge them may take as much again as they
 * hold, and they go on growing.
 */
public final class SnapshotRoom implements ObjectCheck<Datastore> {
  private static final CheckInfo INFO =
      CheckInfo.of("datastore.snapshot.room", "scarce", "short")
          .requires(DatastoreProperty.SUMMARY, VmProperty.LAYOUT, VmProperty.DEVICES)
          .mayRead(
              VmProperty.SNAPSHOT,
              VmProperty.DATASTORE,
              VmProperty.VM_PATH_NAME,
              HostProperty.PRODUCT)
          .seedRows("003-11")
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
    DeltaSums.Sum sum = DeltaSums.in(scene).on(datastore);
    Long free = datastore.freeSpace();
    if (free == null) {
      return Outcome.unset(DatastoreProperty.SUMMARY);
    }
    long percent = free <= 0 ? 1000 : Math.min(1000, Math.round(100.0 * sum.bytes() / free));
    if (sum.bytes() > 0 && percent >= scene.limits().number("datastore.delta.warning.percent")) {
      boolean tooLittle = percent >= scene.limits().number("datastore.delta.critical.percent");
      return Outcome.hit(tooLittle ? "short" : "scarce")
          .with(new Bytes(sum.bytes()), sum.machines(), new Bytes(free))
          .evidence("summary.freeSpace", free)
          .evidence("summary.capacity", datastore.capacity())
          .evidence("layoutEx.file.size", sum.bytes())
          .only();
    }
    return sum.unknown().isEmpty()
        ? List.of()
        : Outcome.undetermined("reason.snapshot.sizes-unknown", sum.unknown().size());
  }
}
