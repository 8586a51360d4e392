// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A vCenter with many machines of realistic size (three disks, two adapters, 50 keys), for the
 * benchmark: 4 clusters, 100 hosts, every tenth machine with snapshots, some out of order.
 * Stateless.
 */
public final class BigInventory {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  private static final int CLUSTERS = 4;
  private static final int HOSTS = 100;
  private static final String[] ROLES = {"app", "db", "web", "dc", "file", "sql", "k8s", "vdi"};

  private BigInventory() {}

  /** Returns the vCenter with a number of machines; the seed decides everything made up. */
  public static VCenterScenario of(int machines, long seed) {
    return of(machines, HOSTS, seed);
  }

  /** Returns the same with a number of hosts, a multiple of four. */
  public static VCenterScenario of(int machines, int hostCount, long seed) {
    VCenterScenario vcenter = Scenario.vcenter("vcenter-big", NOW).seed(seed);
    DatacenterScenario datacenter = vcenter.datacenter("DC0");
    List<HostScenario> hosts = new ArrayList<>();
    for (int c = 0; c < CLUSTERS; c++) {
      ClusterScenario cluster = datacenter.cluster("cluster-" + c);
      for (int h = 0; h < hostCount / CLUSTERS; h++) {
        hosts.add(cluster.host("esx-" + c + "-" + (100 + h) + ".example.org").cores(64));
      }
    }
    List<DatastoreScenario> datastores = new ArrayList<>();
    for (int d = 0; d < 20; d++) {
      datastores.add(
          datacenter.datastore("vmfs-" + (10 + d)).capacityGiB(65_536).freeGiB(20_000 + 500L * d));
    }
    List<NetworkScenario> networks = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      networks.add(datacenter.portgroup("VLAN " + (100 + n)).vlan(100 + n));
    }
    for (int i = 0; i < machines; i++) {
      String role = ROLES[i % ROLES.length];
      VmScenario vm =
          datacenter
              .folder(role + "/" + i / 400)
              .vm(name(role, i))
              .on(hosts.get(i % hosts.size()))
              .storedOn(datastores.get(i % datastores.size()))
              .connectedTo(networks.get(i % networks.size()))
              .realisticSize()
              .cpus(2 + i % 7)
              .disk(disk -> disk.capacityGiB(40))
              .disk(disk -> disk.capacityGiB(60))
              .disk(disk -> disk.capacityGiB(80))
              .adapter(adapter -> {})
              .adapter(adapter -> {});
      vary(vm, i);
    }
    return vcenter;
  }

  private static String name(String role, int i) {
    String digits = String.valueOf(1_000_000 + i).substring(1);
    return i % 50 == 0 ? role + " été & co %2f " + digits : role + "-" + digits;
  }

  private static void vary(VmScenario vm, int i) {
    if (i % 10 == 0) {
      vm.snapshot(
          "VBK_1",
          ago(30 + i % 400),
          first -> first.child("VBK_2", ago(20 + i % 9), s -> s.child("VBK_3", ago(2 + i % 16))));
    }
    if (i % 12 == 5) {
      vm.poweredOff();
    }
    if (i % 40 == 9) {
      vm.tools("guestToolsNotRunning", "guestToolsCurrent");
    }
    if (i % 50 == 3) {
      vm.consolidationNeeded(true);
    }
    if (i % 20 == 7) {
      vm.changeTracking(false);
    }
    if (i % 200 == 45) {
      vm.template();
    }
    if (i % 2000 == 11) {
      vm.instanceUuid("50aa0000-0000-4000-8000-" + String.valueOf(100_000_000_000L + i / 4000));
    }
  }

  private static Instant ago(int hours) {
    return NOW.minus(Duration.ofHours(hours));
  }

  /**
   * Writes the dump: the folder, then the number of machines (10,000) and the seed (1) if they are
   * to differ.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 1 || arguments.length > 3) {
      throw new IllegalArgumentException("arguments: FOLDER [MACHINES [SEED]]");
    }
    int machines = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
    of(machines, seed).writeTo(Path.of(arguments[0]));
  }
}
