// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.jobs.check.storage.DiskSnapshots;
import io.vpreflight.jobs.repair.plan.DatastoreNeed;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The datastores of a virtual machine and the room that a repair wants there: for a snapshot a part
 * of the capacity of the disks, for a merge as much again as the deltas hold, and besides a part of
 * the datastore that is never taken.
 */
public final class Room {
  private Room() {}

  /**
   * What is wanted on each of its datastores, by reference; disks of no known datastore are left.
   */
  public static List<DatastoreNeed> of(Candidate candidate) {
    Map<MoRef, Long> wanted = new TreeMap<>();
    for (VirtualDisk disk : candidate.disks()) {
      MoRef datastore = disk.backing().datastore();
      if (datastore != null) {
        wanted.merge(datastore, bytes(candidate, disk), Long::sum);
      }
    }
    List<DatastoreNeed> needs = new ArrayList<>();
    if (candidate.kind() == RepairKind.POWER_ON_VM) {
      swap(candidate, wanted);
    }
    wanted.forEach((ref, bytes) -> needs.add(need(candidate, ref, bytes)));
    return needs;
  }

  /**
   * The swap file comes to lie beside the configuration, as large as the memory that is not
   * reserved; how much that is, is not read. Where the place is not known it may be any.
   */
  private static void swap(Candidate candidate, Map<MoRef, Long> wanted) {
    VirtualMachine vm = candidate.vm();
    Hardware hardware = vm.config().hardware();
    Integer memory = hardware == null ? null : hardware.memoryMB();
    if (memory == null) {
      return;
    }
    String path = vm.config().origin().vmPathName();
    List<MoRef> stores =
        vm.placement().datastore().stream()
            .filter(ref -> isOn(candidate.scene().locations().datastore(ref), path))
            .toList();
    for (MoRef ref : stores.isEmpty() ? vm.placement().datastore() : stores) {
      wanted.merge(ref, (long) memory << 20, Long::sum);
    }
  }

  private static boolean isOn(@Nullable Datastore datastore, @Nullable String path) {
    return datastore != null && path != null && path.startsWith("[" + datastore.name() + "]");
  }

  /** At least what vCenter itself reckons, where it was asked. */
  private static DatastoreNeed need(Candidate candidate, MoRef ref, long ours) {
    long theirs =
        candidate
            .request()
            .computed()
            .mergeBytes()
            .getOrDefault(candidate.ref(), Map.of())
            .getOrDefault(ref, 0L);
    long wanted = Math.max(ours, theirs);
    Datastore datastore = candidate.scene().locations().datastore(ref);
    if (datastore == null) {
      return new DatastoreNeed(ref.moId(), ref.moId(), null, null, wanted);
    }
    Long capacity = datastore.capacity();
    return new DatastoreNeed(
        ref.moId(),
        datastore.name(),
        capacity,
        datastore.freeSpace(),
        wanted + DatastoreNeed.reserveOf(capacity));
  }

  private static long bytes(Candidate candidate, VirtualDisk disk) {
    Long capacity = disk.capacityInBytes();
    long whole = capacity == null ? 0 : capacity;
    if (candidate.kind().takesSnapshots()) {
      return Math.max(Caution.SNAPSHOT_LEAST, whole / 100 * Caution.SNAPSHOT_PERCENT);
    }
    boolean merges =
        candidate.kind() == RepairKind.CONSOLIDATE
            || candidate.kind() == RepairKind.REMOVE_LEFTOVERS;
    if (!merges) {
      return 0;
    }
    for (ChainState.Run run : DiskChains.in(candidate.scene()).of(candidate.vm()).runs()) {
      if (run.key() == disk.key()) {
        Long deltas = run.deltaBytes();
        return deltas == null ? whole : Math.min(whole, deltas);
      }
    }
    return 0;
  }

  static List<Outcome> tooLittle(Candidate candidate) {
    for (VirtualDisk disk : candidate.disks()) {
      if (disk.backing().datastore() == null) {
        return Outcome.undetermined("reason.repair.datastore-unknown", disk.label());
      }
      if (disk.capacityInBytes() == null) {
        return Outcome.undetermined("reason.repair.capacity-unknown", disk.label());
      }
    }
    List<Outcome> outcomes = new ArrayList<>(0);
    for (DatastoreNeed need : of(candidate)) {
      Long free = need.freeBytes();
      if (free == null || need.capacityBytes() == null) {
        return Outcome.undetermined("reason.repair.datastore-room-unknown", need.name());
      }
      if (free < need.neededBytes()) {
        outcomes.add(
            Outcome.hit("little")
                .key(need.datastore())
                .with(
                    need.name(),
                    new Bytes(free),
                    new Bytes(need.neededBytes()),
                    new Bytes(need.takenBytes()),
                    new Bytes(need.reserveBytes()),
                    DatastoreNeed.RESERVE_PERCENT)
                .evidence("datastore " + need.datastore() + " summary.freeSpace", free)
                .evidence("datastore " + need.datastore() + " wanted", need.neededBytes())
                .build());
      }
    }
    return outcomes;
  }

  static List<Outcome> notAccessible(Candidate candidate) {
    List<Outcome> outcomes = new ArrayList<>(0);
    for (DatastoreNeed need : of(candidate)) {
      Datastore datastore = datastore(candidate, need);
      if (datastore == null || datastore.accessible() == null) {
        return Outcome.undetermined("reason.repair.datastore-room-unknown", need.name());
      }
      String mode = datastore.maintenanceMode();
      Text unknown =
          mode == null ? Unknowns.at("summary.maintenanceMode", datastore.unreadable()) : null;
      if (unknown != null) {
        return List.of(new Outcome.Undetermined("", unknown));
      }
      boolean closed = mode != null && !mode.equals("normal");
      if (!datastore.accessible() || closed) {
        outcomes.add(
            Outcome.hit("closed")
                .key(need.datastore())
                .with(need.name())
                .evidence("datastore summary.accessible", datastore.accessible())
                .evidence("datastore summary.maintenanceMode", mode)
                .build());
      }
    }
    return outcomes;
  }

  /** Snapshots of everybody there, with those of this repair. */
  static List<Outcome> crowded(Candidate candidate) {
    DiskSnapshots snapshots = DiskSnapshots.in(candidate.scene());
    int most = candidate.scene().limits().number("datastore.snapshot.max");
    List<Outcome> outcomes = new ArrayList<>(0);
    for (DatastoreNeed need : of(candidate)) {
      MoRef ref = new MoRef("Datastore", need.datastore());
      int there = snapshots.on(ref);
      int ours =
          (int)
              candidate.disks().stream()
                  .filter(disk -> ref.equals(disk.backing().datastore()))
                  .count();
      if (there > 0 && there + ours > most) {
        outcomes.add(
            Outcome.hit("crowded")
                .key(need.datastore())
                .with(need.name(), there, most)
                .evidence("datastore " + need.datastore() + " disk snapshots", there)
                .build());
      }
    }
    return outcomes;
  }

  private static @Nullable Datastore datastore(Candidate candidate, DatastoreNeed need) {
    return candidate.scene().locations().datastore(new MoRef("Datastore", need.datastore()));
  }

  /** What the answers rest on. */
  static final io.vpreflight.vsphere.inventory.Property[] READS = {
    VmProperty.DEVICES,
    VmProperty.DATASTORE,
    VmProperty.SNAPSHOT,
    VmProperty.LAYOUT,
    VmProperty.VM_PATH_NAME,
    DatastoreProperty.SUMMARY
  };
}
