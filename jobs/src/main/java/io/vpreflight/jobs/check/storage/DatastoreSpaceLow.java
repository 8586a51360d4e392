// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.storage;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A datastore that holds disks has little room left: snapshots grow until it is full. */
public final class DatastoreSpaceLow implements ObjectCheck<Datastore> {
  private static final CheckInfo INFO =
      CheckInfo.of("datastore.space.low", "low", "very-low")
          .requires(DatastoreProperty.SUMMARY)
          .mayRead(VmProperty.DEVICES, VmProperty.DATASTORE)
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
    if (Boolean.FALSE.equals(datastore.accessible())) {
      return Outcome.undetermined("reason.storage.not-accessible");
    }
    Long capacity = datastore.capacity();
    Long free = datastore.freeSpace();
    if (capacity == null || capacity <= 0) {
      return Outcome.undetermined("reason.unset", "summary.capacity");
    }
    if (free == null) {
      return Outcome.undetermined("reason.unset", "summary.freeSpace");
    }
    double percent = 100.0 * free / capacity;
    String kind = kind(percent, scene.limits());
    if (kind == null) {
      return List.of();
    }
    if (!DiskDatastores.in(scene).contains(datastore.ref())) {
      // An ISO store is full by design; but disks may lie there that this account does not see.
      return scene.inventory().coverage().view() == Coverage.View.PARTIAL
          ? Outcome.undetermined("reason.storage.nothing-seen")
          : List.of();
    }
    return Outcome.hit(kind)
        .with((int) percent, new Bytes(free), new Bytes(capacity))
        .evidence("summary.capacity", capacity)
        .evidence("summary.freeSpace", free)
        .only();
  }

  private static @Nullable String kind(double percent, Limits limits) {
    if (percent < limits.number("datastore.free.critical.percent")) {
      return "very-low";
    }
    return percent < limits.number("datastore.free.warning.percent") ? "low" : null;
  }
}
