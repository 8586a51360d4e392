// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import io.vpreflight.scenario.VmScenario;
import java.util.List;

/** What a company of some hundred people runs, all in order; stateless. */
final class HealthyMachines {
  private static final String RHEL = "rhel9_64Guest";
  private static final String DEBIAN = "debian12_64Guest";
  private static final String WINDOWS = "windows2022srvNext_64Guest";
  private static final String WINDOWS_2019 = "windows2019srv_64Guest";

  /** A kind of server: {@code srv-<role>01} and so on. */
  private record Kind(
      String folder, String role, String guest, int number, int disks, int gib, int memoryMiB) {}

  private static final List<Kind> PARIS =
      List.of(
          new Kind("Infrastructure/Annuaire", "ad", WINDOWS, 4, 1, 80, 8192),
          new Kind("Infrastructure/Reseau", "dns", DEBIAN, 4, 1, 20, 2048),
          new Kind("Infrastructure/Reseau", "proxy", DEBIAN, 4, 1, 40, 4096),
          new Kind("Infrastructure/Fichiers", "fichiers", WINDOWS, 6, 3, 500, 16_384),
          new Kind("Infrastructure/Impression", "imp", WINDOWS_2019, 3, 1, 80, 8192),
          new Kind("Metier/Compta", "compta", WINDOWS, 6, 2, 120, 16_384),
          new Kind("Metier/Paie", "paie", WINDOWS, 3, 2, 120, 16_384),
          new Kind("Metier/ERP", "erp", RHEL, 12, 3, 200, 32_768),
          new Kind("Metier/CRM", "crm", RHEL, 6, 2, 100, 16_384),
          new Kind("Bases/PostgreSQL", "pg", RHEL, 12, 3, 300, 32_768),
          new Kind("Bases/SQL", "sql", WINDOWS, 8, 3, 400, 65_536),
          new Kind("Web/Public", "web", DEBIAN, 16, 1, 40, 4096),
          new Kind("Web/Intranet", "intra", DEBIAN, 8, 1, 40, 4096),
          new Kind("Conteneurs", "k8s-noeud", DEBIAN, 14, 2, 120, 32_768),
          new Kind("Bureautique/RDS", "rds", WINDOWS, 16, 1, 120, 32_768),
          new Kind("Supervision", "mesure", DEBIAN, 5, 2, 200, 8192),
          new Kind("Developpement", "dev", DEBIAN, 20, 1, 60, 8192),
          new Kind("Recette", "rec", RHEL, 15, 2, 60, 8192));

  private static final List<Kind> LYON =
      List.of(
          new Kind("Infrastructure", "ad", WINDOWS_2019, 2, 1, 80, 8192),
          new Kind("Infrastructure", "dns", DEBIAN, 2, 1, 20, 2048),
          new Kind("Infrastructure", "fichiers", WINDOWS_2019, 4, 3, 500, 16_384),
          new Kind("Atelier/Fours", "four", WINDOWS_2019, 10, 1, 80, 8192),
          new Kind("Atelier/Emaillage", "email", WINDOWS_2019, 8, 1, 80, 8192),
          new Kind("Atelier/MES", "mes", RHEL, 8, 3, 150, 16_384),
          new Kind("Atelier/Historique", "histo", RHEL, 6, 2, 300, 16_384),
          new Kind("Logistique", "wms", RHEL, 10, 2, 120, 16_384),
          new Kind("Laboratoire", "labo", WINDOWS_2019, 8, 1, 100, 8192),
          new Kind("Bases", "pg", RHEL, 6, 3, 300, 32_768),
          new Kind("Web", "web", DEBIAN, 6, 1, 40, 4096),
          new Kind("Plan de reprise", "pra", RHEL, 10, 2, 100, 8192));

  private static final List<Kind> FRANKFURT =
      List.of(
          new Kind("Infrastruktur", "ad", WINDOWS, 2, 1, 80, 8192),
          new Kind("Infrastruktur", "dns", DEBIAN, 2, 1, 20, 2048),
          new Kind("Infrastruktur", "datei", WINDOWS, 4, 2, 500, 16_384),
          new Kind("Vertrieb", "shop", RHEL, 14, 2, 100, 16_384),
          new Kind("Vertrieb", "katalog", RHEL, 8, 2, 100, 16_384),
          new Kind("Lager", "lager", RHEL, 10, 2, 120, 16_384),
          new Kind("Datenbanken", "pg", RHEL, 8, 3, 300, 32_768),
          new Kind("Web", "web", DEBIAN, 12, 1, 40, 4096),
          new Kind("Test", "test", DEBIAN, 12, 1, 60, 8192));

  private HealthyMachines() {}

  static void addTo(Site paris, Site lyon, Site frankfurt) {
    PARIS.forEach(kind -> add(paris, kind));
    LYON.forEach(kind -> add(lyon, kind));
    FRANKFURT.forEach(kind -> add(frankfurt, kind));
  }

  private static void add(Site site, Kind kind) {
    for (int i = 1; i <= kind.number(); i++) {
      VmScenario vm =
          site.vm(kind.folder(), name(site, kind.role(), i))
              .guest(kind.guest(), fullName(kind.guest()))
              .memoryMiB(kind.memoryMiB())
              .cpus(kind.memoryMiB() > 16_384 ? 8 : 4)
              .firmware("efi", false)
              .hardwareVersion(site.code().equals("lyo") ? "vmx-15" : "vmx-19");
      for (int disk = 0; disk < kind.disks(); disk++) {
        long gib = disk == 0 ? Math.min(80, kind.gib()) : kind.gib();
        vm.disk(each -> each.capacityGiB(gib));
      }
      if (kind.role().startsWith("k8s")) {
        vm.adapter(adapter -> {})
            .adapter(
                adapter -> adapter.guestDeviceKey(-1).address("10.244.7.1", 24, null, "preferred"));
      }
    }
  }

  /** Returns the name of a server: {@code srv-par-erp03}. */
  static String name(Site site, String role, int number) {
    return "srv-" + site.code() + "-" + role + (number < 10 ? "0" : "") + number;
  }

  static String fullName(String guest) {
    return switch (guest) {
      case RHEL -> "Red Hat Enterprise Linux 9 (64-bit)";
      case DEBIAN -> "Debian GNU/Linux 12 (64-bit)";
      case WINDOWS -> "Microsoft Windows Server 2022 (64-bit)";
      default -> "Microsoft Windows Server 2019 (64-bit)";
    };
  }
}
