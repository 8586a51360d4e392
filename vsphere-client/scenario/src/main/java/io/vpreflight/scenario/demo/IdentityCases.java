// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import static io.vpreflight.scenario.demo.Site.daysAgo;
import static io.vpreflight.scenario.demo.Site.hoursAgo;

import io.vpreflight.scenario.VmScenario;

/** Machines that share an identity, within a vCenter and across them; stateless. */
final class IdentityCases {
  private IdentityCases() {}

  static void addTo(Site paris, Site lyon, Site frankfurt) {
    VmScenario template = paris.vm("Modeles", "mod-compta").template().changeTracking(false);
    paris
        .vm("Modeles", "mod-compta (copie)")
        .template()
        .changeTracking(false)
        .instanceUuid(template.instanceUuid())
        .createdAt(daysAgo(4));

    VmScenario original = paris.vm("Metier/Paie", "srv-par-paie04");
    paris
        .vm("Restaurations", "srv-par-paie04_restore_1411")
        .poweredOff()
        .instanceUuid(original.instanceUuid())
        .biosUuid(original.biosUuid())
        .createdAt(daysAgo(6))
        .annotation("Restauration de test du 14/11");

    VmScenario erp = paris.vm("Metier/ERP", "srv-par-erp13");
    lyon.vm("Plan de reprise/Repliques", "srv-par-erp13_replica")
        .poweredOff()
        .instanceUuid(erp.instanceUuid())
        .biosUuid(erp.biosUuid())
        .snapshot("Restore Point 11-18-2026 21:30:04", daysAgo(1.4))
        .snapshot("Restore Point 11-19-2026 21:30:07", daysAgo(0.4));

    VmScenario shop = frankfurt.vm("Vertrieb", "srv-fra-shop15");
    paris
        .vm("Plan de reprise", "srv-fra-shop15")
        .poweredOff()
        .managedBy("com.vmware.vcDr", "placeholderVm")
        .instanceUuid(shop.instanceUuid())
        .noDisks()
        .changeTracking(false);

    VmScenario moved = lyon.vm("Logistique", "srv-lyo-wms11");
    lyon.vm("Logistique", "srv-lyo-wms11 (orphelin)")
        .connectionState("orphaned")
        .instanceUuid(moved.instanceUuid())
        .unset("guest");

    for (int i = 1; i <= 2; i++) {
      frankfurt
          .vm("Vertrieb/Kassen", HealthyMachines.name(frankfurt, "kasse", i))
          .annotation("Lizenz haengt an der MAC-Adresse")
          .adapter(adapter -> adapter.on(frankfurt.network(0)).macAddress("00:50:56:3f:00:21"));
    }

    VmScenario relay = frankfurt.vm("Web", "srv-fra-relais01");
    VmScenario copy = frankfurt.vm("Web", "srv-fra-relais02").biosUuid(relay.biosUuid());

    copy.event(
            "VmInstanceUuidConflictEvent",
            hoursAgo(7),
            event -> event.user("").conflictsWith(relay, "instanceUuid", relay.instanceUuid()))
        .event(
            "VmUuidConflictEvent",
            hoursAgo(7),
            event -> event.user("").conflictsWith(relay, "uuid", relay.biosUuid()))
        .event(
            "VmMacConflictEvent",
            hoursAgo(6),
            event -> event.user("").conflictsWith(relay, "mac", "00:50:56:a1:0f:33"));
  }
}
