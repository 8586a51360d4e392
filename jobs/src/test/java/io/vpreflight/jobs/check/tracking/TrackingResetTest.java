// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.check.ShownChangeId;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingResetTest {
  private static final String DISK = diskUuid();

  private static Results run(AVm... vms) {
    return Runs.run(new TrackingReset(), vms);
  }

  @Test
  void another_epoch_than_in_the_baseline_is_found_by_disk() {
    assertEquals(
        List.of("sql#2000: reset"), Runs.found(since(Past.EPOCH + "/9", Past.OTHER_EPOCH + "/1")));
  }

  @Test
  void a_larger_counter_is_normal() {
    Results results = since(Past.EPOCH + "/9", Past.EPOCH + "/900");
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), results.notObservable());
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void the_first_run_is_one_line_with_the_number_of_machines() {
    Results results = run(AVm.named("a"), AVm.named("b"), AVm.named("c"));
    assertEquals(List.of(), Runs.undetermined(results));
    assertEquals(1, results.notObservable().size());
    NotObservable line = results.notObservable().get(0);
    assertEquals(3, line.count());
    assertEquals("reason.tracking.first-run", line.reason().key());
  }

  @Test
  void without_a_snapshot_on_both_sides_there_is_nothing_to_compare() {
    AnInventory then = AnInventory.of(AVm.named("sql"));
    then.collectedAt = AnInventory.NOW.minus(Duration.ofHours(100));
    Results results = Runs.runAfter(new TrackingReset(), then, AnInventory.of(AVm.named("sql")));
    assertEquals(List.of(), Runs.found(results));
    assertEquals("reason.tracking.no-change-id", results.notObservable().get(0).reason().key());
  }

  @Test
  void an_epoch_that_was_seen_before_the_baseline_is_compared_with_where_the_baseline_shows_none() {
    List<ShownChangeId> seen = shown(Past.EPOCH + "/9", 200, DISK);
    assertEquals(List.of("sql#2000: reset"), Runs.found(after(seen, Past.OTHER_EPOCH + "/1")));
    Results same = after(seen, Past.EPOCH + "/900");
    assertEquals(List.of(), Runs.found(same));
    assertEquals(List.of(), same.notObservable());
  }

  @Test
  void what_was_seen_since_the_baseline_is_what_is_found_out_and_not_what_is_compared_with() {
    List<ShownChangeId> seen = new ArrayList<>(shown(Past.EPOCH + "/9", 200, DISK));
    seen.addAll(shown(Past.OTHER_EPOCH + "/1", 50, DISK));
    assertEquals(List.of("sql#2000: reset"), Runs.found(after(seen, Past.OTHER_EPOCH + "/1")));
  }

  @Test
  void of_two_epochs_the_later_one_counts_and_of_another_disk_none() {
    List<ShownChangeId> seen = new ArrayList<>(shown(Past.EPOCH + "/9", 300, DISK));
    seen.addAll(shown(Past.OTHER_EPOCH + "/1", 200, DISK));
    assertEquals(List.of(), Runs.found(after(seen, Past.OTHER_EPOCH + "/5")));
    Results other = after(shown(Past.EPOCH + "/9", 200, "another"), Past.OTHER_EPOCH + "/1");
    assertEquals(List.of(), Runs.found(other));
    assertEquals("reason.tracking.no-change-id", other.notObservable().get(0).reason().key());
  }

  @Test
  void what_is_to_be_remembered_is_what_snapshots_show_of_disks_that_can_be_told_apart() {
    AnInventory shows =
        Past.of(AVm.named("sql")).snapshot("snapshot-2", 5, Past.EPOCH + "/7").inventory();
    ShownChangeId one = ShownChangeIds.in(States.scene(shows)).get(0);
    assertEquals(Past.EPOCH, one.identity().epoch());
    assertEquals(DISK, one.diskUuid());
    assertEquals(AnInventory.NOW, one.seenAt());
    assertEquals(List.of(), ShownChangeIds.in(States.scene(AnInventory.of(AVm.named("sql")))));
    AVm nameless = AVm.named("sql");
    nameless.disks.set(0, ADisk.of("[vmfs01] sql/sql.vmdk").build());
    AnInventory shown = Past.of(nameless).snapshot("snapshot-2", 5, Past.EPOCH + "/7").inventory();
    assertEquals(List.of(), ShownChangeIds.in(States.scene(shown)));
  }

  private static String diskUuid() {
    return String.valueOf(AVm.named("sql").disks.get(0).backing().uuid());
  }

  private static List<ShownChangeId> shown(String changeId, double hoursAgo, String disk) {
    Instant at = AnInventory.NOW.minus(Duration.ofMinutes((long) (60 * hoursAgo)));
    return List.of(
        new ShownChangeId(
            AVm.named("sql").ref,
            2000,
            disk,
            at,
            new MoRef("VirtualMachineSnapshot", "snapshot-1"),
            "backup",
            at,
            changeId));
  }

  /** A baseline a hundred hours ago that shows no changeId. */
  private static Results after(List<ShownChangeId> seen, String now) {
    AnInventory baseline = AnInventory.of(AVm.named("sql"));
    baseline.collectedAt = AnInventory.NOW.minus(Duration.ofHours(100));
    AnInventory inventory = Past.of(AVm.named("sql")).snapshot("snapshot-2", 5, now).inventory();
    return Runs.runAfter(new TrackingReset(), baseline, seen, inventory);
  }

  @Test
  void a_machine_that_is_off_is_not_asked_about() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = false;
    assertEquals(List.of(), run(vm).notObservable());
  }

  @Test
  void unset_is_undetermined() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = null;
    assertEquals(List.of("sql: reason.unset"), Runs.undetermined(run(vm)));
    AVm bare = AVm.named("bare");
    bare.hardwareUnset = true;
    assertEquals(List.of("bare: reason.unset"), Runs.undetermined(run(bare)));
    AVm lost = AVm.named("lost");
    lost.controllers.clear();
    lost.extraConfigComplete = false;
    assertEquals(List.of("lost#2000: reason.tracking.no-place"), Runs.undetermined(run(lost)));
  }

  @Test
  void unreadable_is_undetermined() {
    AVm vm = AVm.named("sql").unreadable(VmProperty.CHANGE_TRACKING_ENABLED, "NoPermission");
    assertEquals(List.of("sql: reason.unreadable"), Runs.undetermined(run(vm)));
  }

  @Test
  void what_a_dead_host_left_behind_is_undetermined() {
    AHost host = AHost.usual();
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(AVm.named("sql").build());
    Results results = Runs.run(new TrackingReset(), inventory);
    assertEquals(List.of("sql: reason.stale.host"), Runs.undetermined(results));
  }

  private static Results since(String then, String now) {
    AnInventory baseline = Past.of(AVm.named("sql")).snapshot("snapshot-1", 200, then).inventory();
    baseline.collectedAt = AnInventory.NOW.minus(Duration.ofHours(100));
    AnInventory inventory = Past.of(AVm.named("sql")).snapshot("snapshot-2", 5, now).inventory();
    return Runs.runAfter(new TrackingReset(), baseline, inventory);
  }
}
