// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an audit saw of a virtual machine that is worth a curve. Null is always: not known.
 *
 * @param id moId
 * @param name as vCenter stores it
 * @param datacenter its name; empty when not known
 * @param cluster its name; empty when not known
 * @param host its name; empty when not known
 * @param tracked {@code config.changeTrackingEnabled}
 * @param disksMissing disks that can be tracked and are not
 * @param consolidationNeeded {@code runtime.consolidationNeeded}
 * @param chainDepth deltas of its longest disk chain, 0 on its base; null, too, where storage keeps
 *     snapshots by itself
 * @param oldestSnapshot when the oldest snapshot was made, by the clock of vCenter; null, too, when
 *     there is none
 * @param eligible whether the profile lets it pass, with warnings or without; null, too, when the
 *     profile gives no verdict
 */
public record MachineState(
    String id,
    String name,
    String datacenter,
    String cluster,
    String host,
    @Nullable Boolean tracked,
    @Nullable Integer disksMissing,
    @Nullable Boolean consolidationNeeded,
    @Nullable Integer chainDepth,
    @Nullable Instant oldestSnapshot,
    @Nullable Boolean eligible) {}
