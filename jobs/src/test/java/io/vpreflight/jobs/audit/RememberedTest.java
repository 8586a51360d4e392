// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.ChangeIdMemory;
import io.vpreflight.jobs.check.identity.DuplicateInstanceUuid;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import io.vpreflight.vsphere.inventory.Inventory;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A vCenter that could not be read, of which an earlier audit knew something. */
class RememberedTest {
  private static final String UUID = "50110000-0000-4000-8000-000000000001";

  private static Inventory vcenter(String name, String id, String vm) {
    AVm machine = AVm.named(vm);
    machine.instanceUuid = UUID;
    AnInventory inventory = AnInventory.of(machine);
    inventory.name = name;
    inventory.instanceUuid = id.repeat(8) + "-0000-4000-8000-000000000000";
    return inventory.build();
  }

  private static List<String> shared(List<Source> sources, Inventory... earlier) {
    return shared(sources, List.of(earlier), List.of());
  }

  private static List<String> shared(
      List<Source> sources, List<Inventory> earlier, List<Inventory> others) {
    AuditRequest request =
        new AuditRequest(
            ProfileReader.builtIn("discovery-audit"),
            List.of(new DuplicateInstanceUuid()),
            sources,
            new Earlier(earlier, others, ChangeIdMemory.NONE),
            Scope.ALL,
            List.of(),
            Set.of());
    Audit audit =
        new AuditRunner(Clock.fixed(AnInventory.NOW, ZoneOffset.UTC), 1.0)
            .run(request, source -> CollectionProgress.NONE);
    return audit.findings().stream()
        .map(one -> one.object().name() + " with " + one.summary().args().get(1))
        .toList();
  }

  private static Source up(String name, String id, String vm) {
    return new Source(name, (request, progress) -> vcenter(name, id, vm));
  }

  private static Source down(String name) {
    return new Source(
        name,
        (request, progress) -> {
          throw new Unreachable(Reason.REFUSED, name, null);
        });
  }

  @Tag("F1")
  @Test
  void what_it_shared_with_others_is_still_found_there_and_says_from_when_that_is() {
    assertEquals(
        List.of("app with copy (lyon, " + AnInventory.NOW + ")"),
        shared(
            List.of(up("paris", "1", "app"), down("lyon")),
            vcenter("paris", "1", "app"),
            vcenter("lyon", "2", "copy")));
  }

  @Test
  void one_that_is_no_longer_asked_for_is_not_compared_with() {
    assertEquals(List.of(), shared(List.of(up("paris", "1", "app")), vcenter("lyon", "2", "copy")));
  }

  @Test
  void one_that_other_audits_read_is_compared_with_and_itself_not_judged() {
    assertEquals(
        List.of("app with copy (lyon, " + AnInventory.NOW + ")"),
        shared(List.of(up("paris", "1", "app")), List.of(), List.of(vcenter("lyon", "2", "copy"))));
  }

  @Test
  void one_that_other_audits_read_under_another_name_is_not_compared_with_itself() {
    assertEquals(
        List.of(),
        shared(
            List.of(up("paris", "1", "app")),
            List.of(vcenter("paris", "1", "app")),
            List.of(vcenter("paris.example.org", "1", "app"))));
    assertEquals(
        List.of(),
        shared(
            List.of(down("paris")),
            List.of(vcenter("paris", "1", "app")),
            List.of(vcenter("paris.example.org", "1", "app"))));
  }

  @Test
  void one_that_was_read_under_another_name_is_not_compared_with_itself() {
    assertEquals(
        List.of(),
        shared(
            List.of(up("paris.example.org", "1", "app"), down("paris")),
            vcenter("paris", "1", "app")));
  }
}
