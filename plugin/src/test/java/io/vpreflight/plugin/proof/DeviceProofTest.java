// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.FolderScenario;
import io.vpreflight.scenario.VmScenario;
import io.vpreflight.scenario.XmlElement;

/** Disks, devices, options and versions that a product which replicates cannot take. */
class DeviceProofTest extends Room {
  private static final String DEVICES = "config.hardware.device";
  private static final String DISK = DEVICES + "[2000]";

  @Override
  void declare() {
    kinds();
    sizes();
    devices();
    options();
    states();
    versions();
  }

  private void kinds() {
    proof("vm.disk.independent")
        .found("persistent", place -> place.vm("independent disk").disk(disk -> disk.independent()))
        .found(
            "nonpersistent",
            place ->
                place.vm("nonpersistent disk").disk(disk -> disk.mode("independent_nonpersistent")))
        .silent(place -> place.vm("ordinary disk"))
        .silent(
            place ->
                place
                    .vm("physical LUN, shown as independent")
                    .disk(disk -> disk.rawDevice(true).independent()))
        .undetermined(DISK + ".backing.diskMode", place -> place.vm("mode not sent").disk());

    proof("vm.disk.raw-device")
        .found("physical", place -> place.vm("physical LUN").disk(disk -> disk.rawDevice(true)))
        .found("virtual", place -> place.vm("virtual LUN").disk(disk -> disk.rawDevice(false)))
        .silent(place -> place.vm("ordinary disk"))
        .undetermined(
            DISK + ".backing.compatibilityMode",
            place -> place.vm("kind of LUN not sent").disk(disk -> disk.rawDevice(true)));

    proof("vm.disk.shared")
        .found(
            "multi-writer",
            place -> place.vm("multi-writer").disk(disk -> disk.multiWriter().thick(true)))
        .found(
            "shared-bus",
            place ->
                place
                    .vm("shared bus")
                    .scsiController(1, "VirtualLsiLogicSASController", "physicalSharing")
                    .disk()
                    .disk(disk -> disk.scsi(1, 0).thick(true)))
        .silent(place -> place.vm("two disks of its own").disk().disk())
        .silent(
            place ->
                place
                    .vm("shared bus without a disk on it")
                    .scsiController(1, "VirtualLsiLogicSASController", "physicalSharing"))
        .undetermined(DISK + ".backing.sharing", place -> place.vm("sharing not sent").disk())
        .undetermined(
            DEVICES + "[1000].sharedBus", place -> place.vm("sharing of the bus not sent").disk());

    proof("vm.disk.nvme-controller")
        .found(place -> place.vm("disk on NVMe").disk(disk -> disk.nvme(0, 0)))
        .silent(place -> place.vm("disk on SATA").disk(disk -> disk.sata(0, 1)))
        .undetermined(DISK + ".controllerKey", place -> place.vm("controller not sent").disk());
  }

  private void sizes() {
    proof("vm.disk.too-large")
        .found("boot", place -> place.vm("3 TiB to boot").disk(disk -> disk.capacityGiB(3_000)))
        .found(
            "data",
            place -> place.vm("40 TiB of data").disk().disk(disk -> disk.capacityGiB(40_000)))
        .silent(place -> place.vm("3 TiB of data").disk().disk(disk -> disk.capacityGiB(3_000)))
        .silent(
            place ->
                place
                    .vm("physical LUN of 40 TiB")
                    .disk()
                    .disk(disk -> disk.capacityGiB(40_000).rawDevice(true)))
        .undetermined(
            place -> {
              VmScenario vm = place.vm("size not sent").disk(disk -> disk.capacityGiB(3_000));
              place.unset(vm, DISK + ".capacityInBytes");
              place.unset(vm, DISK + ".capacityInKB");
              return vm;
            });

    proof("vm.disk.too-many")
        .found(place -> disks(place.vm("61 disks"), 61))
        .silent(place -> disks(place.vm("60 disks"), 60))
        .undetermined(DEVICES, place -> place.vm("devices not sent"));
  }

  private static VmScenario disks(VmScenario vm, int number) {
    for (int i = 0; i < number; i++) {
      int bus = i / 15;
      int slot = i % 15;
      vm.disk(
          disk -> {
            disk.capacityGiB(10);
            if (bus < 4) {
              disk.scsi(bus, slot < 7 ? slot : slot + 1);
            } else {
              disk.sata(0, slot + 1);
            }
          });
    }
    return vm;
  }

