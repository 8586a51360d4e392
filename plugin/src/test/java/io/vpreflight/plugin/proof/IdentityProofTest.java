// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** Virtual machines that one cannot tell apart. */
class IdentityProofTest extends Room {
  @Override
  void declare() {}
}
