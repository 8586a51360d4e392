// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import static io.vpreflight.scenario.demo.Site.daysAgo;
import static io.vpreflight.scenario.demo.Site.hoursAgo;

import io.vpreflight.scenario.AlarmScenario;
import io.vpreflight.scenario.DatastoreScenario;
import io.vpreflight.scenario.SnapshotScenario;
import io.vpreflight.scenario.VmScenario;

/**
 * Snapshots that are old, deep, large, left behind or broken, and disks that others hold;
 * stateless.
 */
final class SnapshotCases {
  private static final String FOLDER = "Developpement/Instantanes";

  private SnapshotCases() {}

  static void addTo(Site paris, Site lyon) {
    ageDepthAndSize(paris);
    leftovers(paris, lyon);
    consolidation(paris);
    broken(paris);
    heldDisk(paris);
    storage(lyon);
  }

  private static void ageDepthAndSize(Site paris) {
    paris.vm(FOLDER, "srv-par-inst01").snapshot("avant correctif", daysAgo(6));
    paris.vm(FOLDER, "srv-par-inst02").snapshot("avant montee de version", daysAgo(43));
    VmScenario deep = paris.vm(FOLDER, "srv-par-inst03");
    deep.snapshot("etape 1", daysAgo(2), snapshot -> chain(snapshot, 2, 6));
    VmScenario tooDeep = paris.vm(FOLDER, "srv-par-inst04");
    tooDeep.snapshot("etape 1", daysAgo(2.5), snapshot -> chain(snapshot, 2, 27));
    paris
        .vm(FOLDER, "srv-par-inst05")
        .disk(disk -> disk.capacityGiB(200).thick(false))
        .snapshot("import", daysAgo(1), snapshot -> snapshot.deltaGiB(55));
    paris
        .vm(FOLDER, "srv-par-inst06")
        .disk(disk -> disk.capacityGiB(200).thick(false))
        .snapshot("import", daysAgo(2), snapshot -> snapshot.deltaGiB(124));
    paris
        .vm(FOLDER, "srv-par-inst07")
        .memoryMiB(16_384)
        .snapshot("en marche", daysAgo(1), snapshot -> snapshot.memory(true));
    paris
        .vm(FOLDER, "srv-par-inst08")
        .snapshot("a", daysAgo(1.9))
        .snapshot("b", daysAgo(1.5))
        .snapshot("c", daysAgo(1.1))
        .snapshot("d", daysAgo(0.7));
    paris.vm(FOLDER, "srv-par-inst09").snapshot("ce matin", hoursAgo(2));
  }

  private static void chain(SnapshotScenario snapshot, int number, int last) {
    if (number <= last) {
      snapshot.child(
          "etape " + number, daysAgo(2 - number * 0.05), child -> chain(child, number + 1, last));
    }
  }

  private static void leftovers(Site paris, Site lyon) {
    paris
        .vm(FOLDER, "srv-par-inst10")
        .snapshot(
            "VEEAM BACKUP TEMPORARY SNAPSHOT",
            daysAgo(2.3),
            snapshot ->
                snapshot.description(
                    "Please do not delete this snapshot. It is used by a backup job."));
    paris.vm(FOLDER, "srv-par-inst11").snapshot("Consolidate Helper- 0", daysAgo(9));
    lyon.vm("Bases", "srv-lyo-pg07").snapshot("__GX_BACKUP__", daysAgo(1.6));
    lyon.vm("Bases", "srv-lyo-pg08")
        .snapshot(
            "asr-migration-snapshot-6d1c0f27", daysAgo(3.2), snapshot -> snapshot.quiesced(true));
  }

