// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A network adapter. Source: vim25 {@code VirtualEthernetCard}.
 *
 * @param key device key, such as 4000
 * @param type class, such as {@code VirtualVmxnet3}
 * @param label such as {@code Network adapter 1}
 * @param macAddress MAC address
 * @param addressType {@code assigned}, {@code manual}, {@code generated}
 * @param backing what it is plugged into
 * @param connected {@code connectable.connected}
 * @param startConnected {@code connectable.startConnected}
 */
public record EthernetCard(
    int key,
    String type,
    String label,
    @Nullable String macAddress,
    @Nullable String addressType,
    NetworkBacking backing,
    @Nullable Boolean connected,
    @Nullable Boolean startConnected) {}
