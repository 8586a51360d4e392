// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.VmScenario;
import io.vpreflight.scenario.XmlElement;

/** Changed block tracking: what is off, half on, waiting, forbidden, impossible or not to trust. */
class TrackingProofTest extends Room {
  private static final String FLAG = "config.changeTrackingEnabled";
  private static final String EPOCH = "52 3f a8 01 9c 77 40 1b-a2 5e 0d 66 18 c9 f0 2a";
  private static final String NEW_EPOCH = "52 d4 16 b3 70 2e 91 c8-05 fb 3a 9d 84 61 7e 0c";

  @Override
  void declare() {
    off();
    halfOn();
    forbidden();
    impossible();
    pending();
    suspect();
    reset();
    switched();
    knownBug();
    bugsThatStrike();
    memory();
  }

  private void off() {
    proof("vm.cbt.off")
        .found(place -> place.vm("tracking off").changeTracking(false))
        .silent(place -> place.vm("tracking on"))
        .silent(place -> place.vm("template, tracking off").template().changeTracking(false))
        .silent(
            place ->
                place
                    .vm("tracking off, all disks independent")
                    .changeTracking(false)
                    .disk(disk -> disk.independent()))
        .undetermined(FLAG, place -> place.vm("flag not sent"));
  }

  private void halfOn() {
    proof("vm.cbt.disk-off")
        .found(
            "off",
            place ->
                place
                    .vm("key of the second disk off, started five hours ago")
                    .poweredOn(place.hoursAgo(5))
                    .disk()
                    .disk(disk -> disk.changeTracking(false)))
        .found(
            "off-or-pending",
            place ->
                place
                    .vm("key of the second disk off, started before the events")
                    .disk()
                    .disk(disk -> disk.changeTracking(false)))
        .silent(
            place ->
                place
                    .vm("only the key of an independent disk off")
                    .disk()
                    .disk(disk -> disk.independent().changeTracking(false)))
        .silent(
            place ->
                place
                    .vm("only the key of a removed disk off")
                    .extraConfig("scsi0:3.ctkEnabled", "FALSE"))
        .undetermined(FLAG, place -> place.vm("flag not sent"));

    proof("vm.cbt.flag-off")
        .found(
            place ->
                place
                    .vm("flag off, key of the disk on")
                    .changeTracking(false)
                    .disk(disk -> disk.changeTracking(true)))
        .silent(
            place ->
                place
                    .vm("flag off, key of a removed disk on")
                    .changeTracking(false)
                    .extraConfig("scsi0:3.ctkEnabled", "TRUE"))
        .undetermined(FLAG, place -> place.vm("flag not sent"))
        .undetermined(
            "config.hardware.device[2000].controllerKey",
            place -> place.vm("controller not sent").changeTracking(false).disk());
  }

  private void forbidden() {
    proof("vm.cbt.disallowed")
        .found(place -> place.vm("ctkDisallowed true").extraConfig("ctkDisallowed", "TRUE"))
        .found(
            place -> {
              VmScenario vm = place.vm("ctkDisallowed true, flag not sent");
              place.unset(vm, FLAG);
              return vm.extraConfig("ctkDisallowed", "TRUE");
            })
        .silent(place -> place.vm("ctkDisallowed false").extraConfig("ctkDisallowed", "FALSE"))
        .silent(
            place ->
                place
                    .vm("key of a removed disk forbids")
                    .extraConfig("scsi0:3.ctkDisallowed", "TRUE"))
        .undetermined("config.hardware.device", place -> place.vm("devices not sent"));
  }

  private void impossible() {
    proof("vm.cbt.unsupported-disk")
        .found("old-hardware", place -> place.vm("vmx-04").hardwareVersion("vmx-04"))
        .found(
            "independent", place -> place.vm("independent disk").disk(disk -> disk.independent()))
        .found("physical-rdm", place -> place.vm("physical LUN").disk(disk -> disk.rawDevice(true)))
        .found(
            "shared-bus",
            place ->
                place
                    .vm("shared bus")
                    .scsiController(1, "VirtualLsiLogicSASController", "physicalSharing")
                    .disk()
                    .disk(disk -> disk.scsi(1, 0).thick(true)))
        .found(
            "multi-writer",
            place -> place.vm("multi-writer disk").disk(disk -> disk.multiWriter().thick(true)))
        .found(
            "old-backing",
            place ->
                place
                    .vm("FlatVer1 disk")
                    .disk(disk -> disk.backing("VirtualDiskFlatVer1BackingInfo")))
        .found(
            "not-supported",
            place ->
                place
                    .vm("capability says no")
                    .property("capability.changeTrackingSupported", false))
        .silent(place -> place.vm("virtual LUN").disk(disk -> disk.rawDevice(false)))
        .undetermined("config.version", place -> place.vm("hardware version not sent"))
        .undetermined(
            "config.hardware.device[2000].backing.diskMode",
            place -> place.vm("mode of the disk not sent").disk());
  }