  private static void consolidation(Site paris) {
    AlarmScenario alarm =
        paris
            .vcenter()
            .alarm("Virtual Machine Consolidation Needed", "alarm.VmConsolidationNeededAlarm");
    paris
        .vm(FOLDER, "srv-par-conso01")
        .disk(disk -> disk.strayDeltas(2, 9_000))
        .consolidationNeeded(true)
        .triggeredAlarm(alarm, "yellow", hoursAgo(31))
        .event(
            "EventEx",
            hoursAgo(31),
            event ->
                event
                    .user("")
                    .eventTypeId("com.vmware.vc.VmDiskConsolidationNeeded")
                    .message("Virtual machine srv-par-conso01 disks consolidation is needed"));
    paris.vm(FOLDER, "srv-par-conso02").consolidationNeeded(true);
    paris.vm(FOLDER, "srv-par-conso03").disk(disk -> disk.strayDeltas(3, 4_000));
    paris
        .vm(FOLDER, "srv-par-conso04")
        .consolidationNeeded(true)
        .disk(disk -> disk.strayDeltas(1, 300))
        .task(
            "vm.Snapshot.remove",
            task -> task.running(hoursAgo(0.5), 62).by("VALOMBRE\\svc-sauvegarde"));
    paris.vm(FOLDER, "srv-par-conso05").unset("runtime.consolidationNeeded");
    paris
        .vm(FOLDER, "srv-par-conso06")
        .disk(disk -> disk.fileName("[PAR-SAN-01] srv-par-conso06/srv-par-conso06-000004.vmdk"))
        .storedOn(paris.datastore(0));
  }

  private static void broken(Site paris) {
    paris
        .vm(FOLDER, "srv-par-inst12")
        .disk()
        .snapshot(
            "avant retrait du disque",
            daysAgo(1.2),
            snapshot -> snapshot.goneDisk(disk -> disk.capacityGiB(100)));
    paris
        .vm(FOLDER, "srv-par-inst13")
        .disk()
        .disk(disk -> disk.capacityBytes(0))
        .property("config.hardware.device[2001].deviceInfo.summary", "0 KB");
    VmScenario zero = paris.vm(FOLDER, "srv-par-inst14").disk();
    zero.snapshot(
        "taille nulle", hoursAgo(8), snapshot -> snapshot.capacityBytes(zero.diskAt(0), 0));
    paris.vm(FOLDER, "srv-par-inst15").snapshotInBackground(true).snapshot("gros", hoursAgo(3));
  }

  private static void heldDisk(Site paris) {
    DatastoreScenario san = paris.datastore(2);
    VmScenario held =
        paris
            .vm("Bases/SQL", "srv-par-sql09")
            .storedOn(san)
            .disk(disk -> disk.capacityGiB(80))
            .disk(disk -> disk.capacityGiB(600))
            .snapshot("VEEAM BACKUP TEMPORARY SNAPSHOT", daysAgo(1.8));
    VmScenario proxy = paris.vm("Sauvegarde", "srv-par-mandataire01").storedOn(san).disk();
    String foreign = held.diskAt(1).baseFile();
    proxy.disk(disk -> disk.capacityGiB(600).fileName(foreign).mode("independent_nonpersistent"));
    paris.vm("Sauvegarde", "srv-par-mandataire02");
  }

  private static void storage(Site lyon) {
    DatastoreScenario full =
        lyon.datacenter().datastore("LYO-LOCAL-07").capacityGiB(2048).freeGiB(40);
    lyon.vm("Laboratoire", "srv-lyo-labo09")
        .storedOn(full)
        .disk(disk -> disk.capacityGiB(400).thick(false))
        .snapshot("essai", daysAgo(1), snapshot -> snapshot.deltaGiB(35));
    DatastoreScenario lost =
        lyon.datacenter().datastore("LYO-NFS-VIEUX").type("NFS").accessible(false).freeGiB(0);
    lyon.vm("Laboratoire", "srv-lyo-labo10")
        .storedOn(lost)
        .poweredOff()
        .connectionState("inaccessible");
    lyon.datacenter()
        .datastore("LYO-SAN-MAINT")
        .capacityGiB(8192)
        .freeGiB(8000)
        .maintenanceMode("inMaintenance");
  }
}
