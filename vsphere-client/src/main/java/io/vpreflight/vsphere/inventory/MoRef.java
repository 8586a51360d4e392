// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A managed object reference inside one vCenter: {@code VirtualMachine vm-42}. Every vCenter has
 * its own {@code vm-42}, so a reference means nothing without its vCenter; see {@link ObjectRef}.
 *
 * @param type the vim25 type, such as {@code VirtualMachine}
 * @param moId the server's own key, such as {@code vm-42}
 */
public record MoRef(String type, String moId) implements Comparable<MoRef> {
  @Override
  public int compareTo(MoRef other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : moId.compareTo(other.moId);
  }

  /** The key first: most references that are compared have the same type, and it is one object. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MoRef that && moId.equals(that.moId) && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return 31 * moId.hashCode() + type.hashCode();
  }

  @Override
  public String toString() {
    return type + ":" + moId;
  }
}
