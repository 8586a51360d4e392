// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * Any other device: what it is is what matters.
 *
 * @param key device key
 * @param type class, such as {@code VirtualPCIPassthrough}
 * @param label such as {@code USB xHCI controller}
 */
public record OtherDevice(int key, String type, String label) {}
