// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

/**
 * Names one managed object, as {@code <obj type="VirtualMachine">vm-42</obj>} does; immutable.
 *
 * @param type the vim25 class name, such as {@code HostSystem}
 * @param moId the id, unique for a type within one vCenter and reused in every other vCenter
 */
public record Reference(String type, String moId) {
  /** Returns the form that the file names of a dump use: {@code VirtualMachine-vm-42}. */
  @Override
  public String toString() {
    return type + "-" + moId;
  }
}
