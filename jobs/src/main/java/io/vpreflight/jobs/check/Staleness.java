// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import org.jspecify.annotations.Nullable;

/** Tells whether vCenter still knows what it says of an object, or repeats what it knew once. */
public final class Staleness {
  private Staleness() {}

  /** Why the values of a virtual machine are old, or null when they are fresh. */
  public static @Nullable Text of(VirtualMachine vm, Scene scene) {
    VmConnectionState state = vm.runtime().connectionState();
    if (state != null && state != VmConnectionState.CONNECTED) {
      return Text.of("reason.stale.vm", state.vim());
    }
    Host host = scene.locations().host(vm.runtime().host());
    if (host == null) {
      return null;
    }
    HostConnectionState connection = host.runtime().connectionState();
    return connection == null || connection == HostConnectionState.CONNECTED
        ? null
        : Text.of("reason.stale.host", host.name(), connection.vim());
  }

  /** Why the values of a host are old, or null when they are fresh. */
  public static @Nullable Text of(Host host) {
    HostConnectionState connection = host.runtime().connectionState();
    return connection == null || connection == HostConnectionState.CONNECTED
        ? null
        : Text.of("reason.stale.host", host.name(), connection.vim());
  }
}
