// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.VmVerdict.Reason;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.device.FaultToleranceEnabled;
import io.vpreflight.jobs.check.device.HardwareVersionTooOld;
import io.vpreflight.jobs.check.device.HostVersionUnsupported;
import io.vpreflight.jobs.check.device.IndependentDisk;
import io.vpreflight.jobs.check.device.SecureBoot;
import io.vpreflight.jobs.check.device.Suspended;
import io.vpreflight.jobs.check.device.VCenterVersionUnsupported;
import io.vpreflight.jobs.check.reboot.HostRebootRequired;
import io.vpreflight.jobs.check.storage.DatastoreAccessLost;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.ADatastore;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Verdicts of a handful of real checks, by a profile of their own. */
class VerdictsTest {
  private static final List<Check> CHECKS =
      List.of(
          new DatastoreAccessLost(),
          new HostRebootRequired(),
          new HostVersionUnsupported(),
          new VCenterVersionUnsupported(),
          new IndependentDisk(),
          new FaultToleranceEnabled(),
          new SecureBoot(),
          new HardwareVersionTooOld(),
          new Suspended());
  private static final String YAML =
      """
      verdict: true
      inherits: [datastore.access.lost, host.version.unsupported, vcenter.version.unsupported]
      checks:
        datastore.access.lost: error
        host.reboot.required: error
        host.version.unsupported: error
        vcenter.version.unsupported: error
        vm.disk.independent: error
        vm.fault-tolerance.enabled: warning
        vm.firmware.secure-boot: info
        vm.hardware.version: error
        vm.power.suspended: warning
      """;
  private static final Profile PROFILE = ProfileReader.read("mine", YAML);

  private static Verdicts of(AnInventory... inventories) {
    return of(PROFILE, CHECKS, CHECKS, inventories);
  }

  private static Verdicts of(
      Profile profile, List<Check> run, List<Check> catalogue, AnInventory... inventories) {
    List<Scene> scenes = new ArrayList<>();
    for (AnInventory inventory : inventories) {
      scenes.add(new Scene(inventory.build(), profile.limits(), null));
    }
    Estate estate = new Estate(scenes);
    List<Check> enabled = run.stream().filter(c -> profile.runs(c.info().id())).toList();
    return Verdicts.of(
        profile, estate, catalogue, new CheckEngine(profile, estate, Scope.ALL).run(enabled));
  }

  private static VmVerdict only(Verdicts verdicts) {
    assertEquals(1, verdicts.vms().size());
    return verdicts.vms().get(0);
  }

  private static List<String> reasons(VmVerdict verdict) {
    return verdict.reasons().stream().map(VerdictsTest::describe).toList();
  }

  private static String describe(Reason reason) {
    return reason.object().name()
        + (reason.found() ? " has " : " may have ")
        + reason.severity().label()
        + " "
        + reason.check();
  }

