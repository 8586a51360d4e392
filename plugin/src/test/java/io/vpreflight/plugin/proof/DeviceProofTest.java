// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

/** Disks, devices and versions that a replication product cannot work with. */
class DeviceProofTest extends Room {
  @Override
  void declare() {}
}
