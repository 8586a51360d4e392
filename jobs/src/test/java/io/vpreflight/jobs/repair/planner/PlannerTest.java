// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Baseline;
import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.repair.plan.MoveAnswer;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.Window;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static List<String> steps(PlanTarget target) {
    return target.steps().stream().map(PlanStep::id).toList();
  }

  private static List<String> names(List<PlanTarget> targets) {
    return targets.stream().map(target -> target.object().name()).toList();
  }

  private static List<String> warnings(PlanTarget target) {
    return target.warnings().stream().map(Text::key).toList();
  }

  @Test
  void a_running_machine_is_reset_with_two_snapshots_and_four_stuns() {
    PlanTarget target =
        APlan.of(RepairKind.RESET_CBT).plan(AnInventory.of(AVm.named("app"))).targets().get(0);
    assertEquals(
        List.of("begin", "M1", "M2", "M3", "M4", "M5", "V", "M6", "V2", "end"), steps(target));
    assertEquals(4, target.expectedStuns());
    assertEquals(40L << 30, target.readAgainBytes());
    assertEquals("2026-11-01T00:00:00Z", target.baseline().changeVersion());
  }

  @Test
  void proof_costs_two_stuns_more() {
    APlan plan = APlan.of(RepairKind.RESET_CBT);
    plan.options = new PlanOptions(true, false, true);
    PlanTarget target = plan.plan(AnInventory.of(AVm.named("app"))).targets().get(0);
    assertEquals(6, target.expectedStuns());
    assertEquals(List.of("begin", "P1", "P2", "M1"), steps(target).subList(0, 4));
  }

  @Test
  void a_machine_that_is_off_is_reset_without_a_stun() {
    AVm off = AVm.named("off");
    off.powerState = VmPowerState.POWERED_OFF;
    off.bootTime = null;
    PlanTarget target = APlan.of(RepairKind.RESET_CBT).plan(AnInventory.of(off)).targets().get(0);
    assertEquals(List.of("begin", "M1", "M4", "M5", "V", "M6", "V2", "end"), steps(target));
    assertEquals(0, target.expectedStuns());
  }

  @Test
  void the_least_goes_first_then_three_then_the_rest() {
    APlan plan = APlan.of(RepairKind.ENABLE_CBT);
    AVm[] vms = new AVm[6];
    for (int i = 0; i < vms.length; i++) {
      vms[i] = AVm.named("app" + i);
      vms[i].changeTrackingEnabled = false;
    }
    vms[0].disk(2001, 1);
    RepairPlan made = plan.plan(AnInventory.of(vms));
    assertEquals(List.of("app1", "app2", "app3", "app4", "app5", "app0"), names(made.targets()));
    assertEquals(List.of(1, 2, 2, 2, 3, 3), made.targets().stream().map(PlanTarget::wave).toList());
  }

  @Test
  void where_nothing_was_rehearsed_one_machine_is_reset_and_no_more() {
    AVm a = AVm.named("a");
    AVm b = AVm.named("b");
    RepairPlan bold = APlan.of(RepairKind.RESET_CBT).plan(AnInventory.of(a, b));
    assertEquals(List.of("a"), names(bold.repaired()));
    assertEquals("not-rehearsed", bold.refused().get(0).refusals().get(0).id());
    assertEquals(List.of(), bold.refused().get(0).steps());
    RepairPlan answered =
        APlan.of(RepairKind.RESET_CBT).acknowledging(b, "not-rehearsed").plan(AnInventory.of(a, b));
    assertEquals(List.of("a", "b"), names(answered.repaired()));
    APlan rehearsed = APlan.of(RepairKind.RESET_CBT);
    rehearsed.known = new Known(Map.of(), List.of(), Set.of("8.0.3/8.0.3"), Map.of(), Set.of());
    assertEquals(2, rehearsed.plan(AnInventory.of(a, b)).repaired().size());
  }

  @Test
  void of_a_guest_cluster_one_node_at_a_time() {
    AVm one = AVm.named("sql1");
    AVm two = AVm.named("sql2");
    one.changeTrackingEnabled = false;
    two.changeTrackingEnabled = false;
    APlan plan =
        APlan.of(RepairKind.ENABLE_CBT)
            .acknowledging(one, "cluster-member")
            .acknowledging(two, "cluster-member", "cluster-node");
    plan.known =
        new Known(Map.of(), List.of(), Set.of(), Map.of("sql", Set.of(one.ref, two.ref)), Set.of());
    RepairPlan made = plan.plan(AnInventory.of(one, two));
    assertEquals(List.of("sql1"), names(made.repaired()));
    Refusal refusal = made.refused().get(0).refusals().get(0);
    assertEquals("cluster-node", refusal.id());
    assertEquals(Refusal.Answer.NEVER, refusal.answer());
  }

  @Test
  void no_more_is_read_again_than_the_limit_allows() {
    APlan plan = APlan.of(RepairKind.ENABLE_CBT);
    plan.limits =
        new RunLimits(
            1,
            2,
            4,
            8,
            List.of(1, 3),
            1,
            100L << 30,
            Duration.ofHours(2),
            RunLimits.Guests.DEFAULT);
    AVm[] vms = {AVm.named("a"), AVm.named("b"), AVm.named("c")};
    for (AVm vm : vms) {
      vm.changeTrackingEnabled = false;
    }
    RepairPlan made = plan.plan(AnInventory.of(vms));
    assertEquals(List.of("a", "b"), names(made.repaired()));
    assertEquals("read-again-limit", made.refused().get(0).refusals().get(0).id());
    assertTrue(
        made.warnings()
            .contains(Text.of("plan.warning.datastore-reads", "vmfs01", new Bytes(80L << 30))));
  }

  @Test
  void snapshot_tasks_are_counted_by_the_hour_of_the_window() {
    AVm app = AVm.named("app");
    APlan plan = APlan.of(RepairKind.RESET_CBT);
    plan.window = new Window(ZoneId.of("Europe/Paris"), List.of());
    AnInventory inventory = AnInventory.of(app);
    inventory.tasks.add(
        ATask.on(app, "VirtualMachine.createSnapshot")
            .began(Duration.ofDays(2))
            .ended(Duration.ofDays(2))
            .build());
    inventory.tasks.add(
        ATask.on(app, "VirtualMachine.powerOn").key("task-2").ended(Duration.ofDays(2)).build());
    RepairPlan made = plan.plan(inventory);
    assertEquals(1, made.activity().counts().get(7), made.activity().toString());
    assertEquals(1, made.activity().counts().stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void a_raw_device_that_was_snapshotted_of_late_is_left_out_by_name() {
    AVm app = AVm.named("app");
    app.disk(2001, 1);
    var disk = app.disks.get(1);
    var b = disk.backing();
    app.disks.set(
        1,
        new io.vpreflight.vsphere.inventory.VirtualDisk(
            disk.key(),
            disk.label(),
            disk.controllerKey(),
            disk.unitNumber(),
            disk.capacityInBytes(),
            new io.vpreflight.vsphere.inventory.DiskBacking(
                "VirtualDiskRawDiskMappingVer1BackingInfo",
                b.fileName(),
                b.datastore(),
                "independent_persistent",
                "sharingNone",
                b.uuid(),
                null,
                "physicalMode",
                null,
                null,
                null,
                null),
            List.of()));
    PlanTarget target = APlan.of(RepairKind.RESET_CBT).plan(AnInventory.of(app)).targets().get(0);
    assertEquals(List.of(), target.refusals());
    assertEquals("independent", target.baseline().disks().get(1).excluded());
    assertEquals(40L << 30, target.readAgainBytes());
    assertTrue(
        warnings(target).contains("check.vm.cbt.unsupported-disk.independent.summary"),
        warnings(target).toString());
  }

  @Test
  void products_users_and_privileges_are_told() {
    AVm app = AVm.named("app");
    app.customValues.put("Veeam Backup Job", "nightly");
    AnInventory inventory = AnInventory.of(app);
    ATask task = ATask.on(app, "VirtualMachine.createSnapshot").ended(Duration.ofDays(1));
    inventory.tasks.add(task.build());
    APlan plan = APlan.of(RepairKind.RESET_CBT);
    plan.privileges.put(
        app.ref,
        new Privileges(
            "svc", List.of("Global.LogEvent"), List.of("VirtualMachine.State.CreateSnapshot")));
    PlanTarget target = plan.plan(inventory).targets().get(0);
    assertTrue(target.warnings().contains(Text.of("plan.warning.products", "Veeam")));
    assertTrue(
        target
            .warnings()
            .contains(
                Text.of("plan.warning.privileges-missing", "VirtualMachine.State.CreateSnapshot")));
  }

  @Test
  void the_new_instance_uuid_stands_in_the_plan_and_is_the_same_when_it_is_made_again() {
    AVm copy = AVm.named("copy");
    AVm original = AVm.named("original");
    original.instanceUuid = copy.instanceUuid;
    copy.createDate = AnInventory.NOW.minus(Duration.ofDays(3));
    AnInventory inventory = AnInventory.of(copy, original);
    RepairPlan made = APlan.of(RepairKind.NEW_INSTANCE_UUID).plan(inventory);
    assertEquals(List.of("copy"), names(made.repaired()));
    PlanTarget target = made.repaired().get(0);
    assertEquals(List.of("begin", "U1", "V2", "end"), steps(target));
    String uuid = String.valueOf(target.steps().get(1).about());
    assertTrue(uuid.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "not " + uuid);
    assertTrue(
        target
            .warnings()
            .contains(Text.of("plan.warning.identity", String.valueOf(copy.instanceUuid), uuid)));
    assertEquals(0, target.expectedStuns());
    assertEquals(made, APlan.of(RepairKind.NEW_INSTANCE_UUID).plan(inventory));
    Refusal refusal = made.refused().get(0).refusals().get(0);
    assertEquals("not-the-copy", refusal.id());
    assertEquals(Refusal.Answer.CAN_BE_ACKNOWLEDGED, refusal.answer());
  }

  @Test
  void of_two_with_one_identity_one_is_changed_whoever_answers_for_both() {
    AVm one = AVm.named("one");
    AVm two = AVm.named("two");
    two.instanceUuid = one.instanceUuid;
    RepairPlan made =
        APlan.of(RepairKind.NEW_INSTANCE_UUID)
            .acknowledging(one, "copy-not-known")
            .acknowledging(two, "copy-not-known", "twin-in-plan")
            .plan(AnInventory.of(one, two));
    assertEquals(List.of("one"), names(made.repaired()));
    assertEquals("twin-in-plan", made.refused().get(0).refusals().get(0).id());
  }

  @Test
  void a_machine_that_is_powered_on_has_room_for_its_swap_file_and_is_told_to_connect() {
    AVm appliance = AVm.named("appliance");
    appliance.powerState = VmPowerState.POWERED_OFF;
    appliance.bootTime = null;
    PlanTarget target =
        APlan.of(RepairKind.POWER_ON_VM).plan(AnInventory.of(appliance)).targets().get(0);
    assertEquals(List.of(), target.refusals());
    assertEquals(List.of("begin", "O1", "V2", "end"), steps(target));
    long kept = (4096L << 30) / 100 * 5;
    assertEquals(kept + (4096L << 20), target.datastores().get(0).neededBytes());
    assertTrue(warnings(target).contains("plan.warning.adapters-connect"));
    assertTrue(target.privileges().wanted().contains("VirtualMachine.Interact.PowerOn"));
  }

  @Test
  void a_twin_that_is_off_is_named_so_that_it_can_be_asked_once_more() {
    AVm appliance = AVm.named("appliance");
    AVm twin = AVm.named("twin");
    for (AVm vm : List.of(appliance, twin)) {
      vm.powerState = VmPowerState.POWERED_OFF;
      vm.bootTime = null;
    }
    twin.instanceUuid = appliance.instanceUuid;
    PlanTarget target =
        APlan.of(RepairKind.POWER_ON_VM).plan(AnInventory.of(appliance, twin)).targets().get(0);
    assertEquals("vm-twin", target.steps().get(1).about());
  }

  @Test
  void what_vcenter_reckons_for_a_merge_is_the_least_that_is_wanted() {
    AVm vm = AVm.named("app");
    vm.consolidationNeeded = true;
    APlan plan = APlan.of(RepairKind.CONSOLIDATE);
    long before = plan.plan(AnInventory.of(vm)).targets().get(0).datastores().get(0).neededBytes();
    plan.mergeBytes.put(vm.ref, Map.of(AnInventory.DATASTORE, 7L << 30));
    assertEquals(
        before + (7L << 30),
        plan.plan(AnInventory.of(vm)).targets().get(0).datastores().get(0).neededBytes());
  }

  @Test
  void a_machine_that_moves_goes_where_it_was_said_that_it_may() {
    AVm vm = AVm.named("app");
    AHost from = AHost.usual();
    from.overallMemoryUsageMB = 511 * 1024;
    AHost to = AHost.named("esx02");
    AnInventory inventory = AnInventory.of(vm);
    inventory.hosts.clear();
    inventory.hosts.addAll(List.of(from.build(), to.build()));
    APlan plan = APlan.of(RepairKind.MOVE_VM);
    plan.moves.put(vm.ref, MoveAnswer.to(to.ref));
    PlanTarget target = plan.plan(inventory).targets().get(0);
    assertEquals(List.of(), target.refusals());
    assertEquals(List.of("begin", "T1", "V2", "end"), steps(target));
    assertEquals(to.ref.moId(), target.steps().get(1).about());
    assertEquals(1, target.expectedStuns());
    assertTrue(warnings(target).contains("plan.warning.move"));
    assertTrue(target.privileges().wanted().contains("Resource.HotMigrate"));
  }

  @Test
  void a_plan_for_hosts_keeps_what_they_were_and_names_the_one_step() {
    AHost host = AHost.usual();
    host.powerState = HostPowerState.STAND_BY;
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    host.standbyMode = "in";
    AnInventory inventory = AnInventory.of(host);
    RepairPlan plan = APlan.of(RepairKind.POWER_UP_HOST).plan(inventory);
    PlanTarget target = plan.targets().get(0);
    assertEquals(List.of(), target.refusals());
    assertEquals(List.of("begin", "H1", "V2", "end"), steps(target));
    assertEquals(
        Baseline.of(host.uuid, "standBy", new Baseline.OfHost("notResponding", "in", false)),
        target.baseline());
    assertEquals("HostSystem", target.object().ref().type());
    assertTrue(target.privileges().wanted().contains("Host.Config.Maintenance"));
    PlanFile file = PlanFile.of(plan);
    assertEquals(plan, PlanFile.read(file.json().getBytes(StandardCharsets.UTF_8)).plan());
    host.inMaintenanceMode = true;
    PlanTarget aside =
        APlan.of(RepairKind.POWER_UP_HOST).plan(AnInventory.of(host)).targets().get(0);
    assertTrue(aside.isRefused() && aside.steps().isEmpty(), aside.toString());
  }

  @Test
  void everything_that_a_plan_reads_is_asked_for() {
    for (RepairKind kind : RepairKind.values()) {
      assertTrue(
          Planner.reads(kind).properties().size() > (kind.isAboutHosts() ? 6 : 30)
              && Planner.reads(kind).history().equals(Duration.ofDays(7)));
    }
  }

  @Test
  void where_merging_makes_tracking_forget_a_full_backup_is_wanted_afterwards() {
    AVm vm = AVm.named("old");
    vm.consolidationNeeded = true;
    AnInventory inventory = AnInventory.of(vm);
    assertFalse(
        warnings(APlan.of(RepairKind.CONSOLIDATE).plan(inventory).targets().get(0))
            .contains("plan.warning.full-after-merge"));
    AHost host = AHost.usual();
    host.version = "6.0.0";
    host.build = "2494585";
    inventory = AnInventory.of(vm);
    inventory.hosts.set(0, host.build());
    PlanTarget target = APlan.of(RepairKind.CONSOLIDATE).plan(inventory).targets().get(0);
    assertTrue(warnings(target).contains("plan.warning.full-after-merge"), target.toString());
  }
}
