// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingResetTest {
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
