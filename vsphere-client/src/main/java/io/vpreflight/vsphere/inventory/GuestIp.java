// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * An address of an interface. Source: vim25 {@code NetIpConfigInfoIpAddress}.
 *
 * @param ipAddress text, not checked
 * @param prefixLength bits
 * @param state {@code preferred}, {@code duplicate} ...
 * @param origin {@code manual}, {@code dhcp}, {@code linklayer} ...
 */
public record GuestIp(
    String ipAddress,
    @Nullable Integer prefixLength,
    @Nullable String state,
    @Nullable String origin) {
  /** Where {@link #state} lies, whichever of the addresses it is of. */
  public static final String STATE = "guest.net.ipConfig.ipAddress.state";
}
