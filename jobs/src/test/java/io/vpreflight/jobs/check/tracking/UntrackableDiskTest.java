// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UntrackableDiskTest {
  private static Results run(AVm... vms) {
    return Runs.run(new UntrackableDisk(), vms);
  }

  @Test
  void each_disk_is_found_with_its_own_reason() {
    AVm vm = AVm.named("sql").disk(2001, 1).disk(2002, 2);
    vm.disks.set(1, ADisk.with(vm.disks.get(1), backing("independent_persistent", null)));
    vm.disks.set(2, ADisk.with(vm.disks.get(2), backing("persistent", "sharingMultiWriter")));
    assertEquals(List.of("sql#2001: independent", "sql#2002: multi-writer"), Runs.found(run(vm)));
  }

  @Test
  void what_is_about_the_machine_is_said_once() {
    AVm vm = AVm.named("old").disk(2001, 1);
    vm.version = "vmx-04";
    assertEquals(List.of("old: old-hardware"), Runs.found(run(vm)));
    vm.version = "vmx-19";
    vm.changeTrackingSupported = false;
    assertEquals(List.of("old: not-supported"), Runs.found(run(vm)));
  }

  @Test
  void a_reason_of_the_disk_is_named_before_the_capability() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingSupported = false;
    vm.controllers.set(
        0, new VirtualController(1000, "ParaVirtualSCSIController", 0, "virtualSharing"));
    assertEquals(List.of("sql#2000: shared-bus"), Runs.found(run(vm)));
  }

  @Test
  void ordinary_disks_pass_whether_they_are_tracked_or_not() {
    AVm off = AVm.named("off");
    off.changeTrackingEnabled = null;
    Results results = run(AVm.named("sql"), off);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void a_template_is_not_judged() {
    AVm template = AVm.named("gold");
    template.template = true;
    template.version = "vmx-04";
    assertEquals(List.of(), Runs.found(run(template)));
  }

  @Test
  void unset_is_undetermined() {
    AVm noBacking = AVm.named("sql");
    noBacking.disks.set(
        0,
        ADisk.with(
            noBacking.disks.get(0),
            new DiskBacking("", null, null, null, null, null, null, null, null, null, null, null)));
    AVm noVersion = AVm.named("web");
    noVersion.version = null;
    AVm noDevices = AVm.named("zoo");
    noDevices.hardwareUnset = true;
    assertEquals(
        List.of("sql#2000: reason.unset", "web: reason.unset", "zoo: reason.unset"),
        Runs.undetermined(run(noBacking, noVersion, noDevices)));
  }

  @Test
  void what_would_tell_of_a_disk_and_is_unset_is_undetermined() {
    AVm mode = AVm.named("sql");
    mode.disks.set(0, ADisk.with(mode.disks.get(0), backing(null, null)));
    AVm raw = AVm.named("web");
    raw.disks.set(
        0,
        ADisk.with(
            raw.disks.get(0),
            new DiskBacking(
                "VirtualDiskRawDiskMappingVer1BackingInfo",
                "[vmfs01] web/web.vmdk",
                null,
                "persistent",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null)));
    AVm bus = AVm.named("zoo");
    bus.controllers.set(0, new VirtualController(1000, "ParaVirtualSCSIController", 0, null));
    Results results = run(mode, raw, bus);
    assertEquals(
        List.of("sql#2000: reason.unset", "web#2000: reason.unset", "zoo#2000: reason.unset"),
        Runs.undetermined(results));
    assertEquals(List.of(), Runs.found(results));
  }

  @Test
  void unreadable_is_undetermined() {
    AVm vm = AVm.named("sql").unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals(List.of("sql: reason.unreadable"), Runs.undetermined(run(vm)));
  }

  private static DiskBacking backing(@Nullable String mode, @Nullable String sharing) {
    return new DiskBacking(
        "VirtualDiskFlatVer2BackingInfo",
        "[vmfs01] sql/sql_1.vmdk",
        null,
        mode,
        sharing,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
