// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** What the account does not see. */
class AccessProofTest extends Room {
  @Override
  void declare() {}
}
