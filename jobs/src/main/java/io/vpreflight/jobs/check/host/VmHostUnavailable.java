// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A virtual machine hangs on a host that cannot serve it. */
public final class VmHostUnavailable implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of(
              "vm.host.unavailable",
              "host-off",
              "host-standby",
              "host-not-responding",
              "host-disconnected",
              "host-maintenance")
          .requires(VmProperty.HOST)
          .mayRead(
              VmProperty.POWER_STATE,
              HostProperty.CONNECTION_STATE,
              HostProperty.POWER_STATE,
              HostProperty.IN_MAINTENANCE_MODE,
              ClusterProperty.CONFIGURATION)
          .roles(
              EnumSet.of(
                  VmRole.ORDINARY,
                  VmRole.TEMPLATE,
                  VmRole.REPLICA,
                  VmRole.LINKED_CLONE,
                  VmRole.BACKUP_PROXY,
                  VmRole.MANAGEMENT_APPLIANCE))
          .judgesStale()
          .seedRows("000-56")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VirtualMachine> subject() {
    return Subject.VM;
  }

  @Override
  public List<Outcome> check(VirtualMachine vm, Scene scene) {
    MoRef ref = vm.runtime().host();
    if (ref == null) {
      return Outcome.unset(VmProperty.HOST);
    }
    Host host = scene.locations().host(ref);
    if (host == null) {
      return Outcome.undetermined("reason.host.not-visible", ref.moId());
    }
    HostConnectionState connection = host.runtime().connectionState();
    HostPowerState power = host.runtime().powerState();
    if (connection == null || power == null) {
      return unknown(
          connection == null ? HostProperty.CONNECTION_STATE : HostProperty.POWER_STATE,
          host,
          scene);
    }
    String kind = kind(vm, host, scene);
    return kind == null
        ? List.of()
        : Outcome.hit(kind)
            .with(host.name())
            .evidence(VmProperty.HOST, host.name() + " (" + ref.moId() + ")")
            .evidence("host." + HostProperty.CONNECTION_STATE.path(), connection.vim())
            .evidence("host." + HostProperty.POWER_STATE.path(), power.vim())
            .evidence(
                "host." + HostProperty.IN_MAINTENANCE_MODE.path(),
                host.runtime().inMaintenanceMode())
            .only();
  }

  private static List<Outcome> unknown(HostProperty property, Host host, Scene scene) {
    Text refused = Gaps.uncollected(List.of(property), scene);
    if (refused == null) {
      refused = Gaps.unreadable(property, host.unreadable());
    }
    return refused == null
        ? Outcome.unset(property)
        : List.of(new Outcome.Undetermined("", refused));
  }

  private static @Nullable String kind(VirtualMachine vm, Host host, Scene scene) {
    boolean on = vm.runtime().powerState() == VmPowerState.POWERED_ON;
    if (host.runtime().powerState() == HostPowerState.POWERED_OFF) {
      return "host-off";
    }
    if (host.runtime().powerState() == HostPowerState.STAND_BY) {
      // Power management wakes the host when the machine is started.
      boolean managed = Boolean.TRUE.equals(HostFacts.isPowerManaged(host, scene));
      return managed && !on ? null : "host-standby";
    }
    if (host.runtime().connectionState() == HostConnectionState.NOT_RESPONDING) {
      return "host-not-responding";
    }
    if (host.runtime().connectionState() == HostConnectionState.DISCONNECTED) {
      return "host-disconnected";
    }
    return on && Boolean.TRUE.equals(host.runtime().inMaintenanceMode())
        ? "host-maintenance"
        : null;
  }
}
