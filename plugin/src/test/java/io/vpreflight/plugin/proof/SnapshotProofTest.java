// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** Snapshots, consolidation, and the tasks and locks around them. */
class SnapshotProofTest extends Room {
  @Override
  void declare() {}
}
