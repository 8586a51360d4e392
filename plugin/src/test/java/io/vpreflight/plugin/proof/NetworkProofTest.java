// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** Machines without an address, or with somebody else's. */
class NetworkProofTest extends Room {
  @Override
  void declare() {}
}