  private void pending() {
    proof("vm.cbt.pending")
        .found(
            "flag-set",
            place -> flagSet(place, place.vm("flag set five hours ago, running for forty days")))
        .found(
            "disk-added",
            place -> {
              VmScenario vm = place.vm("disk added five hours ago, running for forty days").disk();
              vm.disk(disk -> disk.capacityGiB(100));
              return vm.poweredOn(place.daysAgo(40))
                  .event(
                      "VmReconfiguredEvent",
                      place.hoursAgo(5),
                      event -> event.field("configSpec", added(1000, 1)));
            })
        .silent(
            place ->
                flagSet(place, place.vm("flag set five hours ago, migrated since"))
                    .event(
                        "VmMigratedEvent",
                        place.hoursAgo(1),
                        event -> event.from(place.host("other host"))))
        .silent(
            place ->
                flagSet(place, place.vm("flag set five hours ago, started since"))
                    .poweredOn(place.hoursAgo(1)))
        .undetermined(FLAG, place -> flagSet(place, place.vm("flag not sent")))
        .undetermined(
            "runtime.powerState", place -> flagSet(place, place.vm("power state not sent")));
  }

  private static VmScenario flagSet(Place place, VmScenario vm) {
    return vm.poweredOn(place.daysAgo(40))
        .event("VmReconfiguredEvent", place.hoursAgo(5), event -> event.changeTracking(true));
  }

  private static XmlElement added(int controllerKey, int unitNumber) {
    return XmlElement.typed("configSpec", "VirtualMachineConfigSpec")
        .add(
            "deviceChange",
            XmlElement.typed("deviceChange", "VirtualDeviceConfigSpec")
                .add("operation", "add")
                .add(
                    "device",
                    XmlElement.typed("device", "VirtualDisk")
                        .add("key", -101)
                        .add("controllerKey", controllerKey)
                        .add("unitNumber", unitNumber)
                        .add("capacityInKB", 100L << 20)));
  }

  private void suspect() {
    proof("vm.cbt.suspect")
        .found(
            "enabled-with-snapshot",
            place ->
                place
                    .vm("switched on above a snapshot")
                    .snapshot("before", place.daysAgo(2), snapshot -> snapshot.withoutChangeIds())
                    .event(
                        "VmReconfiguredEvent",
                        place.hoursAgo(20),
                        event -> event.changeTracking(true)))
        .found(
            "snapshot-without-change-id",
            place ->
                place
                    .vm("snapshot without a changeId")
                    .snapshot("backup", place.hoursAgo(1), snapshot -> snapshot.withoutChangeIds()))
        .found(
            "reverted",
            place ->
                place
                    .vm("went back to a snapshot")
                    .task(
                        "VirtualMachine.revertToCurrentSnapshot",
                        task -> task.succeeded(place.hoursAgo(3), place.hoursAgo(3))))
        .found("dirty-power-off", place -> place.vm("power lost").poweredOff().cleanPowerOff(false))
        .silent(place -> place.vm("shut down").poweredOff())
        .silent(place -> place.vm("snapshot with a changeId").snapshot("backup", place.hoursAgo(1)))
        .undetermined(FLAG, place -> place.vm("flag not sent").snapshot("a", place.hoursAgo(1)))
        .undetermined("runtime.powerState", place -> place.vm("power state not sent"))
        .undetermined(
            place ->
                place
                    .vm("disks of a snapshot not sent")
                    .snapshot(
                        "a",
                        place.hoursAgo(1),
                        snapshot -> place.unset(snapshot, "config.hardware.device")));
  }

