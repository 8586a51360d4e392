// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.check.device.EncryptionEnabled;
import io.vpreflight.jobs.check.device.FaultToleranceEnabled;
import io.vpreflight.jobs.check.device.IndependentDisk;
import io.vpreflight.jobs.check.device.NvmeDisk;
import io.vpreflight.jobs.check.device.PassthroughDevice;
import io.vpreflight.jobs.check.device.RawDeviceDisk;
import io.vpreflight.jobs.check.device.SecureBoot;
import io.vpreflight.jobs.check.device.SharedDisk;
import io.vpreflight.jobs.check.device.Suspended;
import io.vpreflight.jobs.check.device.TooManyDisks;
import io.vpreflight.jobs.check.host.HostStandby;
import io.vpreflight.jobs.check.identity.DuplicateMac;
import io.vpreflight.jobs.check.network.DuplicateAddress;
import io.vpreflight.jobs.check.network.NoIpAddress;
import io.vpreflight.jobs.check.reboot.HardwareUpgradeScheduled;
import io.vpreflight.jobs.check.reboot.ToolsState;
import io.vpreflight.jobs.check.snapshot.ForeignHolder;
import io.vpreflight.jobs.check.snapshot.InvalidConfiguration;
import io.vpreflight.jobs.check.snapshot.MethodLock;
import io.vpreflight.jobs.check.snapshot.PhantomSnapshot;
import io.vpreflight.jobs.check.storage.DatastoreAccessLost;
import io.vpreflight.jobs.check.tracking.UntrackableDisk;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.ADatastore;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newer vCenter says in words that we do not know is never decided by. */
@Tag("F8")
class UnknownsTest {
  private static final String BACKING = "config.hardware.device[2000].backing";

  /**
   * A machine of which vCenter said one thing in a new word.
   *
   * @param check one that decides by it
   * @param path where the word lies
   */
  record Row(String path, String word, Check check, Consumer<AVm> vm) {
    @Override
    public String toString() {
      return check.info().id() + " with " + word;
    }
  }

  private static final String BUS = "VirtualSCSISharing:halfSharing";
  private static final String MODE = "VirtualDiskMode:mirrored";
  private static final String SHARING = "VirtualDiskSharing:sharingHalf";
  private static final String KIND = "VirtualDeviceBackingInfo:VirtualDiskCloudBackingInfo";
  private static final String COMPATIBILITY = "VirtualDiskCompatibilityMode:mixedMode";
  private static final String CONTROLLER = "VirtualDevice:VirtualCloudController";

