// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;

/**
 * Membership of a fault tolerance group. Source: vim25 {@code FaultToleranceConfigInfo}.
 *
 * @param role 1 is the primary, others are secondaries
 * @param instanceUuids instance UUIDs of all members, primary first
 */
public record FaultToleranceInfo(int role, List<String> instanceUuids) {
  public FaultToleranceInfo {
    instanceUuids = List.copyOf(instanceUuids);
  }
}
