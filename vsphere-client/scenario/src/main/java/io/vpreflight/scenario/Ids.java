// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

/**
 * Hands out ids as vCenter does, one counter for all types, or with the fixed names of a
 * stand-alone ESXi.
 */
final class Ids {
  private final boolean esxi;
  private int counter;

  Ids(boolean esxi) {
    this.esxi = esxi;
  }

  /** Returns a reference; an empty {@code esxiId} means a plain number on a stand-alone host. */
  Reference next(String type, String prefix, String esxiId) {
    if (!esxi) {
      counter += counter == 0 ? 2 : 1;
      return new Reference(type, prefix + counter);
    }
    return new Reference(type, esxiId.isEmpty() ? String.valueOf(++counter) : esxiId);
  }

  /** Returns a reference whose id on a stand-alone host is made of a text, not a number. */
  Reference nextNamed(String type, String prefix, String esxiId) {
    return esxi ? new Reference(type, esxiId) : next(type, prefix, "");
  }
}
