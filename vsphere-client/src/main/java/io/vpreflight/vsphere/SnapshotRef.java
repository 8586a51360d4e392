// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot and its place in the tree. Source: vim25 {@code VirtualMachineSnapshotTree}.
 *
 * @param ref what it is removed by; names are no identity
 * @param name as its maker named it
 * @param description as its maker described it
 * @param createTime by the clock of vCenter
 * @param parent null at the root of a tree
 */
public record SnapshotRef(
    MoRef ref,
    String name,
    @Nullable String description,
    @Nullable Instant createTime,
    @Nullable MoRef parent) {}
