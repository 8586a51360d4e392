// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownTrackingBugTest {
  private final AHost host = AHost.usual();

  private static Results run(AVm... vms) {
    return Runs.run(new KnownTrackingBug(), vms);
  }

  @Test
  void a_tracked_machine_on_a_build_that_forgets_is_found() {
    esxi("6.0.0", "3073146");
    assertEquals(
        List.of("sql#consolidation-6-0: consolidation-6-0"), Runs.found(now(AVm.named("sql"))));
  }

  @Test
  void the_first_fixed_build_passes() {
    esxi("6.0.0", "3247720");
    Results results = now(AVm.named("sql"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), results.notObservable());
  }

  @Test
  void a_version_without_a_row_is_counted_and_never_called_free_of_bugs() {
    Results results = run(AVm.named("a"), AVm.named("b"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(2, results.notObservable().get(0).count());
    assertEquals("reason.tracking.no-bug-row", results.notObservable().get(0).reason().key());
  }

  @Test
  void an_untracked_machine_is_not_asked_about() {
    esxi("6.0.0", "3073146");
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = false;
    assertEquals(List.of(), Runs.found(now(vm)));
  }

  @Test
  void a_disk_that_grew_while_running_is_found_on_a_build_that_is_believed_to_forget_it() {
    esxi("8.0.2", "22380479");
    AVm vm = AVm.named("sql");
    assertEquals(
        List.of("sql#hot-extended-8-0-2: hot-extended-8-0-2"), Runs.found(grown(vm, 40, 60)));
    esxi("8.0.2", "23305546");
    assertEquals(List.of(), Runs.found(grown(vm, 40, 60)));
  }

  @Test
  void growth_while_off_or_before_the_baseline_cannot_be_told_from_hot_growth() {
    esxi("8.0.2", "22380479");
    AVm rebooted = AVm.named("sql");
    rebooted.bootTime = AnInventory.NOW.minus(Duration.ofHours(2));
    assertEquals(
        "reason.tracking.bug-condition.hot-extended-8-0-2", blind(grown(rebooted, 40, 60)));
    assertEquals(
        "reason.tracking.bug-condition.hot-extended-8-0-2", blind(grown(AVm.named("sql"), 60, 60)));
    assertEquals("reason.tracking.bug-condition.hot-extended-8-0-2", blind(now(AVm.named("sql"))));
  }

  @Test
  void growth_past_128_gib_counts_and_growth_below_does_not() {
    esxi("5.5.0", "2403361");
    AVm vm = AVm.named("sql");
    assertEquals(
        List.of("sql#extended-past-128-gib: extended-past-128-gib"),
        Runs.found(grown(vm, 100, 200)));
    assertEquals(
        List.of("sql#extended-past-128-gib: extended-past-128-gib"),
        Runs.found(grown(vm, 250, 257)));
    assertEquals(List.of(), Runs.found(grown(vm, 130, 250)));
    assertEquals(List.of(), Runs.found(grown(vm, 100, 128)));
  }

  @Test
  void moved_disks_lose_their_tracking_in_version_5() {
    esxi("5.1.0", "799733");
    AnInventory inventory =
        Past.of(AVm.named("sql")).task("VirtualMachine.relocate", 4).inventory();
    assertEquals(
        List.of("sql#storage-vmotion-5-x: storage-vmotion-5-x"),
        Runs.found(Runs.run(new KnownTrackingBug(), on(inventory))));
    AVm before = AVm.named("sql");
    DiskBacking b = before.disks.get(0).backing();
    before.disks.set(
        0,
        ADisk.with(
            before.disks.get(0),
            new DiskBacking(
                b.type(),
                b.fileName(),
                new MoRef("Datastore", "datastore-old"),
                b.diskMode(),
                b.sharing(),
                b.uuid(),
                null,
                null,
                null,
                null,
                null,
                null)));
    assertEquals(
        List.of("sql#storage-vmotion-5-x: storage-vmotion-5-x"),
        Runs.found(since(before, AVm.named("sql"))));
  }

  @Test
  void tracking_that_has_begun_anew_since_is_not_affected() {
    esxi("6.0.0", "3073146");
    AnInventory then =
        Past.of(AVm.named("sql")).snapshot("snapshot-1", 200, Past.EPOCH + "/1").inventory();
    then.collectedAt = AnInventory.NOW.minus(Duration.ofHours(100));
    AnInventory now =
        Past.of(AVm.named("sql")).snapshot("snapshot-2", 5, Past.OTHER_EPOCH + "/1").inventory();
    assertEquals(List.of(), Runs.found(Runs.runAfter(new KnownTrackingBug(), then, on(now))));
  }

  @Test
  void an_unset_version_or_host_is_undetermined() {
    esxi(null, null);
    AVm lost = AVm.named("lost");
    lost.host = null;
    AVm hidden = AVm.named("hidden");
    hidden.host = new MoRef("HostSystem", "host-of-others");
    assertEquals(
        List.of("hidden: reason.tracking.host-unseen", "lost: reason.unset", "sql: reason.unset"),
        Runs.undetermined(now(AVm.named("sql"), lost, hidden)));
  }

  @Test
  void an_unreadable_version_is_undetermined() {
    esxi(null, null);
    host.unreadable(HostProperty.PRODUCT, "NoPermission");
    AVm blind = AVm.named("blind").unreadable(VmProperty.HOST, "NoPermission");
    blind.host = null;
    assertEquals(List.of("sql: reason.unreadable"), Runs.undetermined(now(AVm.named("sql"))));
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
    Results results = Runs.run(new KnownTrackingBug(), inventory);
    assertEquals(List.of("sql: reason.stale.host"), Runs.undetermined(results));
  }

  private void esxi(@Nullable String version, @Nullable String build) {
    host.version = version;
    host.build = build;
  }

  private AnInventory on(AnInventory inventory) {
    inventory.hosts.set(0, host.build());
    return inventory;
  }

  private Results now(AVm... vms) {
    return Runs.run(new KnownTrackingBug(), on(AnInventory.of(vms)));
  }

  private Results grown(AVm vm, long fromGib, long toGib) {
    AVm before = AVm.named("sql");
    before.disks.set(0, Past.sized(before.disks.get(0), fromGib));
    vm.disks.set(0, Past.sized(vm.disks.get(0), toGib));
    return since(before, vm);
  }

  private Results since(AVm before, AVm vm) {
    AnInventory then = AnInventory.of(before);
    then.collectedAt = AnInventory.NOW.minus(Duration.ofHours(100));
    return Runs.runAfter(new KnownTrackingBug(), then, on(AnInventory.of(vm)));
  }

  private static String blind(Results results) {
    assertEquals(List.of(), Runs.found(results));
    return results.notObservable().get(0).reason().key();
  }
}
