// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** The memory of NFC, and what failed for want of it. */
class NfcProofTest extends Room {
  @Override
  void declare() {}
}
