// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells where a virtual machine comes from and whom it belongs to.
 *
 * @param createDate API 6.7 and newer
 * @param annotation notes; anything that looks like a password is masked
 * @param vmPathName {@code config.files.vmPathName}
 * @param managedBy extension that owns it
 * @param replicated true when {@code config.repConfig} is set: vSphere Replication protects it
 * @param ftInfo fault tolerance group
 */
public record VmOrigin(
    @Nullable Instant createDate,
    @Nullable String annotation,
    @Nullable String vmPathName,
    @Nullable ManagedBy managedBy,
    boolean replicated,
    @Nullable FaultToleranceInfo ftInfo) {}
