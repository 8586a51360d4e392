// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What nobody could see is never taken for healthy. */
class WholenessTest {
  private final AnInventory inventory = AnInventory.of(AVm.named("web"));

  private static Audit audit(AnInventory inventory, List<Inventory> baselines) {
    var profile = ProfileReader.builtIn("discovery-audit");
    AuditRequest request =
        new AuditRequest(
            profile,
            Checks.all().stream().filter(check -> profile.runs(check.info().id())).toList(),
            List.of(),
            baselines,
            Scope.ALL,
            List.of(),
            Set.of());
    return new AuditRunner(Clock.fixed(AnInventory.NOW, ZoneOffset.UTC), 0.02)
        .judge(request, List.of(inventory.build()), List.of(), AnInventory.NOW);
  }

  private List<Cause> causes() {
    return audit(inventory, List.of()).incomplete().stream().map(Incompleteness::cause).toList();
  }

  private List<String> notes(List<Inventory> baselines) {
    return audit(inventory, baselines).notes().stream().map(note -> note.key()).toList();
  }

  @Test
  void a_healthy_vcenter_is_whole_and_there_is_nothing_to_add() {
    assertEquals(List.of(), causes());
    assertEquals(List.of(), notes(List.of()));
  }

  @Test
  void a_host_that_could_not_be_read_counts_like_a_machine() {
    inventory.hosts.set(0, AHost.usual().unreadable(HostProperty.PRODUCT, "NoPermission").build());
    assertEquals(List.of(Cause.UNREADABLE), causes());
  }

  @Test
  void what_a_host_that_is_away_does_not_give_is_said_of_the_host_alone() {
    AHost host = AHost.usual().unreadable(HostProperty.PRODUCT, "HostNotConnected");
    host.connectionState = HostConnectionState.DISCONNECTED;
    inventory.hosts.set(0, host.build());
    assertEquals(List.of(), causes());
  }

  @Test
  void a_history_that_was_refused_is_noted_and_costs_nothing_but_itself() {
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    assertEquals(List.of(), causes());
    assertEquals(List.of("note.history"), notes(List.of()));
  }

  @Test
  void what_an_account_sees_is_noted_when_nobody_could_verify_it() {
    inventory.view = Coverage.View.NOT_VERIFIED;
    assertEquals(List.of(), causes());
    assertEquals(List.of("note.view"), notes(List.of()));
  }

  @Test
  void a_baseline_of_another_vcenter_is_noted() {
    AnInventory other = AnInventory.of(AVm.named("web"));
    other.instanceUuid = "22222222-2222-4222-8222-222222222222";
    assertEquals(List.of("note.baseline"), notes(List.of(other.build())));
    assertEquals(List.of(), notes(List.of(inventory.build())));
  }
}
