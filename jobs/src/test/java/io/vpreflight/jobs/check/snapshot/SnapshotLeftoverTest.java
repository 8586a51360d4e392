// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SnapshotLeftoverTest {
  private static final String VEEAM = "VEEAM BACKUP TEMPORARY SNAPSHOT";
  private final AVm vm = AVm.named("app");

  private static Results run(AnInventory inventory) {
    return Runs.run(new SnapshotLeftover(), inventory);
  }

  private AVm named(String name, Duration age) {
    return AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", name, age, "app.vmdk")
        .build();
  }

  private List<String> found(String name, String description) {
    AVm other = AVm.named("app");
    AChain.of(other, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", name, Duration.ofDays(2), "app.vmdk")
        .described(description)
        .build();
    return Runs.found(run(AnInventory.of(other)));
  }

  @Test
  void a_snapshot_of_a_known_product_is_found_after_a_day() {
    assertEquals(List.of(), Runs.found(run(AnInventory.of(named(VEEAM, Duration.ofHours(23))))));
    assertEquals(
        List.of("app#snapshot-1: known"),
        Runs.found(run(AnInventory.of(named(VEEAM, Duration.ofHours(24))))));
  }

  @Test
  void names_and_descriptions_of_products_are_known_by_how_sure_they_are() {
    List<String> known = List.of("app#snapshot-1: known");
    assertEquals(known, found("forklift-migration-precopy", ""));
    assertEquals(known, found("BareosTmpSnap_jobId_12", ""));
    assertEquals(known, found("Consolidate Helper- 0", ""));
    assertEquals(known, found("_VCB-BACKUP_", ""));
    assertEquals(known, found("NBU_SNAPSHOT esx01 1700000000", ""));
    assertEquals(known, found("__GX_BACKUP__", ""));
    assertEquals(known, found("x", "Please do not delete. It is being used by Veeam Backup."));
    assertEquals(List.of("app#snapshot-1: likely"), found("nakivo job 4", ""));
    assertEquals(List.of("app#snapshot-1: likely"), found("x", "Azure Migrate replication"));
  }

  @Test
  void what_no_name_says_is_said_in_the_language_of_the_reader() {
    Texts french = Texts.in(Locale.FRENCH, ZoneOffset.UTC);
    Texts english = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
    for (SnapshotNames.Maker maker : SnapshotNames.all()) {
      assertFalse(french.shown(maker.said()).contains("snapshot.maker"), maker.product());
      assertFalse(french.shown(maker.said()).startsWith("="), maker.product());
    }
    AnInventory inventory = AnInventory.of(named("Consolidate Helper- 0", Duration.ofDays(2)));
    Text summary = run(inventory).findings().get(0).summary();
    assertTrue(english.say(summary).contains("older than 6.0"), english.say(summary));
    assertTrue(french.say(summary).contains("antérieur à la 6.0"), french.say(summary));
    assertFalse(french.say(summary).contains("older"), french.say(summary));
  }

  @Test
  void a_person_s_snapshot_is_never_a_leftover() {
    assertEquals(List.of(), found("before upgrade of migratekit to 2.0", "ask Paul"));
    assertEquals(List.of(), found("before patches", ""));
    assertEquals(List.of(), found("before the Veeam upgrade", "and NAKIVO too"));
  }

  @Test
  void a_running_task_means_that_somebody_is_at_work() {
    AnInventory inventory = AnInventory.of(named(VEEAM, Duration.ofDays(2)));
    inventory.tasks.add(ATask.on(vm, "VirtualMachine.reconfigure").build());
    assertEquals(List.of(), Runs.found(run(inventory)));
  }

  @Test
  void a_task_that_has_ended_does_not() {
    AnInventory inventory = AnInventory.of(named(VEEAM, Duration.ofDays(2)));
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.reconfigure").ended(Duration.ofMinutes(1)).build());
    assertEquals(List.of("app#snapshot-1: known"), Runs.found(run(inventory)));
  }

  @Test
  void restore_points_of_a_replica_are_never_leftovers() {
    AVm replica = AVm.named("app_replica");
    replica.powerState = VmPowerState.POWERED_OFF;
    AChain.of(replica, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "Veeam restore point", Duration.ofDays(9), "app.vmdk")
        .build();
    assertEquals(List.of(), Runs.found(run(AnInventory.of(replica))));
  }

  @Test
  void the_snapshot_that_clones_stand_on_is_never_a_leftover() {
    AVm clone = AVm.named("clone");
    clone.disks.set(0, ADisk.of("[vmfs01] clone/clone.vmdk", "[vmfs01] app/app.vmdk").build());
    assertEquals(
        List.of(), Runs.found(run(AnInventory.of(named(VEEAM, Duration.ofDays(9)), clone))));
  }

  @Test
  void without_tasks_an_old_one_is_undetermined() {
    AnInventory inventory = AnInventory.of(named(VEEAM, Duration.ofDays(2)));
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    assertEquals(List.of("app#snapshot-1: reason.unreadable"), Runs.undetermined(run(inventory)));
  }

  @Test
  void unset_time_and_unreadable_tree_are_undetermined() {
    vm.snapshot =
        new SnapshotInfo(
            null,
            List.of(
                new SnapshotNode(
                    AChain.ref("snapshot-1"), VEEAM, null, 1, null, null, null, List.of())));
    assertEquals(
        List.of("app#snapshot-1: reason.unset"), Runs.undetermined(run(AnInventory.of(vm))));
    vm.unreadable(VmProperty.SNAPSHOT, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(AnInventory.of(vm))));
  }
}
