// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import io.vpreflight.scenario.DatastoreScenario;
import io.vpreflight.scenario.VmScenario;

/** Machines that are not ordinary and that most checks must leave alone; stateless. */
final class SpecialMachines {
  private SpecialMachines() {}

  static void addTo(Site paris, Site lyon, Site frankfurt) {
    clusterServices(paris, 3);
    clusterServices(lyon, 2);
    newClusterServices(frankfurt);
    templates(paris);
    templates(lyon);
    appliances(paris, lyon, frankfurt);
    clones(paris);
    faultTolerance(lyon);
    pods(frankfurt);
    nativeSnapshots(frankfurt);
  }

  private static void clusterServices(Site site, int number) {
    for (int i = 0; i < number; i++) {
      site.vm("vCLS", "vCLS-4c1e0f5" + i + "-" + site.code() + "-4b58-a4c7-bae62203b57" + i)
          .managedBy("com.vmware.vim.eam", "cluster-agent")
          .annotation("vSphere Cluster Service VM is deployed from an OVA.")
          .extraConfig("HDCS.agent", "true")
          .guest("other3xLinux64Guest", "Other 3.x or later Linux (64-bit)")
          .cpus(1)
          .memoryMiB(128)
          .disk(disk -> disk.capacityGiB(2))
          .noAdapters()
          .changeTracking(false)
          .hostName("None");
    }
  }

  /** Since 8.0 U3 these have no disk and nobody who manages them, only their folder. */
  private static void newClusterServices(Site site) {
    for (int i = 0; i < 2; i++) {
      site.vm("vCLS", "vCLS-9a21bb0" + i + "-7d5e-41c2-8f10-5ce0d0f1a9b" + i)
          .guest("crxPod1Guest", "CRX Pod 1.0")
          .cpus(1)
          .memoryMiB(128)
          .noDisks()
          .noCdrom()
          .noAdapters()
          .changeTracking(false)
          .toolsNotInstalled();
    }
  }

  private static void templates(Site site) {
    for (String name : new String[] {"mod-rhel9", "mod-debian12", "mod-win2022", "mod-win2019"}) {
      site.vm("Modeles", name).template().changeTracking(false);
    }
  }

  private static void appliances(Site paris, Site lyon, Site frankfurt) {
    paris
        .vm("Infrastructure/vCenter", "vcenter-paris")
        .guest("other3xLinux64Guest", "VMware Photon OS (64-bit)")
        .annotation("VMware vCenter Server Appliance")
        .memoryMiB(32_768)
        .disk(disk -> disk.capacityGiB(50))
        .disk(disk -> disk.capacityGiB(25));
    for (Site site : new Site[] {paris, lyon, frankfurt}) {
      site.vm("Sauvegarde", HealthyMachines.name(site, "sauve", 1))
          .guest("windows2022srvNext_64Guest", "Microsoft Windows Server 2022 (64-bit)")
          .annotation("Serveur de sauvegarde. Contact : exploitation@valombre.example")
          .disk(disk -> disk.capacityGiB(80))
          .disk(disk -> disk.capacityGiB(2000));
    }
    paris
        .vm("Sauvegarde", "srv-par-migration01")
        .annotation("Appliance de migration, deployee par OVF")
        .extraConfig("guestinfo.role", "migration-appliance")
        .guest("windows2022srvNext_64Guest", "Microsoft Windows Server 2022 (64-bit)")
        .memoryMiB(32_768)
        .cpus(8)
        .disk(disk -> disk.capacityGiB(80));
  }

  private static void clones(Site paris) {
    DatastoreScenario san = paris.datastore(0);
    String parent = "[PAR-SAN-01] maitre-poste/maitre-poste.vmdk";
    paris
        .vm("Bureautique/Postes", "maitre-poste")
        .storedOn(san)
        .annotation("Maitre des postes virtuels, ne pas supprimer les instantanes")
        .poweredOff()
        .snapshot("reference 2026-09", Site.daysAgo(70));
    for (int i = 1; i <= 8; i++) {
      paris
          .vm("Bureautique/Postes", "poste-" + (100 + i))
          .storedOn(san)
          .disk(disk -> disk.capacityGiB(40).usedGiB(6).linkedCloneOf(parent));
    }
    paris
        .vm("Conteneurs", "clone-instantane-parent")
        .instantCloneFrozen()
        .ipAddress(null)
        .adapter(adapter -> adapter.noAddress());
  }

  private static void faultTolerance(Site lyon) {
    VmScenario primary = lyon.vm("Atelier/MES", "srv-lyo-automate01").on(lyon.host(0));
    VmScenario secondary =
        lyon.vm("Atelier/MES", "srv-lyo-automate01").on(lyon.host(1)).biosUuid(primary.biosUuid());
    primary.faultTolerantWith(secondary);
  }

  private static void pods(Site frankfurt) {
    frankfurt
        .vm("Namespaces/demo", "katalog-api-5c9d7b")
        .managedBy("com.vmware.vcenter.wcp", "pod")
        .guest("crxPod1Guest", "CRX Pod 1.0")
        .noDisks()
        .changeTracking(false)
        .toolsNotInstalled();
  }

  private static void nativeSnapshots(Site frankfurt) {
    DatastoreScenario vvol =
        frankfurt.datacenter().datastore("FRA-VVOL-01").type("VVOL").capacityGiB(8192);
    frankfurt
        .vm("Datenbanken", "srv-fra-pg-vvol01")
        .storedOn(vvol)
        .snapshot("vor Update", Site.daysAgo(0.5), s -> s.child("nach Update", Site.daysAgo(0.2)));
  }
}
