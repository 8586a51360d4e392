// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import static io.vpreflight.scenario.demo.Site.daysAgo;

import io.vpreflight.scenario.VmScenario;
import io.vpreflight.scenario.XmlElement;

/** Machines that an agentless migration refuses or warns about; stateless. */
final class EligibilityCases {
  private static final String FOLDER = "Vertrieb/Cloud-Migration";

  private EligibilityCases() {}

  static void addTo(Site frankfurt) {
    VmScenario manyDisks = frankfurt.vm(FOLDER, "srv-fra-mig01");
    for (int i = 0; i < 62; i++) {
      int bus = i / 15;
      int slot = i % 15;
      int unit = slot < 7 ? slot : slot + 1;
      manyDisks.disk(
          disk -> {
            disk.capacityGiB(10);
            if (bus < 4) {
              disk.scsi(bus, unit);
            } else {
              disk.sata(0, slot + 1);
            }
          });
    }
    frankfurt
        .vm(FOLDER, "srv-fra-mig02")
        .disk()
        .disk(disk -> disk.capacityGiB(200).rawDevice(false));
    frankfurt
        .vm(FOLDER, "srv-fra-mig03")
        .disk(disk -> disk.nvme(0, 0))
        .disk(disk -> disk.nvme(0, 1).capacityGiB(100));
    frankfurt
        .vm(FOLDER, "srv-fra-mig04")
        .tpm()
        .disk(disk -> disk.encrypted("5f0c1c1e-key"))
        .property(
            "config.keyId",
            XmlElement.typed("keyId", "CryptoKeyId")
                .add("keyId", "5f0c1c1e-key")
                .add("providerId", XmlElement.named("providerId").add("id", "kms01")))
        .cryptoState("unlocked");
    frankfurt
        .vm(FOLDER, "srv-fra-mig05")
        .changeTracking(false)
        .snapshot("vor Umzug", daysAgo(1), snapshot -> snapshot.withoutChangeIds());
    frankfurt.vm(FOLDER, "srv-fra-mig06").firmware("efi", true);
    frankfurt.vm(FOLDER, "srv-fra-mig07").disk(disk -> disk.capacityGiB(3000));
    frankfurt.vm(FOLDER, "srv-fra-mig08").disk().disk(disk -> disk.capacityGiB(40_000));
    frankfurt.vm(FOLDER, "srv-fra-mig09").pciPassthrough();
    frankfurt.vm(FOLDER, "srv-fra-mig10").virtualGpu("grid_a40-8q").usb();
    frankfurt
        .vm(FOLDER, "srv-fra-mig11")
        .adapter(adapter -> adapter.type("VirtualSriovEthernetCard"));
    frankfurt
        .vm(FOLDER, "srv-fra-mig12")
        .nvdimm(8192)
        .disk()
        .disk(disk -> disk.backing("VirtualDiskLocalPMemBackingInfo"));
    frankfurt.vm(FOLDER, "srv-fra-mig13").disk(disk -> disk.ioFilter("vmwarelwd"));
    frankfurt.vm(FOLDER, "srv_fra_mig14 (Jürgen) #2");
    frankfurt.vm(FOLDER, "srv-fra-mig15").property("config.latencySensitivity.level", "high");
    frankfurt.vm(FOLDER, "srv-fra-mig16").iso("[FRA-SAN-01] iso/rhel-9.4-x86_64-dvd.iso");
    frankfurt
        .vm(FOLDER, "srv-fra-mig17")
        .connectedTo(frankfurt.datacenter().opaqueNetwork("Segment-Vertrieb"));
  }
}
