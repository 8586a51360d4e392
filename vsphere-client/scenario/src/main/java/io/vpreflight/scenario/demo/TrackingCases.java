// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import static io.vpreflight.scenario.demo.Site.daysAgo;
import static io.vpreflight.scenario.demo.Site.hoursAgo;

import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.VmScenario;
import io.vpreflight.scenario.XmlElement;

/** One machine for every state that the tracking of a disk can be in; stateless. */
final class TrackingCases {
  private static final String FOLDER = "Bases/Suivi";
  private static final String OLD_EPOCH = "52 3f a8 01 9c 77 40 1b-a2 5e 0d 66 18 c9 f0 2a";
  private static final String NEW_EPOCH = "52 d4 16 b3 70 2e 91 c8-05 fb 3a 9d 84 61 7e 0c";

  private TrackingCases() {}

  static void addTo(Site paris, Site lyon, boolean earlier) {
    impossible(paris, lyon);
    switches(paris);
    pending(paris);
    suspect(paris);
    reset(paris, earlier);
    knownDefects(paris, earlier);
    unknown(paris);
  }

  private static void impossible(Site paris, Site lyon) {
    lyon.vm("Atelier/Fours", "srv-lyo-four-ancien")
        .hardwareVersion("vmx-04")
        .firmware("bios", false);
    lyon.vm("Atelier/Fours", "srv-lyo-four11")
        .property("capability.changeTrackingSupported", false);
    paris.vm(FOLDER, "srv-par-brut01").disk().disk(disk -> disk.capacityGiB(500).rawDevice(true));
    paris
        .vm(FOLDER, "srv-par-brut02")
        .disk(disk -> disk.backing("VirtualDiskFlatVer1BackingInfo").thick(false));
    paris.vm(FOLDER, "srv-par-indep01").disk().disk(disk -> disk.capacityGiB(200).independent());
    paris
        .vm(FOLDER, "srv-par-interdit01")
        .extraConfig("ctkDisallowed", "TRUE")
        .annotation("Suivi interdit par l'editeur du logiciel de caisse");
    String quorum = "[PAR-SAN-02] srv-par-grappe02/quorum.vmdk";
    for (int i = 2; i <= 3; i++) {
      paris
          .vm("Bases/Grappe", "srv-par-grappe0" + i)
          .storedOn(paris.datastore(1))
          .scsiController(1, "VirtualLsiLogicSASController", "physicalSharing")
          .disk()
          .disk(disk -> disk.scsi(1, 0).thick(true).fileName(quorum).changeTracking(false));
      paris
          .vm("Bases/Grappe", "srv-par-partage0" + i)
          .storedOn(paris.datastore(1))
          .disk()
          .disk(
              disk ->
                  disk.multiWriter()
                      .thick(true)
                      .fileName("[PAR-SAN-02] srv-par-partage02/commun.vmdk"));
    }
  }

  private static void switches(Site paris) {
    paris.vm(FOLDER, "srv-par-suivi01").changeTracking(false);
    paris
        .vm(FOLDER, "srv-par-suivi02")
        .changeTracking(false)
        .extraConfig("ctkEnabled", "FALSE")
        .disk(disk -> disk.changeTracking(false));
    paris
        .vm(FOLDER, "srv-par-suivi03")
        .disk()
        .disk(disk -> disk.capacityGiB(300).changeTracking(false));
    paris
        .vm(FOLDER, "srv-par-suivi04")
        .changeTracking(false)
        .disk(disk -> disk.changeTracking(true));
    paris
        .vm(FOLDER, "srv-par-suivi05")
        .changeTracking(true)
        .extraConfig("ctkEnabled", "true")
        .extraConfig("scsi0:0.ctkEnabled", "true")
        .extraConfig("scsi0:3.ctkEnabled", "TRUE");
    paris.vm(FOLDER, "srv-par-suivi06").unset("config.changeTrackingEnabled");
    paris
        .vm(FOLDER, "srv-par-suivi07")
        .event(
            "VmReconfiguredEvent",
            daysAgo(2),
            event -> event.user("VALOMBRE\\svc-sauvegarde").changeTracking(true))
        .event("VmMigratedEvent", daysAgo(1), event -> event.user("").from(paris.host(0)));
  }

  private static void pending(Site paris) {
    paris
        .vm(FOLDER, "srv-par-suivi08")
        .poweredOn(daysAgo(40))
        .event(
            "VmReconfiguredEvent",
            hoursAgo(5),
            event -> event.user("VALOMBRE\\c.moreau").changeTracking(true));
    paris
        .vm(FOLDER, "srv-par-suivi09")
        .poweredOn(daysAgo(60))
        .changeTracking(false)
        .event(
            "VmReconfiguredEvent",
            hoursAgo(3),
            event -> event.user("VALOMBRE\\c.moreau").changeTracking(false));
  }

  private static void suspect(Site paris) {
    paris
        .vm(FOLDER, "srv-par-suivi10")
        .snapshot("avant migration", daysAgo(2), snapshot -> snapshot.withoutChangeIds())
        .event(
            "VmReconfiguredEvent",
            hoursAgo(20),
            event -> event.user("VALOMBRE\\svc-sauvegarde").changeTracking(true));
    paris.vm(FOLDER, "srv-par-suivi11").poweredOff().cleanPowerOff(false);
  }

  private static void reset(Site paris, boolean earlier) {
    String epoch = earlier ? OLD_EPOCH : NEW_EPOCH;
    VmScenario vm = paris.vm(FOLDER, "srv-par-suivi12").disk();
    vm.snapshot(
        "VEEAM BACKUP TEMPORARY SNAPSHOT",
        earlier ? hoursAgo(2.4) : hoursAgo(0.4),
        snapshot ->
            snapshot
                .changeId(vm.diskAt(0), epoch + (earlier ? "/418" : "/2"))
                .description("Please do not delete this snapshot. It is used by a backup job."));
    if (!earlier) {
      vm.event("VmReconfiguredEvent", hoursAgo(1.5), event -> event.changeTracking(false))
          .event("VmReconfiguredEvent", hoursAgo(1.4), event -> event.changeTracking(true));
    }
  }

  private static void knownDefects(Site paris, boolean earlier) {
    HostScenario early =
        paris
            .datacenter()
            .cluster("PAR-Essais")
            .host(paris.hostName(41))
            .version("8.0.2", "22380479");
    VmScenario grown =
        paris
            .vm(FOLDER, "srv-par-suivi13")
            .on(early)
            .disk()
            .disk(disk -> disk.capacityGiB(earlier ? 500 : 700));
    grown.event(
        "VmReconfiguredEvent",
        hoursAgo(1.2),
        event ->
            event.user("VALOMBRE\\c.moreau").field("configSpec", growth(grown.diskAt(1).key())));
    paris.vm(FOLDER, "srv-par-suivi14").on(early);
  }

  /** The account that made the dump may not read what this machine is made of. */
  private static void unknown(Site paris) {
    paris.vm(FOLDER, "srv-par-suivi15").unset("config");
  }

  private static XmlElement growth(int diskKey) {
    return XmlElement.typed("configSpec", "VirtualMachineConfigSpec")
        .add(
            "deviceChange",
            XmlElement.typed("deviceChange", "VirtualDeviceConfigSpec")
                .add("operation", "edit")
                .add(
                    "device",
                    XmlElement.typed("device", "VirtualDisk")
                        .add("key", diskKey)
                        .add("capacityInKB", 700L << 20)
                        .add("capacityInBytes", 700L << 30)));
  }
}
