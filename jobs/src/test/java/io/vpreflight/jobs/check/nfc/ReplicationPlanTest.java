// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicationPlanTest {
  private static AVm with(String name, int disks) {
    AVm vm = AVm.named(name);
    for (int i = 1; i < disks; i++) {
      vm.disk(2000 + i, i);
    }
    return vm;
  }

  private static Results run(AVm... vms) {
    return Runs.run(new ReplicationPlan(), vms);
  }

  @Test
  void more_disks_than_the_host_serves_at_a_time_will_queue() {
    Results results = run(with("one", 5), with("two", 4));
    assertEquals(List.of("esx01.example.org: queues"), Runs.found(results));
    assertEquals(List.of(9, 2, 8, 1), results.findings().get(0).summary().args());
  }

  @Test
  void eight_disks_are_served() {
    assertEquals(List.of(), Runs.found(run(with("one", 4), with("two", 4))));
  }

  @Test
  void disks_and_machines_that_are_not_replicated_do_not_count() {
    AVm template = with("template", 5);
    template.template = true;
    AVm independent = with("one", 8);
    ADisk disk = ADisk.of("[vmfs01] one/one_8.vmdk").at(8);
    disk.diskMode = "independent_persistent";
    independent.disks.add(disk.build());
    assertEquals(List.of(), Runs.found(run(template, independent)));
  }

  @Test
  void each_host_has_its_own_plan() {
    AHost other = AHost.named("esx02");
    AVm elsewhere = with("two", 4);
    elsewhere.host = other.ref;
    AnInventory inventory = AnInventory.of(with("one", 9), elsewhere);
    inventory.hosts.add(other.build());
    assertEquals(
        List.of("esx01.example.org: queues"),
        Runs.found(Runs.run(new ReplicationPlan(), inventory)));
  }

  @Test
  void a_machine_with_unknown_disks_leaves_a_doubt_only_where_it_could_matter() {
    AVm hidden = AVm.named("hidden");
    hidden.hardwareUnset = true;
    assertEquals(
        List.of("esx01.example.org: reason.nfc.disks-unknown"), Runs.undetermined(run(hidden)));
    assertEquals(List.of(), Runs.undetermined(run(hidden, with("one", 9))));
  }

  @Test
  void devices_that_nobody_read_are_undetermined() {
    AnInventory inventory = AnInventory.of(with("one", 9)).without(VmProperty.DEVICES);
    assertEquals(
        List.of("esx01.example.org: reason.not-collected"),
        Runs.undetermined(Runs.run(new ReplicationPlan(), inventory)));
  }

  @Test
  void it_is_a_plan_for_a_migration_and_nothing_else() {
    String id = new ReplicationPlan().info().id();
    assertNull(ProfileReader.builtIn("discovery-audit").severity(id, "queues"));
    assertNull(ProfileReader.builtIn("cbt-health").severity(id, "queues"));
    assertEquals(
        "info",
        String.valueOf(ProfileReader.builtIn("azure-migrate-agentless").severity(id, "queues"))
            .toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void a_machine_without_a_host_and_one_without_disks_count_nowhere() {
    AVm homeless = with("homeless", 9);
    homeless.host = null;
    AVm diskless = AVm.named("diskless");
    diskless.disks.clear();
    assertEquals(List.of(), Runs.found(run(homeless, diskless)));
  }

  @Test
  void a_raw_device_is_not_replicated() {
    AVm vm = with("one", 8);
    DiskBacking raw =
        new DiskBacking(
            "VirtualDiskRawDiskMappingVer1BackingInfo",
            "[vmfs01] one/one_8.vmdk",
            AnInventory.DATASTORE,
            null,
            null,
            null,
            null,
            "physicalMode",
            null,
            null,
            null,
            null);
    vm.disks.add(new VirtualDisk(2008, "Hard disk 9", 1000, 8, 1L << 30, raw, List.of()));
    assertEquals(List.of(), Runs.found(run(vm)));
  }
}
