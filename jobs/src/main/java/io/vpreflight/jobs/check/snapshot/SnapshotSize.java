// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.ChainState.Run;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deltas of a disk have grown to a good part of the disk. */
public final class SnapshotSize implements ObjectCheck<VirtualMachine> {
  private static final String CAPACITY = "config.hardware.device.capacityInBytes";
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.size", "large", "too-large")
          .requires(VmProperty.LAYOUT, VmProperty.DEVICES, VmProperty.SNAPSHOT)
          .mayRead(VmProperty.VM_PATH_NAME, DatastoreProperty.SUMMARY, HostProperty.PRODUCT)
          .seedRows("003-10", "003-11", "003-18")
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
    ChainState chains = DiskChains.in(scene).of(vm);
    if (chains.runs().isEmpty() && chains.doubt() != null) {
      return List.of(new Outcome.Undetermined("", chains.doubt()));
    }
    boolean frozen = !SnapshotTree.of(vm).isEmpty();
    List<Outcome> outcomes = new ArrayList<>(0);
    for (Run run : chains.runs()) {
      if (frozen || !run.deltas().isEmpty()) {
        Outcome outcome = judge(run, vm, scene.limits());
        if (outcome != null) {
          outcomes.add(outcome);
        }
      }
    }
    return outcomes;
  }

  private static @Nullable Outcome judge(Run run, VirtualMachine vm, Limits limits) {
    String key = Integer.toString(run.key());
    Long deltas = run.deltaBytes();
    if (run.doubt() != null || deltas == null) {
      Text why = run.doubt() != null ? run.doubt() : sizeUnset();
      return new Outcome.Undetermined(key, why);
    }
    if (deltas < (long) limits.number("snapshot.delta.smallest.gib") << 30) {
      return null;
    }
    Hardware hardware = vm.config().hardware();
    VirtualDisk disk = hardware == null ? null : hardware.disk(run.key());
    Long capacity = disk == null ? null : disk.capacityInBytes();
    if (capacity == null || capacity <= 0) {
      return new Outcome.Undetermined(key, Text.of("reason.unset", CAPACITY));
    }
    long percent = Math.round(100.0 * deltas / capacity);
    if (percent < limits.number("snapshot.delta.warning.percent")) {
      return null;
    }
    boolean tooLarge = percent >= limits.number("snapshot.delta.critical.percent");
    return Outcome.hit(tooLarge ? "too-large" : "large")
        .key(key)
        .with(run.label(), new Bytes(deltas), percent)
        .evidence("layoutEx.file.size", deltas)
        .evidence(CAPACITY, capacity)
        .evidence("layoutEx.timestamp", vm.layoutEx() == null ? null : vm.layoutEx().timestamp())
        .build();
  }

  private static Text sizeUnset() {
    return Text.of("reason.unset", "layoutEx.file.size");
  }
}
