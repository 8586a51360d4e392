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
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** vCenter has a record of a virtual machine that it cannot manage. */
public final class VmConnectionBroken implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.connection.broken", "orphaned", "inaccessible", "invalid", "disconnected")
          .requires(VmProperty.CONNECTION_STATE)
          .mayRead(VmProperty.VM_PATH_NAME, VmProperty.HOST, HostProperty.CONNECTION_STATE)
          .roles(EnumSet.complementOf(EnumSet.of(VmRole.VCLS, VmRole.POD)))
          .judgesStale()
          .seedRows("000-56", "003-25")
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
    VmConnectionState state = vm.runtime().connectionState();
    if (state == null) {
      return Outcome.unset(VmProperty.CONNECTION_STATE);
    }
    Host host = scene.locations().host(vm.runtime().host());
    HostConnectionState behind = host == null ? null : host.runtime().connectionState();
    if (state == VmConnectionState.DISCONNECTED) {
      Text unknown = unknownHost(vm, host, behind);
      if (unknown != null) {
        return List.of(new Outcome.Undetermined("", unknown));
      }
    }
    boolean broken =
        switch (state) {
          case CONNECTED -> false;
          case ORPHANED, INACCESSIBLE, INVALID -> true;
          // With its host away this is the host's trouble, and said of the host.
          case DISCONNECTED -> host == null || behind == HostConnectionState.CONNECTED;
        };
    return broken
        ? Outcome.hit(state.vim())
            .evidence(VmProperty.CONNECTION_STATE, state.vim())
            .evidence(VmProperty.VM_PATH_NAME, vm.config().origin().vmPathName())
            .evidence(VmProperty.HOST, host == null ? null : host.name())
            .evidence(
                "host." + HostProperty.CONNECTION_STATE.path(),
                behind == null ? null : behind.vim())
            .only()
        : List.of();
  }

  /** Why nobody knows whether it is the host that is away; null for a machine that has none. */
  private static @Nullable Text unknownHost(
      VirtualMachine vm, @Nullable Host host, @Nullable HostConnectionState behind) {
    if (host == null) {
      Text refused = Gaps.unreadable(VmProperty.HOST, vm.unreadable());
      return refused == null && vm.runtime().host() != null
          ? Text.of("reason.host-not-seen")
          : refused;
    }
    if (behind != null) {
      return null;
    }
    Text refused = Gaps.unreadable(HostProperty.CONNECTION_STATE, host.unreadable());
    return refused == null
        ? Text.of("reason.unset", "host." + HostProperty.CONNECTION_STATE.path())
        : refused;
  }
}
