// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What a network adapter is plugged into.
 *
 * @param type class of the backing; empty when there is none
 * @param network network of a standard port group
 * @param deviceName its name
 * @param portgroupKey distributed port group
 * @param opaqueNetworkId NSX segment
 */
public record NetworkBacking(
    String type,
    @Nullable MoRef network,
    @Nullable String deviceName,
    @Nullable String portgroupKey,
    @Nullable String opaqueNetworkId) {}