  static Stream<Row> rows() {
    String bus = "config.hardware.device[1000].sharedBus";
    return Stream.of(
        new Row(bus, BUS, new SharedDisk(), vm -> controller(vm, "ParaVirtualSCSIController")),
        new Row(bus, BUS, new UntrackableDisk(), vm -> controller(vm, "ParaVirtualSCSIController")),
        // vim25 lets an NVMe controller say nothing: null alone would pass.
        new Row(bus, BUS, new SharedDisk(), vm -> controller(vm, "VirtualNVMEController")),
        new Row(bus, BUS, new UntrackableDisk(), vm -> controller(vm, "VirtualNVMEController")),
        new Row("config.hardware.device[1000]", CONTROLLER, new NvmeDisk(), UnknownsTest::cloud),
        new Row("config.hardware.device[1000]", CONTROLLER, new SharedDisk(), UnknownsTest::cloud),
        new Row(
            "config.hardware.device[1000]", CONTROLLER, new UntrackableDisk(), UnknownsTest::cloud),
        new Row(BACKING + ".diskMode", MODE, new IndependentDisk(), vm -> backing(vm, null, null)),
        new Row(BACKING + ".diskMode", MODE, new UntrackableDisk(), vm -> backing(vm, null, null)),
        new Row(BACKING + ".sharing", SHARING, new SharedDisk(), vm -> sharing(vm, null)),
        new Row(BACKING + ".sharing", SHARING, new UntrackableDisk(), vm -> sharing(vm, null)),
        new Row(BACKING, KIND, new RawDeviceDisk(), vm -> backing(vm, "", "persistent")),
        new Row(BACKING, KIND, new SharedDisk(), vm -> backing(vm, "", "persistent")),
        new Row(BACKING, KIND, new PassthroughDevice(), vm -> backing(vm, "", "persistent")),
        new Row(BACKING, KIND, new EncryptionEnabled(), vm -> backing(vm, "", "persistent")),
        new Row(BACKING, KIND, new UntrackableDisk(), vm -> backing(vm, "", "persistent")),
        new Row(
            BACKING + ".compatibilityMode",
            COMPATIBILITY,
            new RawDeviceDisk(),
            vm -> backing(vm, "VirtualDiskRawDiskMappingVer1BackingInfo", "persistent")),
        new Row(
            BACKING + ".compatibilityMode",
            COMPATIBILITY,
            new IndependentDisk(),
            vm ->
                backing(vm, "VirtualDiskRawDiskMappingVer1BackingInfo", "independent_persistent")),
        new Row(
            "config.hardware.device[14000]",
            "VirtualDevice:VirtualQuantumUnit",
            new PassthroughDevice(),
            vm -> vm.others.add(new OtherDevice(14000, "VirtualQuantumUnit", "Unit 1"))),
        new Row(
            "config.hardware.device[13000].backing",
            "VirtualDeviceBackingInfo:VirtualPCIPassthroughNewBackingInfo",
            new PassthroughDevice(),
            vm ->
                vm.others.add(
                    new OtherDevice(
                        13000,
                        "VirtualPCIPassthrough",
                        "PCI device 0",
                        "VirtualPCIPassthroughNewBackingInfo"))),
        new Row(
            "config.hardware.device",
            "VirtualDevice:VirtualCloudDisk",
            new TooManyDisks(),
            vm -> {}),
        new Row(
            "config.firmware",
            "GuestOsDescriptorFirmwareType:coreboot",
            new SecureBoot(),
            vm -> vm.options = new VmOptions(null, true, false, null, null, "normal")),
        new Row(
            "runtime.faultToleranceState",
            "VirtualMachineFaultToleranceState:mirrored",
            new FaultToleranceEnabled(),
            vm -> vm.faultToleranceState = null),
        new Row(
            "runtime.powerState",
            "VmPowerState:hibernated",
            new Suspended(),
            vm -> vm.powerState = null),
        new Row(
            "guest.toolsRunningStatus",
            "VirtualMachineToolsRunningStatus:guestToolsDreaming",
            new ToolsState(),
            vm -> vm.toolsRunningStatus = null),
        new Row(
            "guest.toolsVersionStatus2",
            "VirtualMachineToolsVersionStatus:guestToolsQuantum",
            new ToolsState(),
            vm -> vm.toolsVersionStatus2 = null),
        new Row(
            "config.scheduledHardwareUpgradeInfo",
            "ScheduledHardwareUpgradeInfoHardwareUpgradeStatus:halfway",
            new HardwareUpgradeScheduled(),
            vm -> {}),
        new Row(
            "config.hardware.device[4000].backing",
            "VirtualDeviceBackingInfo:VirtualEthernetCardCloudBackingInfo",
            new NoIpAddress(),
            UnknownsTest::pluggedIntoSomethingNew),
        new Row(
            "config.hardware.device[4000]",
            "VirtualDevice:VirtualVmxnet4",
            new NoIpAddress(),
            UnknownsTest::withAnUnknownDeviceAlone),
        new Row(
            GuestIp.STATE,
            "NetIpConfigInfoIpAddressStatus:contested",
            new DuplicateAddress(),
            vm -> vm.net = List.of(nic(new GuestIp("10.0.0.5", 24, null, null)))),
        new Row(
            "runtime.cryptoState",
            "VirtualMachineCryptoState:halfLocked",
            new MethodLock(),
            vm -> vm.disabledMethod = List.of("RelocateVM_Task")),
        new Row(
            "runtime.faultToleranceState",
            "VirtualMachineFaultToleranceState:mirrored",
            new MethodLock(),
            vm -> vm.disabledMethod = List.of("RelocateVM_Task")),
        new Row(
            "config.hardware.device[14000]",
            "VirtualDevice:VirtualQuantumUnit",
            new MethodLock(),
            vm -> vm.disabledMethod = List.of("RelocateVM_Task")),
        new Row(
            bus,
            BUS,
            new MethodLock(),
            vm -> {
              controller(vm, "ParaVirtualSCSIController");
              vm.disabledMethod = List.of("RelocateVM_Task");
            }),
        new Row(
            BACKING + ".deltaDiskFormat",
            "VirtualDiskDeltaDiskFormat:quantumFormat",
            new PhantomSnapshot(),
            vm -> AChain.of(vm, "app.vmdk", "app-000001.vmdk").build()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_word_that_nobody_here_knows_leaves_it_undetermined_and_is_named(Row row) {
    AVm vm = AVm.named("app").unknown(row.path(), row.word());
    row.vm().accept(vm);
    assertUndetermined(row.word(), Runs.run(row.check(), AnInventory.of(vm, AVm.named("other"))));
  }

  @Test
  void a_disk_that_is_held_in_a_new_way_may_be_held_on_purpose() {
    AVm app = AVm.named("app");
    AVm proxy = AVm.named("proxy").unknown("config.hardware.device[2001].backing.sharing", SHARING);
    ADisk disk = ADisk.of("[vmfs01] app/app.vmdk").at(1);
    disk.sharing = null;
    proxy.disks.add(disk.build());
    assertUndetermined(SHARING, Runs.run(new ForeignHolder(), app, proxy));
  }

  @Test
  void a_frozen_disk_that_is_gone_may_be_one_that_no_snapshot_holds() {
    AVm app = AVm.named("app");
    AChain.of(app, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "before", Duration.ofDays(1), "app.vmdk")
        .build();
    AnInventory inventory = AnInventory.of(app);
    ADisk gone = ADisk.of("[vmfs01] app/app_5.vmdk").at(5);
    gone.diskMode = null;
    MoRef ref = new MoRef("VirtualMachineSnapshot", "snapshot-1");
    inventory.snapshots.removeIf(snapshot -> snapshot.ref().equals(ref));
    inventory.snapshots.add(
        new Snapshot(
            ref,
            List.of(gone.build()),
            new Unreadable(
                Map.of(
                    "config.hardware.device[2005].backing.diskMode", Unreadable.UNKNOWN + MODE))));
    assertUndetermined(MODE, Runs.run(new InvalidConfiguration(), inventory));
  }

  @Test
  void an_address_that_was_given_in_a_new_way_is_not_held_against_other_vcenters() {
    String word = "VirtualEthernetCardMacType:borrowed";
    AVm one = AVm.named("app").unknown("config.hardware.device[4000].addressType", word);
    EthernetCard card = one.adapters.remove(0);
    one.adapters.add(
        new EthernetCard(
            4000, card.type(), card.label(), card.macAddress(), null, card.backing(), true, true));
    AnInventory other = AnInventory.of(AVm.named("other"));
    other.instanceUuid = "22222222-2222-4222-8222-222222222222";
    other.name = "vc02.example.org";
    assertUndetermined(word, Runs.run(new DuplicateMac(), AnInventory.of(one), other));
    assertEquals(
        List.of(),
        Runs.undetermined(Runs.run(new DuplicateMac(), AnInventory.of(one))),
        "one vCenter by itself does not ask who gave it");
  }

  @Test
  void a_host_may_sleep_in_a_new_way() {
    AHost host = AHost.usual();
    host.standbyMode = null;
    host.powerState = HostPowerState.STAND_BY;
    host.unreadable.put("runtime.standbyMode", Unreadable.UNKNOWN + "HostStandbyMode:dozing");
    assertUndetermined("HostStandbyMode:dozing", Runs.run(new HostStandby(), AnInventory.of(host)));
  }

  @Test
  void a_datastore_may_be_closed_in_a_new_way() {
    ADatastore store = ADatastore.usual();
    store.maintenanceMode = null;
    String word = "DatastoreSummaryMaintenanceModeState:draining";
    store.unreadable.put("summary.maintenanceMode", Unreadable.UNKNOWN + word);
    assertUndetermined(word, Runs.run(new DatastoreAccessLost(), new AnInventory().stores(store)));
  }

  @Test
  void a_fault_at_a_device_that_is_not_one_of_ours_breaks_nothing() {
    AVm vm = AVm.named("app").unknown("config.hardware.device[x]", "VirtualDevice:A");
    assertEquals(List.of(), Runs.found(Runs.run(new PassthroughDevice(), vm)));
  }

  private static void assertUndetermined(String word, Results results) {
    assertEquals(List.of(), Runs.found(results));
    Runs.undetermined(results);
    TreeSet<String> words = new TreeSet<>();
    for (UndeterminedResult unknown : results.undetermined()) {
      assertEquals("reason.unknown-constant", unknown.reason().key());
      words.add(String.valueOf(unknown.reason().args().get(1)));
    }
    assertEquals(List.of(word), new ArrayList<>(words));
  }

  private static void cloud(AVm vm) {
    vm.controllers.set(0, new VirtualController(1000, "VirtualCloudController", 0, "noSharing"));
  }

  private static void controller(AVm vm, String type) {
    vm.controllers.set(0, new VirtualController(1000, type, 0, null));
  }

  private static void sharing(AVm vm, @Nullable String sharing) {
    ADisk disk = ADisk.of("[vmfs01] app/app.vmdk");
    disk.sharing = sharing;
    vm.disks.set(0, disk.build());
  }

  private static void backing(AVm vm, @Nullable String type, @Nullable String mode) {
    VirtualDisk disk = vm.disks.get(0);
    DiskBacking b = disk.backing();
    vm.disks.set(
        0,
        ADisk.with(
            disk,
            new DiskBacking(
                type == null ? b.type() : type,
                b.fileName(),
                b.datastore(),
                mode,
                b.sharing(),
                b.uuid(),
                null,
                null,
                null,
                true,
                null,
                null)));
  }

  private static void pluggedIntoSomethingNew(AVm vm) {
    EthernetCard card = vm.adapters.get(0);
    vm.adapters.set(
        0,
        new EthernetCard(
            4000,
            card.type(),
            card.label(),
            card.macAddress(),
            card.addressType(),
            new NetworkBacking("VirtualEthernetCardCloudBackingInfo", null, null, null, null),
            true,
            true));
    withoutAddress(vm);
  }

  private static void withAnUnknownDeviceAlone(AVm vm) {
    vm.adapters.clear();
    vm.others.add(new OtherDevice(4000, "VirtualVmxnet4", "Network adapter 1"));
    withoutAddress(vm);
  }

  private static void withoutAddress(AVm vm) {
    vm.ipAddress = null;
    vm.net = List.of();
  }

  private static GuestNic nic(GuestIp... addresses) {
    return new GuestNic("VM Network", "00:50:56:80:00:01", true, 4000, List.of(addresses));
  }
}
