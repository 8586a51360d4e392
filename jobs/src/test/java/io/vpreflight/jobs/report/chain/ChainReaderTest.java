// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.LayoutFile;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChainReaderTest {
  private static VmChains read(AVm vm, Snapshot... snapshots) {
    AnInventory inventory = AnInventory.of(vm);
    inventory.snapshots.addAll(List.of(snapshots));
    Scene scene = new Scene(inventory.build(), new Limits(Map.of()), null);
    return ChainReader.read(scene.inventory().virtualMachines().get(0), scene);
  }

  @Test
  void a_chain_begins_with_its_base_and_ends_where_the_machine_writes() {
    VmChains.Disk disk = read(AChain.of("web01", 2)).disks().get(0);
    assertEquals("Hard disk 1", disk.label());
    assertEquals(
        List.of(
            "[vmfs01] web01/web01.vmdk",
            "[vmfs01] web01/web01-1.vmdk",
            "[vmfs01] web01/web01-2.vmdk"),
        disk.links().stream().map(VmChains.Link::file).toList());
  }

  @Test
  void a_link_takes_what_its_extents_take() {
    VmChains.Disk disk = read(AChain.of("web01", 1)).disks().get(0);
    assertEquals(40L << 30, disk.links().get(0).bytes());
    assertEquals(1L << 30, disk.links().get(1).bytes());
  }

  @Test
  void a_delta_is_as_old_as_the_snapshot_that_began_it() {
    VmChains.Disk disk = read(AChain.of("web01", 2)).disks().get(0);
    assertNull(disk.links().get(0).age());
    assertEquals("s1", disk.links().get(1).since());
    assertEquals(Duration.ofDays(2), disk.links().get(1).age());
    assertEquals("s2", disk.links().get(2).since());
    assertEquals(Duration.ofDays(1), disk.links().get(2).age());
  }

  @Test
  void a_delta_without_a_snapshot_has_no_age() {
    AVm vm = AChain.of("web01", 1);
    vm.snapshot = null;
    VmChains chains = read(vm);
    assertNull(chains.disks().get(0).links().get(1).age());
    assertEquals(List.of(), chains.snapshots());
    assertTrue(chains.isWorthDrawing());
  }

  @Test
  void a_size_of_zero_is_unknown() {
    AVm vm = AChain.of("web01", 1);
    FileLayout layout = Objects.requireNonNull(vm.layoutEx);
    List<LayoutFile> emptied =
        layout.file().stream()
            .map(f -> new LayoutFile(f.key(), f.name(), f.type(), 0, true))
            .toList();
    vm.layoutEx = new FileLayout(emptied, layout.disk(), layout.snapshot(), layout.timestamp());
    assertNull(read(vm).disks().get(0).links().get(0).bytes());
  }

  @Test
  void without_a_layout_the_backings_tell_the_chain_and_the_snapshot_objects_its_age() {
    AVm vm = AChain.of("web01", 1);
    vm.layoutEx = null;
    DiskBacking base = AVm.aBacking("[vmfs01] web01/base.vmdk");
    DiskBacking leaf = AVm.aBacking("[vmfs01] web01/leaf.vmdk");
    VirtualDisk now = vm.disks.get(0);
    vm.disks.set(0, ADisk.with(now, on(leaf, base)));
    SnapshotInfo tree = Objects.requireNonNull(vm.snapshot);
    Snapshot frozen =
        new Snapshot(
            tree.rootSnapshotList().get(0).snapshot(),
            List.of(ADisk.with(now, base)),
            Unreadable.NONE);
    List<VmChains.Link> links = read(vm, frozen).disks().get(0).links();
    assertEquals(
        List.of("[vmfs01] web01/base.vmdk", "[vmfs01] web01/leaf.vmdk"),
        links.stream().map(VmChains.Link::file).toList());
    assertNull(links.get(1).bytes());
    assertEquals(Duration.ofDays(1), links.get(1).age());
  }

  @Test
  void the_tree_says_where_the_machine_is() {
    VmChains.Snapshot root = read(AChain.of("web01", 2)).snapshots().get(0);
    assertFalse(root.current());
    assertTrue(root.children().get(0).current());
  }

  @Test
  void base_disks_alone_are_not_worth_drawing() {
    assertFalse(read(AVm.named("web01")).isWorthDrawing());
    AVm bare = AVm.named("web01");
    bare.hardwareUnset = true;
    assertFalse(read(bare).isWorthDrawing());
  }

  private static DiskBacking on(DiskBacking leaf, DiskBacking parent) {
    return new DiskBacking(
        leaf.type(),
        leaf.fileName(),
        leaf.datastore(),
        leaf.diskMode(),
        leaf.sharing(),
        leaf.uuid(),
        null,
        null,
        null,
        true,
        null,
        parent);
  }
}
