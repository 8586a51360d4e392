// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import io.vpreflight.jobs.check.Outcome.HitBuilder;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimConstant;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an admin wants to know of any host in trouble: its states, and what hangs on it. */
final class HostFacts {
  /** What {@link #add} looks at. */
  static final HostProperty[] READS = {
    HostProperty.CONNECTION_STATE,
    HostProperty.POWER_STATE,
    HostProperty.STANDBY_MODE,
    HostProperty.IN_MAINTENANCE_MODE,
    HostProperty.HARDWARE
  };

  private final Map<MoRef, Count> counts = new HashMap<>();

  private record Count(int all, int poweredOn) {
    static final Count NONE = new Count(0, 0);
  }

  private HostFacts(Scene scene) {
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      MoRef host = vm.runtime().host();
      if (host != null) {
        int on = vm.runtime().powerState() == VmPowerState.POWERED_ON ? 1 : 0;
        counts.merge(
            host, new Count(1, on), (a, b) -> new Count(a.all + b.all, a.poweredOn + b.poweredOn));
      }
    }
  }

  /** The facts of a host as evidence, and the number of its running machines as next argument. */
  static HitBuilder add(HitBuilder hit, Host host, Scene scene) {
    HostFacts facts = scene.derived(HostFacts.class, HostFacts::new);
    Count count = facts.counts.getOrDefault(host.ref(), Count.NONE);
    hit.with(count.poweredOn)
        .evidence(HostProperty.CONNECTION_STATE, vim(host.runtime().connectionState()))
        .evidence(HostProperty.POWER_STATE, vim(host.runtime().powerState()))
        .evidence(HostProperty.STANDBY_MODE, host.runtime().standbyMode())
        .evidence(HostProperty.IN_MAINTENANCE_MODE, host.runtime().inMaintenanceMode())
        .evidence("vm", count.all)
        .evidence("vm.poweredOn", count.poweredOn);
    if (isVirtual(host)) {
      hit.evidence("role", "virtual-host")
          .evidence("summary.hardware.model", host.summary().model());
    }
    return hit;
  }

  /** Runs in a virtual machine itself, as the witness of a vSAN cluster and nested hosts do. */
  static boolean isVirtual(Host host) {
    String vendor = host.summary().vendor();
    return vendor != null && vendor.startsWith("VMware");
  }

  /** Whether power management puts hosts of its cluster into standby; null when not known. */
  static @Nullable Boolean isPowerManaged(Host host, Scene scene) {
    Cluster cluster = scene.locations().clusterOf(host);
    return cluster == null ? null : cluster.dpmEnabled();
  }

  /** The last event of one of these classes about a host, or null. */
  static @Nullable EventRecord last(Set<String> types, Host host, Scene scene) {
    List<EventRecord> events = scene.inventory().history().events();
    for (int i = events.size() - 1; i >= 0; i--) {
      EventRecord event = events.get(i);
      if (types.contains(event.type()) && host.ref().equals(event.host())) {
        return event;
      }
    }
    return null;
  }

  private static @Nullable String vim(@Nullable VimConstant state) {
    return state == null ? null : state.vim();
  }
}
