// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What VMware Tools report. Source: vim25 {@code GuestInfo}.
 *
 * @param toolsRunningStatus {@code guestToolsRunning}, {@code guestToolsNotRunning}, {@code
 *     guestToolsExecutingScripts}
 * @param toolsVersionStatus2 {@code guestToolsCurrent}, {@code guestToolsUnmanaged} ...
 * @param toolsVersion number
 * @param toolsInstallType API 6.5 and newer
 * @param hostName as the guest calls itself
 * @param ipAddress first address, as Tools chose
 * @param net interfaces; null when unset or not collected
 * @param guestState {@code running}, {@code notRunning} ...
 * @param guestHeartbeatStatus {@code green}, {@code yellow}, {@code red}, {@code gray}
 */
public record GuestInfo(
    @Nullable String toolsRunningStatus,
    @Nullable String toolsVersionStatus2,
    @Nullable String toolsVersion,
    @Nullable String toolsInstallType,
    @Nullable String hostName,
    @Nullable String ipAddress,
    @Nullable List<GuestNic> net,
    @Nullable String guestState,
    @Nullable String guestHeartbeatStatus) {
  public GuestInfo {
    net = net == null ? null : List.copyOf(net);
  }
}
