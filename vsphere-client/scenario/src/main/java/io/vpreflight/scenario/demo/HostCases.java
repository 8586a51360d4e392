// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import static io.vpreflight.scenario.demo.Site.daysAgo;
import static io.vpreflight.scenario.demo.Site.hoursAgo;

import io.vpreflight.scenario.AlarmScenario;
import io.vpreflight.scenario.ClusterScenario;
import io.vpreflight.scenario.HostMemoryScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.VmScenario;

/** Hosts that are not there, that wait for something, or that are short of memory; stateless. */
final class HostCases {
  private HostCases() {}

  static void addTo(Site paris, Site lyon, Site frankfurt) {
    absent(paris, lyon);
    waiting(paris, lyon);
    shortOfMemory(paris);
    crowded(frankfurt);
    partlySeen(lyon);
  }

  private static void absent(Site paris, Site lyon) {
    ClusterScenario reserve = paris.datacenter().cluster("PAR-Reserve").dpm(true);
    for (int i = 21; i <= 23; i++) {
      HostScenario host = reserve.host(paris.hostName(i)).version("8.0.3", "24022510");
      if (i > 21) {
        host.standby();
      }
    }
    AlarmScenario lost =
        paris.vcenter().alarm("Host connection and power state", "alarm.HostConnectionStateAlarm");
    HostScenario dead =
        reserve
            .host(paris.hostName(24))
            .version("7.0.3", "23794027")
            .notResponding()
            .rebootRequired(true)
            .triggeredAlarm(lost, "red", hoursAgo(9))
            .event(
                "HostConnectionLostEvent",
                hoursAgo(9),
                event -> event.user("").message("Host connection lost"));
    onHost(paris, dead, "srv-par-archive", 3);

    HostScenario off = lyon.datacenter().standaloneHost(lyon.hostName(21));
    off.version("6.7.0", "20497097").poweredOff();
    onHost(lyon, off, "srv-lyo-essai", 2);

    HostScenario apart = lyon.datacenter().standaloneHost(lyon.hostName(22));
    apart
        .version("7.0.3", "23794027")
        .disconnected()
        .event(
            "HostDisconnectedEvent",
            daysAgo(3),
            event -> event.user("VALOMBRE\\p.garnier").field("reason", "userRequest"));
    onHost(lyon, apart, "srv-lyo-banc", 2);
  }

  private static void onHost(Site site, HostScenario host, String name, int number) {
    for (int i = 1; i <= number; i++) {
      site.vm("Divers", name + "0" + i).on(host);
    }
  }

  private static void waiting(Site paris, Site lyon) {
    ClusterScenario maintenance = paris.datacenter().cluster("PAR-Renouvellement");
    HostScenario known =
        maintenance
            .host(paris.hostName(31))
            .version("7.0.3", "23794027")
            .inMaintenanceMode(true)
            .event(
                "EnteredMaintenanceModeEvent",
                daysAgo(12),
                event -> event.user("VALOMBRE\\m.lefevre"));
    paris.vm("Divers", "srv-par-scan01").on(known).poweredOff();
    HostScenario unknownSince =
        maintenance.host(paris.hostName(32)).version("7.0.3", "23794027").inMaintenanceMode(true);
    paris.vm("Divers", "srv-par-scan02").on(unknownSince).poweredOff();
    maintenance
        .host(paris.hostName(33))
        .version("8.0.3", "24022510")
        .inMaintenanceMode(true)
        .event("EnteredMaintenanceModeEvent", hoursAgo(5));

    lyon.host(2).rebootRequired(true);
    HostScenario both = lyon.datacenter().standaloneHost(lyon.hostName(23));
    both.version("7.0.3", "21930508").rebootRequired(true).inQuarantineMode(true);
    both.ntp().ntpRunning(false);
    onHost(lyon, both, "srv-lyo-quai", 2);
  }

  private static void shortOfMemory(Site paris) {
    AlarmScenario usage = paris.vcenter().alarm("Host memory usage", "alarm.HostMemoryUsageAlarm");
    paris
        .host(6)
        .memory(768, 96)
        .triggeredAlarm(usage, "red", hoursAgo(30))
        .memoryCounters(
            new HostMemoryScenario()
                .memState(3)
                .group("host/vim/vmvisor/hostd", 498_000, 512_000)
                .group("host/vim/vmvisor/nfcd", 16_100, 16_384));
    paris.host(7).memoryCounters(new HostMemoryScenario().without("host/vim/vmvisor/nfcd"));
  }

  /** A database whose licence binds it to one host, and which wants a disk for everything. */
  private static void crowded(Site frankfurt) {
    HostScenario licensed =
        frankfurt
            .datacenter()
            .cluster("FRA-Oracle")
            .drs(false)
            .host(frankfurt.hostName(8))
            .version("8.0.3", "24022510")
            .memory(2048, 71)
            .ntp("ntp1.valombre.example", "ntp2.valombre.example");
    for (int i = 1; i <= 20; i++) {
      VmScenario database =
          frankfurt
              .vm("Datenbanken/Oracle", HealthyMachines.name(frankfurt, "ora", i))
              .on(licensed)
              .memoryMiB(65_536)
              .cpus(8);
      for (int disk = 0; disk < 52; disk++) {
        int slot = disk % 13;
        int bus = disk / 13;
        database.disk(each -> each.scsi(bus, slot < 7 ? slot : slot + 1).capacityGiB(32));
      }
    }
  }

  /**
   * The account that made the dump has no access to a folder, whose machines the cluster counts.
   */
  private static void partlySeen(Site lyon) {
    ClusterScenario cluster = lyon.datacenter().cluster("LYO-Direction").ha(false);
    for (int i = 1; i <= 2; i++) {
      HostScenario host =
          cluster
              .host(lyon.hostName(30 + i))
              .version("7.0.3", "23794027")
              .ntp("ntp1.valombre.example", "ntp2.valombre.example");
      lyon.vm("Direction", HealthyMachines.name(lyon, "direction", i)).on(host);
    }
    cluster.property("summary.usageSummary.totalVmCount", 7);
  }
}
