// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.vsphere.inventory.VirtualDisk;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A disk was added to a virtual machine. Source: vim25 {@code
 * VmReconfiguredEvent.configSpec.deviceChange}. The key in it is what the client made up, so that
 * the disk is known by its place on the controller or by its file.
 *
 * @param at when, by the clock of vCenter
 * @param userName who
 * @param controllerKey key of its controller; null when the client left it to the server
 * @param unitNumber place on the controller; null when the client left it to the server
 * @param fileName its file; null when the client left it to the server
 */
record AddedDisk(
    Instant at,
    @Nullable String userName,
    @Nullable String controllerKey,
    @Nullable String unitNumber,
    @Nullable String fileName) {

  static AddedDisk of(
      Instant at, @Nullable String userName, Map<String, String> details, String path) {
    return new AddedDisk(
        at,
        userName,
        details.get(path + ".device.controllerKey"),
        details.get(path + ".device.unitNumber"),
        details.get(path + ".device.backing.fileName"));
  }

  /** True when it is that disk. */
  boolean is(VirtualDisk disk) {
    boolean sameFile = fileName != null && fileName.equals(disk.backing().fileName());
    return sameFile
        || (controllerKey != null
            && unitNumber != null
            && controllerKey.equals(String.valueOf(disk.controllerKey()))
            && unitNumber.equals(String.valueOf(disk.unitNumber())));
  }
}
