// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine as a repair sees it before and after every step. Everything in it could be
 * read: a null is a value that vCenter has not set, an empty list is none. Source: vim25 {@code
 * VirtualMachine}.
 *
 * @param ref reference inside its vCenter
 * @param name as stored, with {@code %2f} for a slash
 * @param config what it is
 * @param runtime what it does
 * @param snapshots the whole tree, parents before children
 * @param disks with their backings
 * @param recentTasks tasks of it: open and just ended
 * @param disabledMethods what it refuses at present
 * @param datastores where its files lie
 */
public record VmState(
    MoRef ref,
    String name,
    ConfigInfo config,
    RuntimeInfo runtime,
    List<SnapshotRef> snapshots,
    List<VirtualDisk> disks,
    List<MoRef> recentTasks,
    Set<String> disabledMethods,
    List<MoRef> datastores)
    implements TargetState {
  public VmState {
    snapshots = List.copyOf(snapshots);
    disks = List.copyOf(disks);
    recentTasks = List.copyOf(recentTasks);
    disabledMethods = Set.copyOf(disabledMethods);
    datastores = List.copyOf(datastores);
  }

  /**
   * What it is. All null for an inaccessible one. Source: {@code VirtualMachineConfigInfo}.
   *
   * @param instanceUuid what replication and backup products know it by
   * @param uuid BIOS UUID: what the guest sees
   * @param changeVersion changes with every reconfiguration
   * @param changeTrackingEnabled the flag, which a running virtual machine follows at its next stun
   * @param template true for a template
   */
  public record ConfigInfo(
      @Nullable String instanceUuid,
      @Nullable String uuid,
      @Nullable String changeVersion,
      @Nullable Boolean changeTrackingEnabled,
      @Nullable Boolean template) {}

  /**
   * What it does. Source: {@code VirtualMachineRuntimeInfo}.
   *
   * @param powerState power state
   * @param connectionState whether vCenter can manage it
   * @param consolidationNeeded deltas are left without a snapshot
   * @param question it waits for an answer
   * @param host host it runs on or is registered with
   */
  public record RuntimeInfo(
      @Nullable VmPowerState powerState,
      @Nullable VmConnectionState connectionState,
      @Nullable Boolean consolidationNeeded,
      boolean question,
      @Nullable MoRef host) {}

  /** What replication and backup products know it by. */
  public @Nullable String instanceUuid() {
    return config.instanceUuid();
  }

  /** BIOS UUID: what the guest sees. */
  public @Nullable String uuid() {
    return config.uuid();
  }

  /** Changes with every reconfiguration. */
  @Override
  public @Nullable String changeVersion() {
    return config.changeVersion();
  }

  /** The flag, which a running virtual machine follows at its next stun. */
  public @Nullable Boolean changeTrackingEnabled() {
    return config.changeTrackingEnabled();
  }

  /** Power state. */
  public @Nullable VmPowerState powerState() {
    return runtime.powerState();
  }

  /** Whether vCenter can manage it. */
  public @Nullable VmConnectionState connectionState() {
    return runtime.connectionState();
  }

  /** Deltas are left without a snapshot. */
  public @Nullable Boolean consolidationNeeded() {
    return runtime.consolidationNeeded();
  }

  /** It waits for an answer. */
  public boolean question() {
    return runtime.question();
  }

  /** Host it runs on or is registered with. */
  public @Nullable MoRef host() {
    return runtime.host();
  }
}
