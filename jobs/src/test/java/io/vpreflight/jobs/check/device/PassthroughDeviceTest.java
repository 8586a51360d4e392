// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassthroughDeviceTest {
  private static Results run(AVm... vms) {
    return Runs.run(new PassthroughDevice(), vms);
  }

  private static AVm with(OtherDevice... devices) {
    AVm vm = AVm.named("app");
    vm.others.addAll(List.of(devices));
    return vm;
  }

  @Test
  void a_pci_device_is_found_however_it_was_chosen() {
    AVm vm =
        with(
            new OtherDevice(
                13000,
                "VirtualPCIPassthrough",
                "PCI device 0",
                "VirtualPCIPassthroughDeviceBackingInfo"),
            new OtherDevice(
                13001,
                "VirtualPCIPassthrough",
                "PCI device 1",
                "VirtualPCIPassthroughDynamicBackingInfo"),
            new OtherDevice(13002, "VirtualPCIPassthrough", "PCI device 2"));
    assertEquals(
        List.of("app#13000: pci", "app#13001: pci", "app#13002: pci"), Runs.found(run(vm)));
  }

  @Test
  void a_shared_gpu_is_told_from_a_whole_device() {
    AVm vm =
        with(
            new OtherDevice(
                13000,
                "VirtualPCIPassthrough",
                "PCI device 0",
                "VirtualPCIPassthroughVmiopBackingInfo"));
    assertEquals(List.of("app#13000: vgpu"), Runs.found(run(vm)));
  }

  @Test
  void sr_iov_is_found_among_the_network_adapters() {
    AVm vm = AVm.named("app");
    vm.adapters.add(
        new EthernetCard(
            4001,
            "VirtualSriovEthernetCard",
            "Network adapter 2",
            "00:50:56:80:00:02",
            "assigned",
            new NetworkBacking("", null, null, null, null),
            true,
            true));
    assertEquals(List.of("app#4001: sriov"), Runs.found(run(vm)));
  }

  @Test
  void persistent_memory_is_found_as_module_and_as_disk() {
    AVm vm = with(new OtherDevice(52000, "VirtualNVDIMM", "NVDIMM 1"));
    vm.disks.add(
        AVirtualDisk.named("pmem", 2001, 1).type("VirtualDiskLocalPMemBackingInfo").build());
    assertEquals(
        List.of("app#2001: persistent-memory", "app#52000: persistent-memory"),
        Runs.found(run(vm)));
  }

  @Test
  void scsi_and_usb_devices_are_found() {
    AVm vm =
        with(
            new OtherDevice(2005, "VirtualSCSIPassthrough", "SCSI device 1"),
            new OtherDevice(9000, "VirtualUSB", "USB 1"));
    assertEquals(List.of("app#2005: scsi", "app#9000: usb"), Runs.found(run(vm)));
  }

  @Test
  void devices_that_every_machine_has_pass() {
    AVm vm =
        with(
            new OtherDevice(600, "VirtualKeyboard", "Keyboard"),
            new OtherDevice(3002, "VirtualCdrom", "CD/DVD drive 1"),
            new OtherDevice(7000, "VirtualUSBController", "USB controller"),
            new OtherDevice(11000, "VirtualTPM", "Virtual TPM"));
    Results results = run(vm);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void unset_devices_are_undetermined() {
    AVm vm = AVm.named("app");
    vm.hardwareUnset = true;
    Results results = run(vm);
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(results));
    assertEquals(List.of(), Runs.found(results));
  }

  @Test
  void unreadable_devices_are_undetermined() {
    AVm vm = AVm.named("app").unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }
}
