// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A host. Source: vim25 {@code HostSystem}.
 *
 * @param ref reference inside its vCenter
 * @param name as registered; the moId when vCenter gave no name
 * @param parent cluster or compute resource
 * @param runtime {@code runtime}
 * @param summary {@code summary}
 * @param config {@code config}
 * @param unreadable what was asked for and not given
 */
public record Host(
    MoRef ref,
    String name,
    @Nullable MoRef parent,
    HostRuntime runtime,
    HostSummary summary,
    HostConfig config,
    Unreadable unreadable) {
  /** The same with that missing. */
  public Host withUnreadable(Unreadable other) {
    return new Host(ref, name, parent, runtime, summary, config, other);
  }
}