  private static AVm withDisk(String mode) {
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("data", 2001, 1).mode(mode).build());
    return vm;
  }

  @Test
  void a_healthy_machine_is_eligible() {
    VmVerdict verdict = only(of(AnInventory.of(AVm.named("app"))));
    assertEquals(Eligibility.ELIGIBLE, verdict.verdict());
    assertEquals(List.of(), verdict.reasons());
    assertEquals("app", verdict.object().name());
    assertEquals("mine", verdict.profile());
  }

  @Test
  void a_healthy_machine_is_eligible_by_every_profile_and_check_that_come_with_the_product() {
    for (String id : ProfileReader.BUILT_IN) {
      Profile profile = ProfileReader.builtIn(id);
      for (VmVerdict verdict :
          of(profile, Checks.all(), Checks.all(), AnInventory.of(AVm.named("app"))).vms()) {
        assertEquals(List.of(), reasons(verdict), id);
        assertEquals(Eligibility.ELIGIBLE, verdict.verdict());
      }
    }
  }

  @Test
  void an_error_makes_it_not_eligible_and_names_the_finding() {
    VmVerdict verdict = only(of(AnInventory.of(withDisk("independent_persistent"))));
    assertEquals(Eligibility.NOT_ELIGIBLE, verdict.verdict());
    assertEquals(List.of("app has error vm.disk.independent"), reasons(verdict));
    assertEquals("2001", verdict.reasons().get(0).key());
    assertEquals(
        "check.vm.disk.independent.persistent.summary", verdict.reasons().get(0).text().key());
  }

  @Test
  void a_warning_leaves_it_eligible() {
    AVm vm = AVm.named("app");
    vm.powerState = VmPowerState.SUSPENDED;
    VmVerdict verdict = only(of(AnInventory.of(vm)));
    assertEquals(Eligibility.ELIGIBLE_WITH_WARNINGS, verdict.verdict());
    assertEquals(List.of("app has warning vm.power.suspended"), reasons(verdict));
  }

  @Test
  void mere_information_is_no_reason() {
    Profile profile =
        ProfileReader.read(
            "mine", YAML.replace("vm.disk.independent: error", "vm.disk.independent: info"));
    VmVerdict verdict =
        only(of(profile, CHECKS, CHECKS, AnInventory.of(withDisk("independent_persistent"))));
    assertEquals(Eligibility.ELIGIBLE, verdict.verdict());
    assertEquals(List.of(), verdict.reasons());
  }

  @Test
  void what_could_stop_it_and_cannot_be_read_leaves_it_undetermined() {
    AVm vm = AVm.named("app").unreadable(VmProperty.HARDWARE_VERSION, "NoPermission");
    VmVerdict verdict = only(of(AnInventory.of(vm)));
    assertEquals(Eligibility.UNDETERMINED, verdict.verdict());
    assertEquals(List.of("app may have error vm.hardware.version"), reasons(verdict));
  }

  @Test
  void a_word_that_only_a_newer_vcenter_knows_makes_no_machine_ineligible() {
    AVm vm = AVm.named("app").unknown("config.hardware.device[2000].backing.diskMode", "X:y");
    ADisk disk = ADisk.of("[vmfs01] app/app.vmdk");
    disk.diskMode = null;
    vm.disks.set(0, disk.build());
    VmVerdict verdict = only(of(AnInventory.of(vm)));
    assertEquals(Eligibility.UNDETERMINED, verdict.verdict());
    assertEquals(List.of("app may have error vm.disk.independent"), reasons(verdict));
  }

  @Test
  void what_could_only_warn_and_cannot_be_read_is_told_and_decides_nothing() {
    AVm vm = AVm.named("app").unreadable(VmProperty.FAULT_TOLERANCE_STATE, "NoPermission");
    VmVerdict verdict = only(of(AnInventory.of(vm)));
    assertEquals(Eligibility.ELIGIBLE, verdict.verdict());
    assertEquals(List.of("app may have warning vm.fault-tolerance.enabled"), reasons(verdict));
  }

  @Test
  void what_could_only_inform_and_cannot_be_read_is_not_told() {
    AVm vm = AVm.named("app").unreadable(VmProperty.SECURE_BOOT, "NoPermission");
    assertEquals(List.of(), reasons(only(of(AnInventory.of(vm)))));
  }

  @Test
  void the_unknown_never_hides_what_was_found() {
    AVm vm =
        withDisk("independent_persistent").unreadable(VmProperty.HARDWARE_VERSION, "NoPermission");
    vm.powerState = VmPowerState.SUSPENDED;
    VmVerdict verdict = only(of(AnInventory.of(vm)));
    assertEquals(Eligibility.NOT_ELIGIBLE, verdict.verdict());
    assertEquals(
        List.of(
            "app has error vm.disk.independent",
            "app has warning vm.power.suspended",
            "app may have error vm.hardware.version"),
        reasons(verdict));
  }

  @Test
  void a_warning_does_not_make_the_unknown_eligible() {
    AVm vm = AVm.named("app").unreadable(VmProperty.HARDWARE_VERSION, "NoPermission");
    vm.powerState = VmPowerState.SUSPENDED;
    assertEquals(Eligibility.UNDETERMINED, only(of(AnInventory.of(vm))).verdict());
  }

  @Test
  void what_is_wrong_with_the_datastore_of_a_disk_is_inherited() {
    ADatastore lost = ADatastore.named("lost");
    lost.accessible = false;
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("data", 2001, 1).on(lost.ref).build());
    VmVerdict verdict = only(of(AnInventory.of(vm).stores(ADatastore.usual(), lost)));
    assertEquals(Eligibility.NOT_ELIGIBLE, verdict.verdict());
    assertEquals("lost has error datastore.access.lost", reasons(verdict).get(0));
  }

  @Test
  void a_datastore_that_only_holds_an_iso_image_does_not_count() {
    ADatastore iso = ADatastore.named("iso");
    iso.accessible = false;
    AVm vm = AVm.named("app");
    vm.datastore.add(iso.ref);
    VmVerdict verdict = only(of(AnInventory.of(vm).stores(ADatastore.usual(), iso)));
    assertEquals(Eligibility.ELIGIBLE, verdict.verdict());
  }

  @Test
  void what_is_wrong_with_the_host_is_inherited_by_its_machines_alone() {
    AHost old = AHost.usual();
    old.version = "6.0.0";
    AnInventory inventory = AnInventory.of(old);
    inventory.hosts.add(AHost.named("esx02").build());
    inventory.vms.add(AVm.named("here").build());
    AVm there = AVm.named("there");
    there.host = AHost.named("esx02").ref;
    inventory.vms.add(there.build());
    Verdicts verdicts = of(inventory);
    assertEquals(Eligibility.NOT_ELIGIBLE, verdicts.vms().get(0).verdict());
    assertEquals(Eligibility.ELIGIBLE, verdicts.vms().get(1).verdict());
  }

  @Test
  void a_host_check_that_the_profile_does_not_inherit_counts_for_nobody() {
    AHost host = AHost.usual();
    host.rebootRequired = true;
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(AVm.named("app").build());
    assertEquals(List.of(), reasons(only(of(inventory))));
  }

  @Test
  void what_cannot_be_known_of_the_host_is_inherited_too() {
    AHost host = AHost.usual().unreadable(HostProperty.PRODUCT, "NoPermission");
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(AVm.named("app").build());
    VmVerdict verdict = only(of(inventory));
    assertEquals(Eligibility.UNDETERMINED, verdict.verdict());
    assertEquals(
        List.of("esx01.example.org may have error host.version.unsupported"), reasons(verdict));
  }

  @Test
  void a_vcenter_that_is_too_old_stops_all_of_its_machines_and_no_others() {
    AnInventory old = AnInventory.of(AVm.named("old"));
    old.version = "6.0.0";
    AnInventory other = AnInventory.of(AVm.named("new"));
    other.instanceUuid = "22222222-2222-4222-8222-222222222222";
    Verdicts verdicts = of(old, other);
    assertEquals(Eligibility.NOT_ELIGIBLE, verdicts.vms().get(0).verdict());
    assertEquals(
        "vc01.example.org has error vcenter.version.unsupported",
        reasons(verdicts.vms().get(0)).get(0));
    assertFalse(
        reasons(verdicts.vms().get(1)).stream().anyMatch(r -> r.contains("vcenter.version")));
  }

  @Test
  void a_host_that_is_not_seen_may_stop_its_machines() {
    AVm vm = AVm.named("app");
    vm.host = new MoRef("HostSystem", "host-99");
    VmVerdict verdict = only(of(AnInventory.of(vm)));
    assertEquals(Eligibility.UNDETERMINED, verdict.verdict());
    assertEquals(List.of("app may have error host.version.unsupported"), reasons(verdict));
    assertEquals("reason.host-not-seen", verdict.reasons().get(0).text().key());
  }

  @Test
  void a_datastore_that_is_not_seen_may_stop_its_machines() {
    AVm vm = AVm.named("app");
    vm.disks.add(
        AVirtualDisk.named("d", 2001, 1).on(new MoRef("Datastore", "datastore-99")).build());
    VmVerdict verdict = only(of(AnInventory.of(vm)));
    assertEquals(Eligibility.UNDETERMINED, verdict.verdict());
    assertEquals(List.of("app may have error datastore.access.lost"), reasons(verdict));
    assertEquals("reason.datastore-not-seen", verdict.reasons().get(0).text().key());
  }

  @Test
  void a_host_without_a_cluster_has_none_to_inherit_from() {
    AHost host = AHost.usual();
    host.parent = null;
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(AVm.named("app").build());
    assertEquals(Eligibility.ELIGIBLE, only(of(inventory)).verdict());
  }

  @Tag("F12")
  @Test
  void the_machines_of_a_dead_host_are_undetermined() {
    AHost host = AHost.usual();
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(AVm.named("app").build());
    VmVerdict verdict = only(of(inventory));
    assertEquals(Eligibility.UNDETERMINED, verdict.verdict());
    assertTrue(reasons(verdict).contains("app may have error vm.disk.independent"));
  }

  @Test
  void a_check_that_broke_may_have_stopped_every_machine() {
    Profile profile = ProfileReader.read("mine", "verdict: true\nchecks:\n  vm.test.breaks: error");
    List<Check> breaking = List.of(new Breaks());
    Verdicts verdicts =
        of(profile, breaking, breaking, AnInventory.of(AVm.named("a"), AVm.named("b")));
    assertEquals(2, verdicts.vms().size());
    for (VmVerdict verdict : verdicts.vms()) {
      assertEquals(Eligibility.UNDETERMINED, verdict.verdict());
      assertEquals("reason.check-broke", verdict.reasons().get(0).text().key());
      assertEquals(Severity.ERROR, verdict.reasons().get(0).severity());
    }
  }

  @Test
  void a_check_that_broke_and_could_only_warn_decides_nothing() {
    Profile profile =
        ProfileReader.read("mine", "verdict: true\nchecks:\n  vm.test.breaks: warning");
    List<Check> breaking = List.of(new Breaks());
    assertEquals(
        Eligibility.ELIGIBLE,
        only(of(profile, breaking, breaking, AnInventory.of(AVm.named("a")))).verdict());
  }

  @Test
  void a_check_that_was_left_out_of_the_run_has_not_passed() {
    List<Check> some =
        CHECKS.stream().filter(c -> !c.info().id().equals("vm.hardware.version")).toList();
    VmVerdict verdict = only(of(PROFILE, some, CHECKS, AnInventory.of(AVm.named("app"))));
    assertEquals(Eligibility.UNDETERMINED, verdict.verdict());
    assertEquals(List.of("app may have error vm.hardware.version"), reasons(verdict));
    assertEquals("reason.check-not-run", verdict.reasons().get(0).text().key());
  }

  @Test
  void machines_that_nobody_migrates_are_counted_by_role() {
    AVm template = AVm.named("template");
    template.template = true;
    AVm secondary = AVm.named("secondary");
    secondary.ftInfo = new FaultToleranceInfo(2, List.of("a", "b"));
    AVm placeholder = AVm.named("placeholder");
    placeholder.managedBy = new ManagedBy("com.vmware.vcDr", "placeholderVm");
    AVm replica = AVm.named("db_replica");
    replica.powerState = VmPowerState.POWERED_OFF;
    Verdicts verdicts =
        of(AnInventory.of(template, secondary, placeholder, replica, AVm.named("app")));
    assertEquals("app", only(verdicts).object().name());
    assertEquals(
        Map.of("template", 1, "ft-secondary", 1, "srm-placeholder", 1, "replica", 1),
        verdicts.notJudged());
  }

  @Test
  void candidates_are_the_roles_that_checks_judge() {
    assertEquals(CheckInfo.of("vm.any.check").build().roles(), Verdicts.CANDIDATES);
  }

  @Test
  void a_profile_without_verdicts_gives_none() {
    Profile discovery = ProfileReader.builtIn("discovery-audit");
    Verdicts verdicts = of(discovery, CHECKS, CHECKS, AnInventory.of(AVm.named("app")));
    assertEquals(List.of(), verdicts.vms());
    assertEquals(Map.of(), verdicts.notJudged());
  }

  @Test
  void verdicts_have_names_for_files() {
    assertEquals("eligible-with-warnings", Eligibility.ELIGIBLE_WITH_WARNINGS.label());
  }

  /** Does not survive its first machine. */
  private static final class Breaks implements ObjectCheck<VirtualMachine> {
    @Override
    public CheckInfo info() {
      return CheckInfo.of("vm.test.breaks", "never").build();
    }

    @Override
    public Subject<VirtualMachine> subject() {
      return Subject.VM;
    }

    @Override
    public List<Outcome> check(VirtualMachine vm, Scene scene) {
      throw new IllegalStateException("broken on purpose");
    }
  }
}
