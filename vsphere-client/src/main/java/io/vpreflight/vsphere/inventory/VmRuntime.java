// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of a virtual machine. Source: vim25 {@code VirtualMachineRuntimeInfo}.
 *
 * @param connectionState whether vCenter can manage it
 * @param powerState power state
 * @param host host it runs on or is registered with
 * @param bootTime last power on; null when off
 * @param cleanPowerOff only set when off
 * @param consolidationNeeded deltas are left without a snapshot
 * @param snapshotInBackground a snapshot is being written
 * @param question it waits for an answer
 * @param faultToleranceState {@code notConfigured} ...
 * @param toolsInstallerMounted the Tools installer is in the drive
 * @param cryptoState {@code locked} or {@code unlocked}; API 6.7 and newer
 * @param instantCloneFrozen parent of instant clones; API 6.7 and newer
 */
public record VmRuntime(
    @Nullable VmConnectionState connectionState,
    @Nullable VmPowerState powerState,
    @Nullable MoRef host,
    @Nullable Instant bootTime,
    @Nullable Boolean cleanPowerOff,
    @Nullable Boolean consolidationNeeded,
    @Nullable Boolean snapshotInBackground,
    @Nullable VmQuestion question,
    @Nullable String faultToleranceState,
    @Nullable Boolean toolsInstallerMounted,
    @Nullable String cryptoState,
    @Nullable Boolean instantCloneFrozen) {}
