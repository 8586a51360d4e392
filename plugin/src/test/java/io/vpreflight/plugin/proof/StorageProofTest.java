// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** Datastores that snapshots live on. */
class StorageProofTest extends Room {
  @Override
  void declare() {}
}