  private void devices() {
    proof("vm.device.passthrough")
        .found("pci", place -> place.vm("PCI device").pciPassthrough())
        .found("vgpu", place -> place.vm("virtual GPU").virtualGpu("grid_a40-8q"))
        .found("usb", place -> place.vm("USB device").usb())
        .found(
            "scsi",
            place ->
                place
                    .vm("SCSI device")
                    .device(
                        XmlElement.typed("device", "VirtualSCSIPassthrough")
                            .add("key", 2_050)
                            .add("controllerKey", 1_000)
                            .add("unitNumber", 5)))
        .found("persistent-memory", place -> place.vm("NVDIMM").nvdimm(8_192))
        .found(
            "sriov",
            place ->
                place
                    .vm("SR-IOV adapter")
                    .adapter(adapter -> adapter.type("VirtualSriovEthernetCard")))
        .silent(place -> place.vm("virtual TPM").tpm())
        .undetermined(DEVICES, place -> place.vm("devices not sent").pciPassthrough());
  }

  private void options() {
    proof("vm.encryption.enabled")
        .found("disks", place -> encrypted(place.vm("disks").disk(disk -> disk.encrypted("key-1"))))
        .found("home-files", place -> encrypted(place.vm("home files, for its TPM").tpm()))
        .silent(place -> place.vm("not encrypted"))
        .undetermined(DEVICES, place -> place.vm("devices not sent"))
        .undetermined(
            place -> {
              VmScenario vm = place.vm("key may not be read");
              place.deny(vm, "config.keyId");
              return vm;
            });

    proof("vm.firmware.secure-boot")
        .found(place -> place.vm("EFI, signed code only").firmware("efi", true))
        .silent(place -> place.vm("EFI").firmware("efi", false))
        .silent(place -> place.vm("BIOS with the flag, which means nothing").firmware("bios", true))
        .undetermined(
            "config.bootOptions.efiSecureBootEnabled",
            place -> place.vm("flag not sent").firmware("efi", true))
        .undetermined("config.firmware", place -> place.vm("firmware not sent"));

    proof("vm.hardware.version")
        .found(place -> place.vm("vmx-04").hardwareVersion("vmx-04"))
        .silent(place -> place.vm("vmx-07").hardwareVersion("vmx-07"))
        .undetermined("config.version", place -> place.vm("version not sent"));
  }

  private static VmScenario encrypted(VmScenario vm) {
    return vm.cryptoState("unlocked")
        .property(
            "config.keyId",
            XmlElement.typed("keyId", "CryptoKeyId")
                .add("keyId", "key-1")
                .add("providerId", XmlElement.named("providerId").add("id", "kms01")));
  }

  private void states() {
    proof("vm.power.suspended")
        .found(place -> place.vm("suspended").suspended())
        .silent(place -> place.vm("off").poweredOff())
        .undetermined("runtime.powerState", place -> place.vm("power state not sent").suspended());

    proof("vm.fault-tolerance.enabled")
        .found(
            place -> {
              VmScenario primary = place.vm("primary").on(place.host("host of the primary"));
              primary.faultTolerantWith(
                  place.vm("secondary").on(place.host("host of the secondary")));
              return primary;
            })
        .silent(place -> place.vm("alone"))
        .undetermined("runtime.faultToleranceState", place -> place.vm("state not sent"));

    proof("vm.snapshot.before-tracking")
        .found(place -> untracked(place, "tracking off, a snapshot"))
        .silent(place -> place.vm("tracking on, a snapshot").snapshot("a", place.daysAgo(1)))
        .silent(place -> place.vm("tracking off, no snapshot").changeTracking(false))
        .undetermined(
            "config.changeTrackingEnabled", place -> untracked(place, "a snapshot, no flag"));
  }

  private static VmScenario untracked(Place place, String name) {
    return place.vm(name).changeTracking(false).snapshot("before", place.daysAgo(1));
  }

  private void versions() {
    proof("host.version.unsupported")
        .found(place -> place.host("ESXi 6.0").version("6.0.0", "3620759"))
        .silent(place -> place.host("ESXi 6.5").version("6.5.0", "20502893"))
        .undetermined("summary.config.product", place -> place.host("version not sent"))
        .undetermined(place -> place.host("newer than known").version("9.0.0", "24755229"));

    proof("vcenter.version.unsupported")
        .alone()
        .found(place -> ofVersion(place, "6.0.0", "14510547"))
        .silent(place -> ofVersion(place, "6.5.0", "19757181"))
        .undetermined(place -> ofVersion(place, "9.0.0", "24755230"));
  }

  private static FolderScenario ofVersion(Place place, String version, String build) {
    place.note("version " + version);
    return place.vcenter().version(version, build).rootFolder();
  }
}
