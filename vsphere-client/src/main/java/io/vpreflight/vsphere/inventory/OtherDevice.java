// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * Any other device: what it is is what matters.
 *
 * @param key device key
 * @param type class, such as {@code VirtualPCIPassthrough}
 * @param label such as {@code USB xHCI controller}
 * @param backing class of what it is connected to, which tells a shared GPU ({@code
 *     VirtualPCIPassthroughVmiopBackingInfo}) from a whole PCI device; empty when there is none
 */
public record OtherDevice(int key, String type, String label, String backing) {
  /** A device that is connected to nothing, or to something that does not matter. */
  public OtherDevice(int key, String type, String label) {
    this(key, type, label, "");
  }
}
