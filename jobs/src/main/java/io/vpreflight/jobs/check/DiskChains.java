// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.HashMap;
import java.util.Map;

/**
 * The chains of files that disks run on, for every virtual machine of a scene. Read from {@code
 * layoutEx}, and from {@code config.hardware.device.backing.parent} where that is missing; held
 * against the snapshot tree. Names of files are no evidence here: the base of a clone of a delta is
 * called {@code vm-000004.vmdk} too. Derived once; immutable.
 */
public final class DiskChains {
  private final Map<MoRef, ChainState> states = new HashMap<>();

  private DiskChains(Scene scene) {
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      ChainState state = new ChainReading(vm, scene).read();
      if (!state.equals(ChainState.PLAIN)) {
        states.put(vm.ref(), state);
      }
    }
  }

  /** The chains of a scene. */
  public static DiskChains in(Scene scene) {
    return scene.derived(DiskChains.class, DiskChains::new);
  }

  /** The chains of a virtual machine. */
  public ChainState of(VirtualMachine vm) {
    return states.getOrDefault(vm.ref(), ChainState.PLAIN);
  }
}