  private void reset() {
    proof("vm.cbt.reset")
        .stage("compared with an earlier capture")
        .found(
            place ->
                tracked(
                    place,
                    place.vm("begun anew since"),
                    place.earlier() ? EPOCH + "/418" : NEW_EPOCH + "/2"))
        .silent(
            place ->
                tracked(
                    place,
                    place.vm("only the number grew"),
                    EPOCH + (place.earlier() ? "/418" : "/612")))
        .undetermined(FLAG, place -> tracked(place, place.vm("flag not sent"), NEW_EPOCH + "/2"));
  }

  private static VmScenario tracked(Place place, VmScenario vm, String changeId) {
    return vm.disk()
        .snapshot(
            "backup",
            place.hoursAgo(place.earlier() ? 3 : 1),
            snapshot -> snapshot.changeId(vm.diskAt(0), changeId));
  }

  private void switched() {
    proof("vm.cbt.switched")
        .found(
            "off",
            place ->
                place
                    .vm("switched off")
                    .changeTracking(false)
                    .event(
                        "VmReconfiguredEvent",
                        place.hoursAgo(2),
                        event -> event.changeTracking(false)))
        .found("on", place -> flagSet(place, place.vm("switched on")))
        .silent(
            place ->
                place
                    .vm("another setting changed")
                    .event(
                        "VmReconfiguredEvent",
                        place.hoursAgo(2),
                        event ->
                            event.field(
                                "configSpec",
                                XmlElement.typed("configSpec", "VirtualMachineConfigSpec")
                                    .add("memoryMB", 8192L))));
    proof("vm.cbt.switched")
        .stage("events may not be read")
        .undetermined(
            place -> {
              place.refuse("CreateCollectorForEvents");
              return flagSet(place, place.vm("switched on"));
            });
  }

  private void knownBug() {
    proof("vm.cbt.known-bug")
        .found("consolidation-6-0", place -> on(place, "6.0.0", "3029758", "tracked on 6.0.0"))
        .silent(place -> on(place, "6.0.0", "3247720", "tracked on 6.0.0 with the fix"))
        .silent(
            place -> on(place, "6.0.0", "3029758", "not tracked on 6.0.0").changeTracking(false))
        .undetermined("runtime.host", place -> place.vm("host not sent"))
        .undetermined(
            place -> {
              HostScenario host = place.host("version not sent");
              place.unset(host, "summary.config.product");
              return place.vm("version of its host not sent").on(host);
            });
  }

  private void bugsThatStrike() {
    proof("vm.cbt.known-bug")
        .stage("compared with an earlier capture")
        .found(
            "hot-extended-8-0-2",
            place -> grown(place, on(place, "8.0.2", "22380479", "extended while it ran"), 40))
        .found(
            "extended-past-128-gib",
            place -> grown(place, on(place, "5.5.0", "2068190", "extended past 128 GiB"), 100))
        .silent(place -> grown(place, on(place, "8.0.2", "23305546", "extended on 8.0 U2b"), 40))
        .silent(
            place ->
                on(place, "8.0.2", "22380479", "not extended").disk().poweredOn(place.daysAgo(9)));
  }

  /** Running since before the earlier capture, in which its disk was that small. */
  private static VmScenario grown(Place place, VmScenario vm, int gib) {
    return vm.poweredOn(place.daysAgo(9))
        .disk(disk -> disk.capacityGiB(place.earlier() ? gib : 200));
  }

  private static VmScenario on(Place place, String version, String build, String name) {
    return place.vm(name).on(place.host("esx " + build).version(version, build));
  }

  private void memory() {
    proof("host.cbt.memory")
        .stage("a thousand disks")
        .found(
            "over-default",
            place -> full(place, place.host("1,080 tracked disks in machines that run"), true))
        .silent(place -> full(place, place.host("1,080 tracked disks in machines off"), false))
        .undetermined("summary.config.product", place -> place.host("version not sent"));
  }

  private static HostScenario full(Place place, HostScenario host, boolean running) {
    for (int i = 0; i < 18; i++) {
      VmScenario vm = place.vm("machine " + i).on(host);
      if (!running) {
        vm.poweredOff();
      }
      for (int disk = 0; disk < 60; disk++) {
        int bus = disk / 15;
        int unit = disk % 15 < 7 ? disk % 15 : disk % 15 + 1;
        vm.disk(each -> each.scsi(bus, unit).capacityGiB(10));
      }
    }
    return host;
  }
}
