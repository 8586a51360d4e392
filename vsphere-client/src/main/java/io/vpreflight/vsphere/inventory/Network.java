// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A network or port group. Source: vim25 {@code Network}, {@code DistributedVirtualPortgroup},
 * {@code OpaqueNetwork}.
 *
 * @param ref reference inside its vCenter
 * @param name name; the moId when vCenter gave no name
 * @param parent folder
 * @param accessible some host reaches it
 * @param key key of a distributed port group, as adapters name it
 * @param backingType of a distributed port group: {@code standard} or {@code nsx}; API 7.0 and
 *     newer
 * @param unreadable what was asked for and not given
 */
public record Network(
    MoRef ref,
    String name,
    @Nullable MoRef parent,
    @Nullable Boolean accessible,
    @Nullable String key,
    @Nullable String backingType,
    Unreadable unreadable) {}
