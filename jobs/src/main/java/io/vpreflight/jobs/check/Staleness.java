// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether vCenter still knows what it says of an object, or repeats what it knew once. */
public final class Staleness {
  /** What the answer rests on. To be read for every audit, whatever its checks read themselves. */
  public static final Set<Property> READS =
      Set.of(VmProperty.CONNECTION_STATE, VmProperty.HOST, HostProperty.CONNECTION_STATE);

  private final Map<MoRef, Text> old = new HashMap<>();

  private Staleness(Scene scene) {
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      Text why = judge(vm, scene);
      if (why != null) {
        old.put(vm.ref(), why);
      }
    }
  }

  /** What is old in a scene. */
  public static Staleness in(Scene scene) {
    return scene.derived(Staleness.class, Staleness::new);
  }

  /** Why the values of a virtual machine of the scene are old, or null when they are fresh. */
  public @Nullable Text of(VirtualMachine vm) {
    return old.get(vm.ref());
  }

  private static @Nullable Text judge(VirtualMachine vm, Scene scene) {
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
