// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.ChainState.Run;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much the deltas of all virtual machines hold, by datastore. Deltas are taken to lie where the
 * current file lies. Derived once.
 */
final class DeltaSums {
  private final Map<MoRef, Tally> tallies = new HashMap<>();

  /**
   * The deltas on one datastore.
   *
   * @param bytes of those that are known
   * @param machines that have one
   * @param unknown machines that may have more of them
   */
  record Sum(long bytes, int machines, Set<MoRef> unknown) {
    Sum {
      unknown = Set.copyOf(unknown);
    }
  }

  private static final class Tally {
    private long bytes;
    private final Set<MoRef> machines = new HashSet<>();
    private final Set<MoRef> unknown = new HashSet<>();
  }

  private DeltaSums(Scene scene) {
    DiskChains chains = DiskChains.in(scene);
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      ChainState state = chains.of(vm);
      Hardware hardware = vm.config().hardware();
      if (hardware == null) {
        vm.placement().datastore().forEach(ref -> tally(ref).unknown.add(vm.ref()));
      } else {
        state.runs().forEach(run -> add(run, hardware.disk(run.key()), vm));
      }
    }
  }

  static DeltaSums in(Scene scene) {
    return scene.derived(DeltaSums.class, DeltaSums::new);
  }

  Sum on(Datastore datastore) {
    Tally tally = tallies.getOrDefault(datastore.ref(), new Tally());
    return new Sum(tally.bytes, tally.machines.size(), tally.unknown);
  }

  private void add(Run run, @Nullable VirtualDisk disk, VirtualMachine vm) {
    MoRef datastore = disk == null ? null : disk.backing().datastore();
    if (datastore == null) {
      return;
    }
    Long bytes = run.deltaBytes();
    if (run.doubt() != null || bytes == null) {
      tally(datastore).unknown.add(vm.ref());
    } else if (bytes > 0) {
      tally(datastore).bytes += bytes;
      tally(datastore).machines.add(vm.ref());
    }
  }

  private Tally tally(MoRef datastore) {
    return tallies.computeIfAbsent(datastore, ref -> new Tally());
  }
}
