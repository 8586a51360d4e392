// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Memory of a management agent of a host. Source: counters {@code sys.resourceMemConsumed} and
 * {@code sys.resourceMemAllocMax}.
 *
 * @param host host
 * @param instance such as {@code host/vim/vmvisor/hostd}
 * @param consumedKB highest of the last hour, KiB
 * @param limitKB KiB; null when unknown or unlimited
 */
public record AgentMemory(MoRef host, String instance, long consumedKB, @Nullable Long limitKB) {}
