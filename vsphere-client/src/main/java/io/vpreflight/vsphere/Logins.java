// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has logged in to a vCenter of late, as its events tell. Source: vim25 {@code
 * UserLoginSessionEvent}.
 *
 * @param all in no order; empty when nothing was read
 * @param asked how far back was asked, by the clock of vCenter
 * @param since how far back they go, never before {@code asked}: what happened before was not seen
 * @param unreadable why they could not be read, mostly the class of a fault; null when they could
 */
public record Logins(List<Login> all, Instant asked, Instant since, @Nullable String unreadable) {
  public Logins {
    all = List.copyOf(all);
  }

  /**
   * One login.
   *
   * @param user as vCenter names it; the empty string when it does not
   * @param at by the clock of vCenter; source: {@code createdTime}
   * @param address where it came from; null when vCenter does not tell; source: {@code ipAddress}
   * @param userAgent what the program calls itself; null when vCenter does not tell; source: {@code
   *     userAgent}
   */
  public record Login(
      String user, Instant at, @Nullable String address, @Nullable String userAgent) {}

  /** True when there is time that was asked for and not seen. */
  public boolean isCut() {
    return since.isAfter(asked);
  }
}
