// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.move;

import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.nfc.AgentMemoryHigh;
import io.vpreflight.jobs.check.nfc.HostMemoryShort;
import io.vpreflight.jobs.check.nfc.NfcTaskFailed;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The hosts of its cluster that have room for a virtual machine, as they were read. Pure. */
public final class MoveTargets {
  /**
   * What tells that a host fails to serve NFC, or that its memory or that of its agents is short.
   */
  public static final List<ObjectCheck<Host>> SHORT =
      List.of(new NfcTaskFailed(), new AgentMemoryHigh(), new HostMemoryShort());

  private MoveTargets() {}

  /** Those with the most memory first; none where something of it is not known. */
  public static List<Host> of(VirtualMachine vm, Scene scene) {
    Host source = scene.locations().host(vm.runtime().host());
    Cluster cluster = scene.locations().clusterOf(source);
    Hardware hardware = vm.config().hardware();
    Integer memory = hardware == null ? null : hardware.memoryMB();
    if (source == null || cluster == null || memory == null) {
      return List.of();
    }
    return cluster.host().stream()
        .map(scene.locations()::host)
        .filter(Objects::nonNull)
        .filter(host -> !host.ref().equals(source.ref()))
        .filter(host -> isReady(host) && free(host) >= (long) memory << 20)
        .filter(host -> !isShort(host, scene))
        .sorted(
            Comparator.comparingLong(MoveTargets::free)
                .reversed()
                .thenComparing(host -> host.ref().moId()))
        .toList();
  }

  /** True when a check finds that its memory is short. */
  public static boolean isShort(Host host, Scene scene) {
    return SHORT.stream()
        .flatMap(check -> check.check(host, scene).stream())
        .anyMatch(Outcome.Hit.class::isInstance);
  }

  private static boolean isReady(Host host) {
    return host.runtime().connectionState() == HostConnectionState.CONNECTED
        && host.runtime().powerState() == HostPowerState.POWERED_ON
        && Boolean.FALSE.equals(host.runtime().inMaintenanceMode())
        && !Boolean.TRUE.equals(host.runtime().inQuarantineMode());
  }

  /** 0 when it is not known. */
  private static long free(Host host) {
    Integer used = host.summary().overallMemoryUsageMB();
    Long size = host.summary().memorySizeBytes();
    return used == null || size == null ? 0 : size - ((long) used << 20);
  }
}
