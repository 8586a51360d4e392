// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.DatastoreScenario;
import io.vpreflight.scenario.VmScenario;

/** Datastores that are lost, full or crowded. */
class StorageProofTest extends Room {
  @Override
  void declare() {
    proof("datastore.access.lost")
        .found("inaccessible", place -> place.datastore("no host reaches it").accessible(false))
        .found(
            "maintenance",
            place -> place.datastore("in maintenance").maintenanceMode("inMaintenance"))
        .found(
            "entering-maintenance",
            place -> place.datastore("being emptied").maintenanceMode("enteringMaintenance"))
        .silent(place -> place.datastore("in order"))
        .undetermined("summary.accessible", place -> place.datastore("access not sent"))
        .undetermined("summary.maintenanceMode", place -> place.datastore("mode not sent"));

    proof("datastore.space.low")
        .found("low", place -> used(place, place.datastore("a tenth free"), 100))
        .found("very-low", place -> used(place, place.datastore("two percent free"), 20))
        .silent(place -> used(place, place.datastore("half free"), 500))
        .silent(
            place -> {
              DatastoreScenario images = place.datastore("full of ISO images");
              place.vm("reads an image").iso("[full of ISO images] linux.iso");
              return images.capacityGiB(1_000).freeGiB(1);
            })
        .undetermined("summary.freeSpace", place -> used(place, place.datastore("not sent"), 20))
        .undetermined(
            "summary.capacity", place -> used(place, place.datastore("size not sent"), 20));

    proof("datastore.snapshot.crowded")
        .found(place -> snapshots(place, place.datastore("sixteen disks with snapshots"), 8, 2))
        .silent(place -> snapshots(place, place.datastore("fourteen disks with snapshots"), 7, 2))
        .silent(place -> snapshots(place, place.datastore("all of one machine"), 1, 20))
        .undetermined(
            place -> {
              DatastoreScenario datastore = place.datastore("disks of a machine not sent");
              VmScenario vm = place.vm("devices not sent").storedOn(datastore);
              place.unset(vm, "config.hardware.device");
              return datastore;
            });
  }

  private static DatastoreScenario used(Place place, DatastoreScenario datastore, int freeGiB) {
    place.vm("has a disk there").storedOn(datastore);
    return datastore.capacityGiB(1_000).freeGiB(freeGiB);
  }

  private static DatastoreScenario snapshots(
      Place place, DatastoreScenario datastore, int machines, int disks) {
    for (int i = 1; i <= machines; i++) {
      VmScenario vm = place.vm("machine " + i).storedOn(datastore);
      for (int disk = 0; disk < disks; disk++) {
        vm.disk();
      }
      vm.snapshot("a", place.hoursAgo(1));
    }
    return datastore;
  }
}
