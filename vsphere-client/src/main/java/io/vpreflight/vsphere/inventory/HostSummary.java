// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Summary of a host. Source: vim25 {@code HostListSummary}.
 *
 * @param rebootRequired a change waits for a reboot
 * @param version such as 8.0.3
 * @param build such as 24022510
 * @param vendor maker
 * @param model model
 * @param uuid hardware UUID
 * @param memorySizeBytes bytes
 * @param overallMemoryUsageMB MiB
 */
public record HostSummary(
    @Nullable Boolean rebootRequired,
    @Nullable String version,
    @Nullable String build,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable String uuid,
    @Nullable Long memorySizeBytes,
    @Nullable Integer overallMemoryUsageMB) {}
