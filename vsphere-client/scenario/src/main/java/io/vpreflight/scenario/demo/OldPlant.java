// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import io.vpreflight.scenario.ClusterScenario;
import io.vpreflight.scenario.HostScenario;

/** A small plant that was bought with its vCenter and never brought up to date; stateless. */
final class OldPlant {
  private static final String GUEST = "centos7_64Guest";

  private OldPlant() {}

  static void addTo(Site porto) {
    ClusterScenario cluster = porto.datacenter().cluster("POR-Fabrica");
    for (int i = 1; i <= 2; i++) {
      porto.addHost(
          cluster.host(porto.hostName(i)).version("6.0.0", "2494585").memory(128, 40 + 6 * i));
    }
    porto.addDatastore(
        porto.datacenter().datastore("POR-SAN-01").capacityGiB(4096).freeGiB(1500).vmfsVersion(5));
    porto.addNetwork(porto.datacenter().network("VM Network"));
    machines(porto, "Fabrica", "forno", 4, true);
    machines(porto, "Fabrica", "prensa", 2, false);
    // The row of the known defect is about a build: the same version, patched, is left alone.
    HostScenario patched = cluster.host(porto.hostName(3)).version("6.0.0", "15517548");
    porto.vm("Escritorio", "srv-por-ad01").hardwareVersion("vmx-11").on(patched.memory(128, 51));
  }

  private static void machines(
      Site porto, String folder, String role, int number, boolean tracked) {
    for (int i = 1; i <= number; i++) {
      porto
          .vm(folder, HealthyMachines.name(porto, role, i))
          .hardwareVersion("vmx-11")
          .guest(GUEST, "CentOS 7 (64-bit)")
          .firmware("bios", false)
          .memoryMiB(4096)
          .changeTracking(tracked)
          .disk(disk -> disk.capacityGiB(60));
    }
  }
}
