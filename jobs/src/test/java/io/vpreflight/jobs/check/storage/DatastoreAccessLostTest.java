// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.ADatastore;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatastoreAccessLostTest {
  private static Results run(ADatastore datastore) {
    return Runs.run(new DatastoreAccessLost(), new AnInventory().stores(datastore));
  }

  private static ADatastore with(@Nullable Boolean accessible, @Nullable String maintenance) {
    ADatastore datastore = ADatastore.usual();
    datastore.accessible = accessible;
    datastore.maintenanceMode = maintenance;
    return datastore;
  }

  @Test
  void a_datastore_that_no_host_reaches_is_found_whatever_else_is_said() {
    assertEquals(List.of("vmfs01: inaccessible"), Runs.found(run(with(false, "normal"))));
    assertEquals(List.of("vmfs01: inaccessible"), Runs.found(run(with(false, null))));
  }

  @Test
  void maintenance_and_the_way_there_are_two_kinds() {
    assertEquals(List.of("vmfs01: maintenance"), Runs.found(run(with(true, "inMaintenance"))));
    assertEquals(
        List.of("vmfs01: entering-maintenance"),
        Runs.found(run(with(true, "enteringMaintenance"))));
  }

  @Test
  void a_healthy_datastore_passes() {
    Results results = run(ADatastore.usual());
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void unset_is_undetermined() {
    assertEquals(List.of("vmfs01: reason.unset"), Runs.undetermined(run(with(null, "normal"))));
    assertEquals(List.of("vmfs01: reason.unset"), Runs.undetermined(run(with(true, null))));
  }

  @Test
  void unreadable_is_undetermined() {
    ADatastore hidden = with(false, null).unreadable(DatastoreProperty.SUMMARY, "NoPermission");
    Results results = run(hidden);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("vmfs01: reason.unreadable"), Runs.undetermined(results));
  }
}
