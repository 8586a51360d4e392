// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import java.util.List;
import org.junit.jupiter.api.Test;

class VmFinderTest {
  private static AVm web01() {
    AVm vm = AVm.named("web01");
    vm.instanceUuid = "50AA0000-0000-4000-8000-000000000001";
    vm.uuid = "42bb0000-0000-4000-8000-000000000001";
    return vm;
  }

  private static AnInventory other(AVm... vms) {
    AnInventory other = AnInventory.of(vms);
    other.name = "vc02.example.org";
    other.instanceUuid = "22222222-2222-4222-8222-222222222222";
    return other;
  }

  private static VmFinder finder(AnInventory... inventories) {
    return new VmFinder(AnAudit.of(inventories).build().estate());
  }

  private static List<String> names(VmFinder finder, String said) {
    return finder.find(said).stream().map(finder::key).toList();
  }

  @Test
  void a_machine_is_found_in_every_way_that_names_it() {
    VmFinder finder = finder(AnInventory.of(web01(), AVm.named("db01")));
    for (String said :
        List.of(
            "web01",
            "WEB01",
            " web01 ",
            "vm-web01",
            "vc01.example.org:vm-web01",
            "50aa0000-0000-4000-8000-000000000001",
            "42BB0000-0000-4000-8000-000000000001",
            "/Paris/web01",
            "/Paris/we*",
            "w?b01")) {
      assertEquals(List.of("vc01.example.org:vm-web01"), names(finder, said), said);
    }
  }

  @Test
  void an_exact_name_is_not_made_ambiguous_by_a_longer_one() {
    VmFinder finder = finder(AnInventory.of(AVm.named("web"), AVm.named("WEB-old")));
    assertEquals(1, finder.find("web").size());
    assertEquals(2, finder.find("web*").size());
  }

  @Test
  void a_folder_is_no_machine() {
    assertEquals(List.of(), finder(AnInventory.of(web01())).find("/Paris"));
  }

  @Test
  void the_slash_of_a_name_is_written_as_a_person_reads_it() {
    assertEquals(1, finder(AnInventory.of(AVm.named("a%2fb"))).find("a/b").size());
  }

  @Test
  void the_same_reference_in_two_vcenters_is_told_apart_by_the_vcenter() {
    VmFinder finder = finder(AnInventory.of(web01()), other(web01()));
    assertEquals(2, finder.find("vm-web01").size());
    assertEquals(List.of("vc02.example.org:vm-web01"), names(finder, "VC02.example.org:vm-web01"));
    assertEquals(
        List.of("vc02.example.org:vm-web01"),
        names(finder, "22222222-2222-4222-8222-222222222222:vm-web01"));
  }

  @Test
  void vcenters_of_one_name_are_told_apart_by_their_identity() {
    AnInventory copy = other(web01());
    copy.name = "vc01.example.org";
    VmFinder finder = finder(AnInventory.of(web01()), copy);
    assertEquals(
        List.of(
            "11111111-1111-4111-8111-111111111111:vm-web01",
            "22222222-2222-4222-8222-222222222222:vm-web01"),
        names(finder, "web01"));
  }

  @Test
  void a_slip_of_the_pen_has_a_nearest_name() {
    VmFinder finder = finder(AnInventory.of(web01(), AVm.named("db01")));
    assertEquals(List.of(), finder.find("webb01"));
    assertEquals("web01", finder.nearest("webb01"));
    assertNull(finder.nearest("something-else"));
  }

  @Test
  void a_machine_without_identity_is_found_by_its_name() {
    AVm orphan = AVm.named("orphan");
    orphan.instanceUuid = null;
    orphan.uuid = null;
    assertEquals(1, finder(AnInventory.of(orphan)).find("orphan").size());
  }
}
