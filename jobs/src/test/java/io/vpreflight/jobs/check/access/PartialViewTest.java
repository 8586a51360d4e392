// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Unreadable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartialViewTest {
  private final AVm app = AVm.named("app");
  private final AnInventory inventory = new AnInventory();

  private Results run() {
    inventory.vms.add(app.build());
    return Runs.run(new PartialView(), inventory);
  }

  private void clusterCounts(@Nullable Integer total, MoRef... hosts) {
    inventory.clusters.clear();
    inventory.clusters.add(
        new Cluster(
            AnInventory.CLUSTER,
            "Production",
            null,
            List.of(hosts),
            true,
            null,
            false,
            true,
            total,
            Unreadable.NONE));
  }

  @Test
  void an_account_that_sees_everything_passes() {
    clusterCounts(1, AnInventory.HOST);
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void an_account_without_read_at_the_root_sees_a_part() {
    inventory.view = Coverage.View.PARTIAL;
    inventory.viewEvidence.put("root.System.Read", "false");
    Results results = run();
    assertEquals(List.of("vc01.example.org: partial"), Runs.found(results));
    assertEquals("false", results.findings().get(0).evidence().get("root.System.Read"));
    assertEquals(List.of("audit@vsphere.local"), results.findings().get(0).summary().args());
    inventory.userName = null;
    assertEquals(List.of("?"), run().findings().get(0).summary().args());
  }

  @Test
  void a_view_that_could_not_be_verified_is_undetermined() {
    inventory.view = Coverage.View.NOT_VERIFIED;
    assertEquals(List.of("vc01.example.org: reason.access.not-verified"), Runs.undetermined(run()));
  }

  @Test
  void a_cluster_that_counts_more_machines_than_were_seen_is_found() {
    clusterCounts(5, AnInventory.HOST);
    Results results = run();
    assertEquals(List.of("vc01.example.org#domain-c5: hidden-vms"), Runs.found(results));
    assertEquals(List.of("Production", 5, 1), results.findings().get(0).summary().args());
  }

  @Test
  void machines_of_a_cluster_are_found_by_the_parent_of_their_host_too() {
    clusterCounts(1);
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void machines_that_may_be_anywhere_count_for_every_cluster() {
    clusterCounts(2, AnInventory.HOST);
    AVm nowhere = AVm.named("nowhere");
    nowhere.host = null;
    inventory.vms.add(nowhere.build());
    assertEquals(List.of(), Runs.found(run()));
    AHost lone = AHost.named("lone");
    lone.parent = null;
    inventory.hosts.add(lone.build());
    clusterCounts(4, AnInventory.HOST);
    AVm elsewhere = AVm.named("elsewhere");
    elsewhere.host = lone.ref;
    inventory.vms.add(elsewhere.build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_cluster_that_does_not_count_says_nothing() {
    clusterCounts(null, AnInventory.HOST);
    assertEquals(List.of(), Runs.found(run()));
  }
}
