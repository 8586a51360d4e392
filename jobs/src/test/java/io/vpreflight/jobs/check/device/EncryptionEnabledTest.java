// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmOptions;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncryptionEnabledTest {
  private static Results run(AVm... vms) {
    return Runs.run(new EncryptionEnabled(), vms);
  }

  private static AVm withKeys(@Nullable String home, @Nullable String disk) {
    AVm vm = AVm.named("app");
    vm.options = new VmOptions("efi", false, false, null, home, "normal");
    vm.disks.add(AVirtualDisk.named("data", 2001, 1).keyId(disk).build());
    return vm;
  }

  @Test
  void encrypted_disks_are_found_once_for_the_machine() {
    Results results = run(withKeys("key-1", "key-1"));
    assertEquals(List.of("app: disks"), Runs.found(results));
    assertEquals(
        "key-1",
        results.findings().get(0).evidence().get("config.hardware.device[2001].backing.keyId"));
  }

  @Test
  void a_machine_whose_home_alone_is_encrypted_is_another_kind() {
    assertEquals(List.of("app: home-files"), Runs.found(run(withKeys("key-1", null))));
  }

  @Test
  void a_disk_that_alone_is_encrypted_is_found() {
    assertEquals(List.of("app: disks"), Runs.found(run(withKeys(null, "key-1"))));
  }

  @Test
  void no_key_means_not_encrypted() {
    Results results = run(withKeys(null, null));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void an_api_that_does_not_know_encryption_leaves_it_undetermined() {
    AnInventory old = AnInventory.of(AVm.named("app")).without(VmProperty.ENCRYPTION_KEY);
    old.apiVersion = "6.0";
    assertEquals(
        List.of("app: reason.api-too-old"),
        Runs.undetermined(Runs.run(new EncryptionEnabled(), old)));
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
