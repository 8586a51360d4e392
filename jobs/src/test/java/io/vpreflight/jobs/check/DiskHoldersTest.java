// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.check.SharedFile.Nature;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.LayoutFile;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiskHoldersTest {
  private final AVm app = AVm.named("app");
  private final AVm proxy = AVm.named("proxy");

  private static Scene scene(AnInventory inventory) {
    return new Scene(inventory.build(), new Limits(Map.of()), null);
  }

  /** Who shares the last disk of the first of these machines. */
  private static @Nullable SharedFile shared(AVm... vms) {
    return shared(AnInventory.of(vms));
  }

  private static @Nullable SharedFile shared(AnInventory inventory) {
    Scene scene = scene(inventory);
    VirtualMachine vm = scene.inventory().virtualMachines().get(0);
    var disks = vm.config().hardware() == null ? null : vm.config().hardware().disks();
    assertNotNull(disks);
    return DiskHolders.in(scene).shared(vm, disks.get(disks.size() - 1));
  }

  private static @Nullable Nature nature(AVm... vms) {
    SharedFile file = shared(vms);
    return file == null ? null : file.nature();
  }

  @Test
  void a_disk_of_its_own_is_shared_with_nobody() {
    assertNull(shared(app, proxy));
  }

  @Test
  void a_proxy_that_holds_the_base_below_a_snapshot_borrowed_it() {
    app.disks.clear();
    app.disks.add(ADisk.of("[vmfs01] app/app-000001.vmdk", "[vmfs01] app/app.vmdk").build());
    proxy.disks.add(ADisk.of("[vmfs01] app/app.vmdk").at(1).build());
    SharedFile file = shared(app, proxy);
    assertNotNull(file);
    assertEquals(Nature.BORROWED, file.nature());
    assertEquals("[vmfs01] app/app.vmdk", file.file().toString());
    assertEquals("app", file.owner() == null ? null : file.owner().name());
    assertEquals("proxy", file.borrower() == null ? null : file.borrower().name());
  }

  @Test
  void a_proxy_that_writes_a_redo_log_of_its_own_above_the_base_borrowed_it_too() {
    ADisk attached = ADisk.of("[vmfs01] proxy/redo-000001.vmdk", "[vmfs01] app/app.vmdk").at(1);
    attached.diskMode = "independent_nonpersistent";
    proxy.disks.add(attached.build());
    assertEquals(Nature.BORROWED, nature(app, proxy));
  }

  @Test
  void a_disk_on_a_second_datastore_belongs_to_the_machine_that_it_is_named_after() {
    app.disks.add(ADisk.of("[vmfs02] elsewhere/app_1.vmdk").at(1).build());
    proxy.disks.add(ADisk.of("[vmfs02] elsewhere/app_1.vmdk").at(1).build());
    SharedFile file = shared(app, proxy);
    assertNotNull(file);
    assertEquals(Nature.BORROWED, file.nature());
    assertEquals("app", file.owner() == null ? null : file.owner().name());
  }

  @Test
  void a_name_that_merely_begins_alike_makes_no_owner() {
    AVm web = AVm.named("web");
    AVm web2 = AVm.named("web2");
    web.disks.add(ADisk.of("[vmfs02] x/web2.vmdk").at(1).build());
    web2.disks.add(ADisk.of("[vmfs02] x/web2.vmdk").at(1).build());
    SharedFile file = shared(web, web2);
    assertNotNull(file);
    assertEquals("web2", file.owner() == null ? null : file.owner().name());
    web2.vmPathName = "[vmfs01] web2/web2.vmtx";
    assertEquals(Nature.SHARED, nature(web, web2));
  }

  @Test
  void a_machine_of_which_the_folder_is_not_known_owns_nothing_by_name() {
    app.vmPathName = null;
    proxy.vmPathName = null;
    app.disks.add(ADisk.of("[vmfs02] x/app.vmdk").at(1).build());
    proxy.disks.add(ADisk.of("[vmfs02] x/app.vmdk").at(1).build());
    assertEquals(Nature.SHARED, nature(app, proxy));
  }

  @Test
  void a_delta_beside_the_file_tells_the_owner_where_the_folder_does_not() {
    app.vmPathName = null;
    app.disks.clear();
    app.disks.add(ADisk.of("[vmfs01] x/app-000001.vmdk", "[vmfs01] x/app.vmdk").build());
    proxy.disks.add(ADisk.of("[vmfs01] x/app.vmdk").at(1).build());
    SharedFile file = shared(app, proxy);
    assertNotNull(file);
    assertEquals("app", file.owner() == null ? null : file.owner().name());
    assertEquals(Nature.BORROWED, file.nature());
  }

  @Test
  void a_holder_without_a_disk_to_boot_from_is_no_proxy() {
    proxy.disks.clear();
    proxy.disks.add(ADisk.of("[vmfs01] app/app.vmdk").build());
    SharedFile file = shared(app, proxy);
    assertNotNull(file);
    assertEquals(Nature.SHARED, file.nature());
    assertNull(file.borrower());
  }

  @Test
  void three_holders_share() {
    AVm third = AVm.named("third");
    proxy.disks.add(ADisk.of("[vmfs01] app/app.vmdk").at(1).build());
    third.disks.add(ADisk.of("[vmfs01] app/app.vmdk").at(1).build());
    assertEquals(Nature.SHARED, nature(app, proxy, third));
  }

  @Test
  void a_package_that_is_nobodys_own_is_shared() {
    app.disks.add(ADisk.of("[vmfs01] packages/office.vmdk").at(1).build());
    proxy.disks.add(ADisk.of("[vmfs01] packages/office.vmdk").at(1).build());
    SharedFile file = shared(app, proxy);
    assertNotNull(file);
    assertEquals(Nature.SHARED, file.nature());
    assertNull(file.owner());
  }

  @Test
  void one_machine_registered_twice_borrows_nothing() {
    AVm twin = AVm.named("twin");
    twin.vmPathName = app.vmPathName;
    twin.disks.clear();
    twin.disks.addAll(app.disks);
    assertEquals(Nature.SHARED, nature(app, twin));
  }

  @Test
  void multi_writer_is_a_cluster() {
    ADisk attached = ADisk.of("[vmfs01] app/app.vmdk").at(1);
    attached.sharing = "sharingMultiWriter";
    proxy.disks.add(attached.build());
    assertEquals(Nature.CLUSTERED, nature(app, proxy));
  }

  @Test
  void a_shared_bus_is_a_cluster() {
    proxy.controllers.add(
        new VirtualController(1001, "ParaVirtualSCSIController", 1, "physicalSharing"));
    ADisk attached = ADisk.of("[vmfs01] app/app.vmdk").at(1);
    attached.controllerKey = 1001;
    proxy.disks.add(attached.build());
    assertEquals(Nature.CLUSTERED, nature(app, proxy));
  }

  @Test
  void a_clone_with_a_delta_elsewhere_makes_the_file_a_clone_base() {
    AVm clone = AVm.named("clone");
    clone.disks.clear();
    clone.disks.add(ADisk.of("[vmfs01] clone/clone.vmdk", "[vmfs01] app/app.vmdk").build());
    assertEquals(Nature.CLONE_BASE, nature(app, clone));
    assertEquals(Nature.CLONE_BASE, nature(clone, app));
  }

  @Test
  void one_name_on_two_datastores_is_two_files() {
    MoRef local = new MoRef("Datastore", "datastore-70");
    proxy.disks.add(ADisk.of("[vmfs01] app/app.vmdk").at(1).build());
    AnInventory inventory = AnInventory.of(app);
    ADisk elsewhere = ADisk.of("[vmfs01] app/app.vmdk").at(1);
    elsewhere.datastore = local;
    AVm other = AVm.named("other");
    other.disks.add(elsewhere.build());
    inventory.vms.add(other.build());
    assertNull(shared(inventory));
    inventory.vms.add(proxy.build());
    assertEquals(Nature.BORROWED, java.util.Objects.requireNonNull(shared(inventory)).nature());
  }

  @Test
  void one_datastore_in_two_datacenters_is_one_by_its_url() {
    MoRef again = new MoRef("Datastore", "datastore-71");
    Datastore usual = AnInventory.aDatastore("VMFS", 1, 1);
    AnInventory inventory = AnInventory.of(app);
    inventory.datastores.add(
        new Datastore(
            again,
            "vmfs01",
            null,
            "VMFS",
            1L,
            1L,
            0L,
            true,
            "normal",
            usual.url(),
            1L,
            Unreadable.NONE));
    ADisk attached = ADisk.of("[vmfs01] app/app.vmdk").at(1);
    attached.datastore = again;
    proxy.disks.add(attached.build());
    inventory.vms.add(proxy.build());
    assertEquals(Nature.BORROWED, java.util.Objects.requireNonNull(shared(inventory)).nature());
  }

  @Test
  void a_backing_without_datastore_is_found_by_the_name_among_the_machines_own() {
    ADisk attached = ADisk.of("[vmfs01] app/app.vmdk").at(1);
    attached.datastore = null;
    proxy.disks.add(attached.build());
    assertEquals(Nature.BORROWED, nature(app, proxy));
    proxy.disks.remove(0);
    assertEquals(Nature.SHARED, nature(app, proxy));
  }

  @Test
  void parents_come_from_the_layout_where_the_backing_names_none() {
    app.disks.clear();
    app.disks.add(ADisk.of("[vmfs01] app/app-000001.vmdk").build());
    app.layoutEx =
        new FileLayout(
            List.of(
                new LayoutFile(1, "[vmfs01] app/app.vmdk", "diskDescriptor", 1, null),
                new LayoutFile(2, "[vmfs01] app/app-flat.vmdk", "diskExtent", 1, null),
                new LayoutFile(3, "[vmfs01] app/app-000001.vmdk", "diskDescriptor", 1, null)),
            List.of(new DiskChain(2000, List.of(List.of(1, 2), List.of(3)))),
            List.of(),
            null);
    proxy.disks.add(ADisk.of("[vmfs01] app/app.vmdk").at(1).build());
    assertEquals(Nature.BORROWED, nature(app, proxy));
  }

  @Test
  void machines_whose_devices_are_not_known_and_disks_without_a_file_hold_nothing() {
    proxy.hardwareUnset = true;
    AVm blank = AVm.named("blank");
    blank.vmPathName = "";
    blank.disks.add(ADisk.of("").at(1).build());
    assertNull(shared(app, proxy, blank));
  }

  @Test
  void a_file_at_the_root_of_a_datastore_lies_in_the_datastore() {
    assertEquals("[vmfs01]", new DatastorePath("s", "[vmfs01] disk.vmdk").folder().text());
  }
}
