// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.access;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Outcome.HitBuilder;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The account sees only part of a vCenter: what it does not see must not be called healthy. */
public final class PartialView implements ObjectCheck<VCenter> {
  private static final CheckInfo INFO =
      CheckInfo.of("vcenter.view.partial", "partial", "hidden-vms")
          .mayRead(ClusterProperty.SUMMARY, ClusterProperty.HOST, VmProperty.HOST)
          .seedRows("000-52", "003-26")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VCenter> subject() {
    return Subject.VCENTER;
  }

  @Override
  public List<Outcome> check(VCenter vcenter, Scene scene) {
    List<Outcome> outcomes = new ArrayList<>();
    Coverage coverage = scene.inventory().coverage();
    switch (coverage.view()) {
      case FULL -> {}
      case PARTIAL -> {
        HitBuilder hit =
            Outcome.hit("partial").with(vcenter.userName() == null ? "?" : vcenter.userName());
        new TreeMap<>(coverage.viewEvidence()).forEach(hit::evidence);
        outcomes.add(hit.build());
      }
      case NOT_VERIFIED ->
          outcomes.add(new Outcome.Undetermined("", Text.of("reason.access.not-verified")));
    }
    hiddenVms(scene.inventory(), outcomes);
    return outcomes;
  }

  /** A cluster counts its machines for itself; it may count more than were seen. */
  private static void hiddenVms(Inventory inventory, List<Outcome> outcomes) {
    Map<MoRef, MoRef> clusterOfHost = new HashMap<>();
    inventory.clusters().forEach(c -> c.host().forEach(host -> clusterOfHost.put(host, c.ref())));
    for (Host host : inventory.hosts()) {
      if (host.parent() != null) {
        clusterOfHost.put(host.ref(), host.parent());
      }
    }
    Map<MoRef, Integer> seen = new HashMap<>();
    // Machines that may be anywhere are counted in favour of every cluster.
    int anywhere = inventory.coverage().gone() + inventory.coverage().missing();
    for (VirtualMachine vm : inventory.virtualMachines()) {
      MoRef host = vm.runtime().host();
      MoRef cluster = host == null ? null : clusterOfHost.get(host);
      if (cluster == null) {
        anywhere++;
      } else {
        seen.merge(cluster, 1, Integer::sum);
      }
    }
    for (Cluster cluster : inventory.clusters()) {
      Integer total = cluster.totalVmCount();
      int known = seen.getOrDefault(cluster.ref(), 0);
      if (total != null && total > known + anywhere) {
        outcomes.add(
            Outcome.hit("hidden-vms")
                .key(cluster.ref().moId())
                .with(cluster.name(), total, known)
                .evidence("summary.usageSummary.totalVmCount", total)
                .evidence("seen", known)
                .build());
      }
    }
  }
}
