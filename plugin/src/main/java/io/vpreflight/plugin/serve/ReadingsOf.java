// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.store.Reading;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.vsphere.inventory.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How an audit found each vCenter. */
final class ReadingsOf {
  private ReadingsOf() {}

  /** One for each name. */
  static List<Reading> audit(Audit audit, StoredAudit kept) {
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (FailedSource failed : audit.failed()) {
      readings.put(
          failed.name(),
          new Reading(
              failed.name(),
              kept.schedule(),
              kept.id(),
              kept.startedAt(),
              false,
              "",
              "",
              0,
              0,
              null));
    }
    for (Scene scene : audit.estate().scenes()) {
      Inventory inventory = scene.inventory();
      readings.put(
          inventory.vcenter().name(),
          new Reading(
              inventory.vcenter().name(),
              kept.schedule(),
              kept.id(),
              kept.startedAt(),
              true,
              inventory.vcenter().instanceUuid(),
              Objects.toString(inventory.vcenter().about().version(), ""),
              inventory.hosts().size(),
              inventory.virtualMachines().size(),
              inventory.coverage().took()));
    }
    return new ArrayList<>(readings.values());
  }
}
