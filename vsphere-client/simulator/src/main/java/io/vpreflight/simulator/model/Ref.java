// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

/**
 * A reference to a managed object.
 *
 * @param type its type in vim25, such as {@code VirtualMachine}
 * @param id its id, such as {@code vm-42}
 */
public record Ref(String type, String id) implements Comparable<Ref> {
  @Override
  public int compareTo(Ref other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return type + ":" + id;
  }
}
