// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import io.vpreflight.scenario.ClusterScenario;
import io.vpreflight.scenario.StoragePodScenario;
import java.util.Locale;

/** Hosts, datastores and networks in good order; stateless. */
final class Infrastructure {
  private Infrastructure() {}

  static void addTo(Site paris, Site lyon, Site frankfurt) {
    ClusterScenario production = paris.datacenter().cluster("PAR-Production");
    hosts(paris, production, 1, 10, "8.0.3", "24022510", 768);
    ClusterScenario office = paris.datacenter().cluster("PAR-Bureautique");
    hosts(paris, office, 11, 4, "7.0.3", "23794027", 512);

    ClusterScenario lyonProduction = lyon.datacenter().cluster("LYO-Production");
    hosts(lyon, lyonProduction, 1, 5, "7.0.3", "23794027", 512);
    ClusterScenario workshop = lyon.datacenter().cluster("LYO-Atelier").ha(false);
    hosts(lyon, workshop, 6, 3, "6.7.0", "20497097", 256);

    ClusterScenario frankfurtProduction = frankfurt.datacenter().cluster("FRA-Produktion");
    hosts(frankfurt, frankfurtProduction, 1, 5, "9.0.0", "24755229", 1024);
    ClusterScenario test = frankfurt.datacenter().cluster("FRA-Test");
    hosts(frankfurt, test, 6, 2, "8.0.3", "24022510", 512);

    storage(paris);
    storage(lyon);
    storage(frankfurt);
    networks(paris, "Serveurs", "Bases", "Bureautique", "DMZ");
    networks(lyon, "Serveurs", "Atelier", "Bureautique", "Supervision");
    networks(frankfurt, "Server", "Datenbanken", "Lager", "DMZ");
  }

  private static void hosts(
      Site site,
      ClusterScenario cluster,
      int first,
      int number,
      String version,
      String build,
      int memoryGiB) {
    for (int i = first; i < first + number; i++) {
      site.addHost(
          cluster
              .host(site.hostName(i))
              .version(version, build)
              .memory(memoryGiB, 48 + 3 * (i % 7)));
    }
  }

  private static void storage(Site site) {
    String prefix = site.code().toUpperCase(Locale.ROOT);
    StoragePodScenario pod = site.datacenter().storagePod(prefix + "-SAN");
    for (int i = 1; i <= 4; i++) {
      site.addDatastore(
          pod.datastore(prefix + "-SAN-0" + i).capacityGiB(16_384).freeGiB(6_000 + 400L * i));
    }
    site.addDatastore(
        site.datacenter()
            .datastore(prefix + "-NFS-01")
            .type("NFS")
            .capacityGiB(20_480)
            .freeGiB(9_000));
    site.addDatastore(
        site.datacenter()
            .datastore(prefix + "-vSAN")
            .type("vsan")
            .capacityGiB(40_960)
            .freeGiB(22_000));
  }

  private static void networks(Site site, String... names) {
    for (int i = 0; i < names.length; i++) {
      int vlan = 110 + 10 * i;
      site.addNetwork(site.datacenter().portgroup("VLAN " + vlan + " " + names[i]).vlan(vlan));
    }
  }
}
