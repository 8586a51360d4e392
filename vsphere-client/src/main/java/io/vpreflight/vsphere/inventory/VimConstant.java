// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/** A constant of a vim25 enumeration, under the name that travels on the wire. */
public interface VimConstant {
  /** The name as vCenter sends it, such as {@code poweredOn}. */
  String vim();
}
