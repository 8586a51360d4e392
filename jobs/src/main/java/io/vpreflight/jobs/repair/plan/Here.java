// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the machine that this process runs on, so that it is never the one that is
 * repaired.
 *
 * @param biosUuid UUID of the firmware, in lower case; null when it may not be read
 * @param macs hardware addresses of its network adapters, in lower case with colons
 * @param physical true when its maker says that it is no virtual machine of VMware
 * @param contained true inside a container, whose addresses are not those of the machine
 * @param vcenterAddresses names and addresses of the vCenter, in lower case
 * @param named virtual machines that the admin names as ours: this one, that of a database
 * @param settled true when the admin says that there are no others
 */
public record Here(
    @Nullable String biosUuid,
    Set<String> macs,
    boolean physical,
    boolean contained,
    Set<String> vcenterAddresses,
    Set<MoRef> named,
    boolean settled) {
  public Here {
    macs = Set.copyOf(macs);
    vcenterAddresses = Set.copyOf(vcenterAddresses);
    named = Set.copyOf(named);
  }

  /** True when not to be found among the virtual machines means not to be one of them. */
  public boolean isSure() {
    return settled || physical || biosUuid != null || (!contained && !macs.isEmpty());
  }
}
