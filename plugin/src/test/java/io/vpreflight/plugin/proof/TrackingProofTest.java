// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** Changed Block Tracking, disk by disk. */
class TrackingProofTest extends Room {
  @Override
  void declare() {}
}
