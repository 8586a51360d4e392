// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A managed object anywhere in the estate. Two references are one object when vCenter, type and
 * moId agree; name and path are for the reader and may change.
 *
 * @param vcenter the instance UUID of the vCenter, or the hardware UUID of a stand-alone ESXi
 * @param ref the object inside that vCenter
 * @param name as vCenter stores it ({@code / \\ %} are {@code %2f %5c %25} there)
 * @param path folder path from the datacenter down, without the name; empty for objects outside the
 *     tree
 */
public record ObjectRef(String vcenter, MoRef ref, String name, String path) {
  /** Same object: name and path do not count. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObjectRef that && vcenter.equals(that.vcenter) && ref.equals(that.ref);
  }

  @Override
  public int hashCode() {
    return 31 * vcenter.hashCode() + ref.hashCode();
  }
}
