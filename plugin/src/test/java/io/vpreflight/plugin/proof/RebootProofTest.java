// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** What waits for a restart. */
class RebootProofTest extends Room {
  @Override
  void declare() {}
}
