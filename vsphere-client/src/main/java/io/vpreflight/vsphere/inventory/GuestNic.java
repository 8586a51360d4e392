// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interface as the guest sees it. Source: vim25 {@code GuestNicInfo}.
 *
 * @param network name of the network
 * @param macAddress MAC address
 * @param connected plugged in
 * @param deviceConfigId key of the adapter; -1 for an interface without one, such as a container
 *     bridge
 * @param ipAddress addresses
 */
public record GuestNic(
    @Nullable String network,
    @Nullable String macAddress,
    @Nullable Boolean connected,
    int deviceConfigId,
    List<GuestIp> ipAddress) {
  public GuestNic {
    ipAddress = List.copyOf(ipAddress);
  }
}
