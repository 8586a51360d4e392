// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a repair looks at. Everything here only reads, is asked of vCenter anew each time, and may
 * be repeated; a lost session is renewed. What may not be read is a {@link VSphereException}, never
 * a value that looks like another. Safe for several threads.
 */
public interface RepairSight {
  /** Instance UUID of the vCenter; the empty string for a server that has none. */
  String vcenter();

  /** The clock of vCenter. */
  Instant currentTime();

  /**
   * The virtual machine as it is now.
   *
   * @throws VSphereException with {@link FaultKind#GONE} when it is gone; of any other kind when
   *     one of its properties may not be read
   */
  VmState vm(MoRef vm);

  /**
   * What VMware Tools tell of a virtual machine at this moment: of its properties only name, power
   * state, devices and {@code guest} are read. A step must not rest on it: a guest may say what it
   * likes, and Tools look only every half minute.
   *
   * @throws VSphereException as {@link #vm}
   */
  VirtualMachine guest(MoRef vm);

  /**
   * The host as it is now.
   *
   * @throws VSphereException as {@link #vm}
   */
  HostState host(MoRef host);

  /**
   * The rules of a cluster as they are now.
   *
   * @throws VSphereException as {@link #vm}: a rule that may not be read is not one that is absent
   */
  ClusterRules rules(MoRef cluster);

  /**
   * The host or the virtual machine of that reference.
   *
   * @throws VSphereException as {@link #vm}
   */
  default TargetState target(MoRef ref) {
    return ref.type().equals("HostSystem") ? host(ref) : vm(ref);
  }

  /** A task; null when vCenter does not know it any more, which says nothing of its outcome. */
  @Nullable TaskState task(MoRef task);

  /** Several tasks in one call; those that vCenter does not know any more are not in the map. */
  Map<MoRef, TaskState> tasks(Collection<MoRef> tasks);

  /**
   * Tasks of this entity that were queued since, and those that still wait or run, oldest first:
   * from its recent tasks and from the task history.
   */
  List<TaskState> tasksOf(MoRef entity, Instant since);

  /**
   * The changeId of each disk in a snapshot. Source: {@code
   * VirtualMachineSnapshot.config.hardware.device}; current disks carry none.
   *
   * @return by disk key; a disk without one is not in the map
   * @throws VSphereException with {@link FaultKind#GONE} when the snapshot is gone
   */
  Map<Integer, String> changeIds(MoRef snapshot);

  /**
   * A custom attribute of an object.
   *
   * @param name as this vCenter spells it
   * @return null when this vCenter has no attribute of that name, or does not tell
   */
  @Nullable Attribute attribute(MoRef entity, String name);

  /**
   * A custom attribute. Source: vim25 {@code CustomFieldDef} and {@code customValue}.
   *
   * @param key what it is set by
   * @param value empty when it is not set
   */
  record Attribute(int key, String value) {}

  /** Those of the privileges that this account lacks on this very entity. */
  Set<String> missingPrivileges(MoRef entity, Set<String> wanted);

  /** Room on a datastore. */
  DatastoreSpace datastore(MoRef datastore);

  /**
   * Bytes that a consolidation of this virtual machine needs besides, by datastore and by vCenter's
   * own estimate, which is a lower bound while the guest writes: {@code
   * EstimateStorageForConsolidateSnapshots_Task}, which shows as a task and changes nothing.
   *
   * @return empty when this server does not tell
   */
  Map<MoRef, Long> consolidationSpace(MoRef vm);

  /**
   * Bytes a second that its guest writes, over the last minutes: {@code QueryPerf}, {@code
   * virtualDisk.write}.
   *
   * @return empty when nobody tells
   */
  default OptionalLong writeRateBytes(MoRef vm) {
    return OptionalLong.empty();
  }

  /** The sum of {@link #consolidationSpace}; empty when this server does not tell. */
  default OptionalLong consolidationSpaceBytes(MoRef vm) {
    Map<MoRef, Long> space = consolidationSpace(vm);
    return space.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(space.values().stream().mapToLong(Long::longValue).sum());
  }
}
