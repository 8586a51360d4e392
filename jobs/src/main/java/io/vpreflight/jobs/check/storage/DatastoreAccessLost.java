// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.storage;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import java.util.List;

/** No host reaches a datastore, or it is in maintenance. */
public final class DatastoreAccessLost implements ObjectCheck<Datastore> {
  private static final CheckInfo INFO =
      CheckInfo.of("datastore.access.lost", "inaccessible", "maintenance", "entering-maintenance")
          .requires(DatastoreProperty.SUMMARY)
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
    Boolean accessible = datastore.accessible();
    String maintenance = datastore.maintenanceMode();
    if (Boolean.FALSE.equals(accessible)) {
      return Outcome.hit("inaccessible").evidence("summary.accessible", false).only();
    }
    if (accessible == null) {
      return Outcome.undetermined("reason.unset", "summary.accessible");
    }
    if (maintenance == null) {
      return List.of(
          new Outcome.Undetermined(
              "", Gaps.missing("summary.maintenanceMode", datastore.unreadable())));
    }
    if (maintenance.equals("normal")) {
      return List.of();
    }
    return Outcome.hit(maintenance.equals("inMaintenance") ? "maintenance" : "entering-maintenance")
        .evidence("summary.maintenanceMode", maintenance)
        .only();
  }
}
