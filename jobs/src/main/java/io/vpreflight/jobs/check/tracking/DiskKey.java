// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.vsphere.inventory.ExtraConfig;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration key of a disk says, such as {@code scsi0:1.ctkEnabled}. Keys without a
 * disk outlive it and are never looked at.
 */
enum DiskKey {
  ON,
  OFF,
  /** The whole array was read and the key is not in it. */
  ABSENT,
  /** The key did not come and the rest was not read: it may be there. */
  UNREAD,
  /** Neither true nor false. */
  ODD,
  /** The controller is missing or of an unknown kind: nobody knows what the key is called. */
  NAMELESS;

  static final String ENABLED = "ctkEnabled";
  static final String DISALLOWED = "ctkDisallowed";

  static DiskKey of(ExtraConfig extra, @Nullable String place) {
    if (place == null) {
      return NAMELESS;
    }
    String key = place + "." + ENABLED;
    if (extra.value(key) == null) {
      return extra.complete() ? ABSENT : UNREAD;
    }
    Boolean flag = extra.flag(key);
    return flag == null ? ODD : flag ? ON : OFF;
  }

  /** True when the configuration forbids tracking of the virtual machine or of that disk. */
  static boolean isDisallowed(ExtraConfig extra, @Nullable String place) {
    return Boolean.TRUE.equals(extra.flag(DISALLOWED))
        || (place != null && Boolean.TRUE.equals(extra.flag(place + "." + DISALLOWED)));
  }
}
