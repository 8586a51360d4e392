// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import static io.vpreflight.scenario.WrittenDump.property;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VmScenarioTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  private final VCenterScenario vcenter = Scenario.vcenter("vcenter-test", NOW);
  private final DatacenterScenario paris = vcenter.datacenter("Paris");

  private String text(VmScenario vm, String property, String below) {
    return WrittenDump.of(vcenter).text(vm.reference(), property(property, below));
  }

  @Test
  void a_machine_that_says_nothing_is_healthy() {
    VmScenario vm = paris.vm("web01");
    WrittenDump dump = WrittenDump.of(vcenter);
    Reference web = vm.reference();

    assertEquals("web01", dump.text(web, property("name", "")));
    assertEquals("poweredOn", dump.text(web, property("runtime", "/powerState")));
    assertEquals("connected", dump.text(web, property("runtime", "/connectionState")));
    assertEquals("false", dump.text(web, property("runtime", "/consolidationNeeded")));
    assertEquals("guestToolsRunning", dump.text(web, property("guest", "/toolsRunningStatus")));
    assertEquals("10.20.0.3", dump.text(web, property("guest", "/ipAddress")));
    assertEquals("preferred", dump.text(web, property("guest", "/net/ipConfig/ipAddress/state")));
    assertEquals("green", dump.text(web, property("guestHeartbeatStatus", "")));
    assertEquals("", dump.text(web, property("snapshot", "")));
  }

  @Test
  void change_tracking_is_on_for_the_machine_and_every_disk() {
    VmScenario vm = paris.vm("web01").disk().disk(disk -> disk.sata(1, 2));
    WrittenDump dump = WrittenDump.of(vcenter);

    assertEquals("true", dump.text(vm.reference(), property("config", "/changeTrackingEnabled")));
    for (String key : List.of("ctkEnabled", "scsi0:0.ctkEnabled", "sata1:2.ctkEnabled")) {
      assertEquals("TRUE", dump.text(vm.reference(), extraConfig(key)), key);
    }
  }

  @Test
  void the_current_disk_has_no_change_id_and_the_layout_no_tracking_file() {
    VmScenario vm = paris.vm("web01").snapshot("s1", NOW);
    String file = WrittenDump.of(vcenter).fileOf(vm.reference());

    assertFalse(file.contains("changeId"));
    assertFalse(file.contains("-ctk.vmdk"));
  }

  @Test
  void a_snapshot_keeps_the_change_ids_of_the_tracked_disks() {
    VmScenario vm =
        paris
            .vm("web01")
            .disk()
            .disk(disk -> disk.changeTracking(false))
            .snapshot("s1", NOW, s -> s.changeId(s.disks().get(0), "52 aa/3"));
    WrittenDump dump = WrittenDump.of(vcenter);
    String xml = dump.fileOf(vm.rootSnapshots().get(0).reference());

    assertEquals(
        List.of("52 aa/3"),
        WrittenDump.texts(xml, property("config", "/hardware/device/backing/changeId")));
  }

  @Test
  void the_chain_is_as_deep_as_the_tree() {
    VmScenario vm =
        paris.vm("web01").snapshot("s1", NOW, s -> s.child("s2", NOW, t -> t.child("s3", NOW)));

    assertEquals("4", count(vm, "layoutEx", "/disk/chain"));
    assertEquals(
        "[vmfs01] web01/web01-000003.vmdk",
        text(vm, "config", "/hardware/device/backing/fileName[contains(.,'.vmdk')]"));
    assertEquals(
        "3",
        count(
            vm,
            "snapshot",
            "//*[starts-with(name(),'childSnapshotList') or name()='rootSnapshotList']"));
  }

  @Test
  void an_array_that_takes_snapshots_itself_leaves_the_chain_alone() {
    VmScenario vm =
        paris.vm("web01").storedOn(paris.datastore("vvol01").type("VVOL")).snapshot("s1", NOW);

    assertEquals("1", count(vm, "layoutEx", "/disk/chain"));
  }

  @Test
  void stray_deltas_lengthen_the_chain_without_a_snapshot() {
    VmScenario vm = paris.vm("web01").disk(disk -> disk.strayDeltas(2, 512));

    assertEquals("3", count(vm, "layoutEx", "/disk/chain"));
    assertEquals("", text(vm, "snapshot", ""));
  }

  @Test
  void unset_leaves_the_element_out_and_its_copy_in_the_summary_too() {
    VmScenario vm =
        paris.vm("web01").unset("runtime.consolidationNeeded").unset("config.rebootPowerOff");

    assertEquals("", text(vm, "runtime", "/consolidationNeeded"));
    assertEquals("", text(vm, "summary", "/runtime/consolidationNeeded"));
    assertEquals("", text(vm, "config", "/rebootPowerOff"));
  }

  @Test
  void unset_leaves_a_whole_property_out() {
    VmScenario vm = paris.vm("web01").unset("layoutEx");

    assertFalse(WrittenDump.of(vcenter).fileOf(vm.reference()).contains("layoutEx"));
  }

  @Test
  void a_path_reaches_into_a_device() {
    VmScenario vm =
        paris
            .vm("web01")
            .property("config.hardware.device[2000].capacityInBytes", 0L)
            .property("config.tools.pendingCustomization", "unattend.xml")
            .unset("config.extraConfig[scsi0:0.ctkEnabled]");
    WrittenDump dump = WrittenDump.of(vcenter);

    assertEquals(
        "0",
        dump.text(
            vm.reference(), property("config", "/hardware/device[key=2000]/capacityInBytes")));
    assertEquals(
        "unattend.xml",
        dump.text(vm.reference(), property("config", "/tools/pendingCustomization")));
    assertEquals("", dump.text(vm.reference(), extraConfig("scsi0:0.ctkEnabled")));
  }

  @Test
  void a_machine_on_a_host_that_does_not_answer_is_disconnected() {
    HostScenario dead = paris.cluster("c").host("esx02").notResponding();
    VmScenario vm = paris.vm("web01").on(dead);

    assertEquals("disconnected", text(vm, "runtime", "/connectionState"));
  }

  @Test
  void a_machine_of_realistic_size_has_about_28_kilobytes_and_50_keys() {
    VmScenario vm =
        paris.vm("web01").realisticSize().disk().disk().disk().adapter(a -> {}).adapter(a -> {});
    int bytes = WrittenDump.of(vcenter).fileOf(vm.reference()).length();
    assertEquals("50", count(vm, "config", "/extraConfig"));

    assertTrue(bytes > 26_000 && bytes < 30_000, bytes + " bytes");
  }

  private String count(VmScenario vm, String property, String below) {
    return String.valueOf(
        WrittenDump.of(vcenter).texts(vm.reference(), property(property, below)).size());
  }

  private static String extraConfig(String key) {
    return property("config", "/extraConfig[key='" + key + "']/value");
  }
}
