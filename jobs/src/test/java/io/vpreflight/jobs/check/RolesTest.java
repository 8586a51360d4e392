// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.Container;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolesTest {
  private final AVm vm = AVm.named("app");

  private static VmRole role(AVm... vms) {
    return role(AnInventory.of(vms));
  }

  private static VmRole role(AnInventory inventory) {
    return evidence(inventory).role();
  }

  /** Of the first machine. */
  private static Roles.Role evidence(AnInventory inventory) {
    Scene scene = new Scene(inventory.build(), new Limits(Map.of()), null);
    return Roles.in(scene).of(scene.inventory().virtualMachines().get(0));
  }

  private static SnapshotInfo snapshots(String... names) {
    List<SnapshotNode> children = List.of();
    for (int i = names.length - 1; i >= 0; i--) {
      MoRef ref = new MoRef("VirtualMachineSnapshot", "snapshot-" + i);
      children =
          List.of(
              new SnapshotNode(
                  ref, names[i], null, i, null, VmPowerState.POWERED_OFF, false, children));
    }
    return new SnapshotInfo(children.get(0).snapshot(), children);
  }

  @Test
  void a_machine_that_somebody_uses_is_ordinary() {
    assertEquals(VmRole.ORDINARY, role(vm));
  }

  @Test
  void nothing_known_is_ordinary() {
    vm.template = null;
    vm.hardwareUnset = true;
    vm.extraConfig.clear();
    vm.guestId = null;
    vm.annotation = null;
    vm.vmPathName = null;
    vm.powerState = null;
    vm.instantCloneFrozen = null;
    vm.hostName = null;
    vm.ipAddress = null;
    vm.parent = null;
    assertEquals(VmRole.ORDINARY, role(vm));
  }

  @Test
  void a_template_is_one_whatever_else_it_is() {
    vm.template = true;
    vm.managedBy = new ManagedBy("com.example", "x");
    assertEquals(VmRole.TEMPLATE, role(vm));
  }

  @Test
  void older_cluster_services_carry_the_key_of_their_agent() {
    vm.extraConfig.put("hdcs.agent", "true");
    vm.managedBy = new ManagedBy("com.vmware.vim.eam", "cluster-agent");
    assertEquals(VmRole.VCLS, role(vm));
  }

  @Test
  void embedded_cluster_services_lie_in_their_folder() {
    MoRef folder = new MoRef("Folder", "group-v9");
    AVm vcls = AVm.named("vCLS-32d7e67b");
    vcls.parent = folder;
    vcls.disks.clear();
    AnInventory inventory = AnInventory.of(vcls);
    inventory.containers.add(new Container(folder, "vCLS", AnInventory.VM_FOLDER));
    assertEquals(new Roles.Role(VmRole.VCLS, "parent", "/Paris/vCLS"), evidence(inventory));
  }

  @Test
  void the_folder_or_the_name_alone_makes_no_cluster_service() {
    MoRef folder = new MoRef("Folder", "group-v9");
    vm.parent = folder;
    AnInventory inventory = AnInventory.of(vm, AVm.named("vCLS-mine"));
    inventory.containers.add(new Container(folder, "vCLS", AnInventory.VM_FOLDER));
    assertEquals(VmRole.ORDINARY, role(inventory));
    assertEquals(VmRole.ORDINARY, role(AVm.named("vCLS-mine")));
  }

  @Test
  void a_pod_is_known_by_its_guest() {
    vm.guestId = "crxPod1Guest";
    assertEquals(VmRole.POD, role(vm));
  }

  @Test
  void an_extension_owns_what_it_manages() {
    vm.managedBy = new ManagedBy("com.vmware.vim.eam", "cluster-agent");
    assertEquals(
        new Roles.Role(VmRole.MANAGED, "config.managedBy", "com.vmware.vim.eam cluster-agent"),
        evidence(AnInventory.of(vm)));
    vm.managedBy = new ManagedBy("", "");
    assertEquals(VmRole.ORDINARY, role(vm));
  }

  @Test
  void a_placeholder_of_site_recovery_is_told_from_its_test_machines() {
    vm.managedBy = new ManagedBy("com.vmware.vcDr", "placeholderVm");
    assertEquals(VmRole.SRM_PLACEHOLDER, role(vm));
    vm.managedBy = new ManagedBy("com.vmware.vcDr", "testVm");
    assertEquals(VmRole.MANAGED, role(vm));
    vm.managedBy = new ManagedBy("com.example", "placeholderVm");
    assertEquals(VmRole.MANAGED, role(vm));
  }

  @Test
  void a_replica_is_off_and_named_as_one() {
    AVm replica = AVm.named("app_replica");
    replica.powerState = VmPowerState.POWERED_OFF;
    assertEquals(VmRole.REPLICA, role(replica));
    replica = AVm.named("APP-Replica");
    replica.powerState = VmPowerState.POWERED_OFF;
    assertEquals(VmRole.REPLICA, role(replica));
  }

  @Test
  void a_machine_that_runs_is_no_replica_whatever_its_name() {
    assertEquals(VmRole.ORDINARY, role(AVm.named("db_replica")));
  }

  @Test
  void a_replica_is_off_and_keeps_restore_points() {
    vm.snapshot =
        snapshots("Restore Point 11-19-2026 22:00:05", "Restore Point 11-20-2026 22:00:07");
    assertEquals(VmRole.ORDINARY, role(vm));
    vm.powerState = VmPowerState.POWERED_OFF;
    assertEquals(VmRole.REPLICA, role(vm));
    vm.snapshot = snapshots("Restore Point 11-19-2026 22:00:05", "before upgrade");
    assertEquals(VmRole.ORDINARY, role(vm));
    vm.snapshot = snapshots("before upgrade");
    assertEquals(VmRole.ORDINARY, role(vm));
  }

  @Test
  void only_the_second_of_a_fault_tolerance_group_is_a_secondary() {
    vm.ftInfo = new FaultToleranceInfo(2, List.of("a", "b"));
    assertEquals(VmRole.FT_SECONDARY, role(vm));
    vm.ftInfo = new FaultToleranceInfo(1, List.of("a", "b"));
    assertEquals(VmRole.ORDINARY, role(vm));
  }

  @Test
  void a_frozen_machine_is_the_parent_of_instant_clones() {
    vm.instantCloneFrozen = true;
    assertEquals(VmRole.INSTANT_CLONE_PARENT, role(vm));
  }

  @Test
  void
      a_base_in_the_folder_of_another_machine_makes_a_linked_clone_and_leaves_the_parent_ordinary() {
    AVm clone = AVm.named("clone");
    clone.disks.clear();
    clone.disks.add(ADisk.of("[vmfs01] clone/clone.vmdk", "[vmfs01] app/app-000004.vmdk").build());
    clone.snapshot = snapshots("mine");
    assertEquals(
        new Roles.Role(
            VmRole.LINKED_CLONE,
            "config.hardware.device.backing.parent.fileName",
            "[vmfs01] app/app-000004.vmdk"),
        evidence(AnInventory.of(clone, vm)));
    assertEquals(VmRole.ORDINARY, role(vm, clone));
  }

  @Test
  void a_base_that_other_clones_stand_on_makes_a_linked_clone() {
    AVm one = AVm.named("one");
    one.disks.clear();
    one.disks.add(ADisk.of("[vmfs01] one/one.vmdk", "[vmfs01] gone/base.vmdk").build());
    one.snapshot = snapshots("mine");
    AVm two = AVm.named("two");
    two.disks.clear();
    two.disks.add(ADisk.of("[vmfs01] two/two.vmdk", "[vmfs01] gone/base.vmdk").build());
    assertEquals(VmRole.LINKED_CLONE, role(one, two));
    assertEquals(VmRole.ORDINARY, role(one));
  }

  @Test
  void a_chain_onto_a_foreign_base_that_no_snapshot_explains_makes_a_linked_clone() {
    vm.disks.clear();
    vm.disks.add(ADisk.of("[vmfs01] app/app.vmdk", "[vmfs01] gone/base.vmdk").build());
    assertEquals(VmRole.LINKED_CLONE, role(vm));
    vm.unreadable(VmProperty.SNAPSHOT, "NoPermission");
    assertEquals(VmRole.ORDINARY, role(vm));
  }

  @Test
  void a_chain_in_its_own_folder_is_a_snapshot_and_no_clone() {
    vm.disks.clear();
    vm.disks.add(ADisk.of("[vmfs01] app/app-000001.vmdk", "[vmfs01] app/app.vmdk").build());
    assertEquals(VmRole.ORDINARY, role(vm));
    vm.disks.clear();
    vm.disks.add(ADisk.of("[vmfs02] data/app-000001.vmdk", "[vmfs02] data/app.vmdk").build());
    assertEquals(VmRole.ORDINARY, role(vm));
  }

  @Test
  void a_machine_under_backup_is_ordinary_and_its_proxy_is_one() {
    vm.disks.clear();
    vm.disks.add(ADisk.of("[vmfs01] app/app-000001.vmdk", "[vmfs01] app/app.vmdk").build());
    AVm proxy = AVm.named("proxy");
    proxy.disks.add(ADisk.of("[vmfs01] app/app.vmdk").at(1).build());
    assertEquals(VmRole.ORDINARY, role(vm, proxy));
    assertEquals(
        new Roles.Role(
            VmRole.BACKUP_PROXY,
            "config.hardware.device.backing.fileName",
            "[vmfs01] app/app.vmdk"),
        evidence(AnInventory.of(proxy, vm)));
  }

  @Test
  void the_nodes_of_a_cluster_are_ordinary() {
    AVm node = AVm.named("node");
    ADisk shared = ADisk.of("[vmfs01] app/app_1.vmdk").at(1);
    shared.sharing = "sharingMultiWriter";
    vm.disks.add(shared.build());
    node.disks.add(shared.build());
    assertEquals(VmRole.ORDINARY, role(vm, node));
    assertEquals(VmRole.ORDINARY, role(node, vm));
  }

  @Test
  void the_machine_that_answers_under_the_name_of_vcenter_is_its_appliance() {
    vm.hostName = "VC01.example.org";
    assertEquals(VmRole.MANAGEMENT_APPLIANCE, role(vm));
    AnInventory byAddress = AnInventory.of(AVm.named("vc"));
    byAddress.name = "10.0.0.5";
    assertEquals(VmRole.MANAGEMENT_APPLIANCE, role(byAddress));
  }

  @Test
  void another_vcenter_appliance_is_known_by_its_notes() {
    vm.annotation = "VMware vCenter Server Appliance";
    assertEquals(VmRole.MANAGEMENT_APPLIANCE, role(vm));
    vm.annotation = "Monitors our VMware vCenter Server";
    assertEquals(VmRole.ORDINARY, role(vm));
  }
}
