// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.device.PassthroughDevice;
import io.vpreflight.jobs.check.snapshot.SnapshotNames;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Off a host whose memory is short, to one of its cluster that has some. */
final class MovePage {
  private static final PassthroughDevice PASSTHROUGH = new PassthroughDevice();

  private MovePage() {}

  static void fill(
      Draft draft, VirtualMachine vm, Scene scene, List<ObjectCheck<Host>> hostMemory) {
    VmPages.busy(draft, vm, scene);
    against(draft, vm, scene);
    Host host = scene.locations().host(vm.runtime().host());
    Cluster cluster = scene.locations().clusterOf(host);
    if (host == null || cluster == null || cluster.drsEnabled() == null) {
      draft.withhold("cluster-unknown");
      return;
    }
    draft.show("host", host.name() + " (" + host.ref().moId() + ")");
    draft.show("configurationEx.drsConfig.enabled", cluster.drsEnabled());
    draft.show("configurationEx.drsConfig.defaultVmBehavior", cluster.drsBehavior());
    if (cluster.drsEnabled()
        && !"manual".equals(cluster.drsBehavior())
        && !"partiallyAutomated".equals(cluster.drsBehavior())) {
      draft.withhold("drs-automated", cluster.name());
    }
    List<Host> targets =
        cluster.host().stream()
            .map(scene.locations()::host)
            .filter(Objects::nonNull)
            .filter(other -> !other.ref().equals(host.ref()))
            .filter(other -> isReady(other, vm, scene, hostMemory))
            .sorted(Comparator.comparingLong(MovePage::free).reversed())
            .toList();
    for (Host target : targets) {
      draft.show("candidate " + target.ref().moId(), target.name());
    }
    if (targets.isEmpty()) {
      draft.withhold("no-host", cluster.name());
    }
    if (!draft.isWithheld()) {
      draft.command(
          "Move-VM -VM "
              + Draft.vm(vm.ref())
              + " -Destination "
              + Draft.host(targets.get(0).ref())
              + " -Confirm:$true");
    }
  }

  /** A reading of its disks that goes on is cut by a move; some machines cannot be moved. */
  private static void against(Draft draft, VirtualMachine vm, Scene scene) {
    if (vm.runtime().powerState() == VmPowerState.SUSPENDED) {
      draft.withhold("not-running");
    }
    for (SnapshotNode node :
        vm.snapshot() == null ? List.<SnapshotNode>of() : vm.snapshot().all()) {
      SnapshotNames.Maker maker = SnapshotNames.makerOf(node);
      if (maker != null) {
        draft.withhold("backup-runs", node.name(), maker.product());
      }
    }
    for (Outcome outcome : PASSTHROUGH.check(vm, scene)) {
      if (!(outcome instanceof Outcome.Hit hit)) {
        draft.withhold("devices-unknown");
      } else {
        hit.evidence().forEach(draft::show);
        draft.withhold("passthrough");
      }
    }
    if (vm.config().options().keyId() != null) {
      draft.withhold("encrypted");
    }
  }

  private static boolean isReady(
      Host host, VirtualMachine vm, Scene scene, List<ObjectCheck<Host>> hostMemory) {
    Hardware hardware = vm.config().hardware();
    Integer memory = hardware == null ? null : hardware.memoryMB();
    return memory != null
        && host.runtime().connectionState() == HostConnectionState.CONNECTED
        && Boolean.FALSE.equals(host.runtime().inMaintenanceMode())
        && free(host) >= (long) memory << 20
        && hostMemory.stream()
            .flatMap(check -> check.check(host, scene).stream())
            .noneMatch(Outcome.Hit.class::isInstance);
  }

  /** 0 when it is not known. */
  private static long free(Host host) {
    Integer used = host.summary().overallMemoryUsageMB();
    Long size = host.summary().memorySizeBytes();
    return used == null || size == null ? 0 : size - ((long) used << 20);
  }
}
