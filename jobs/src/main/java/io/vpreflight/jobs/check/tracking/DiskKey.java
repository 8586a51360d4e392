// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.vsphere.inventory.ExtraConfig;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
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

  private static final String DISALLOWED = "ctkDisallowed";

  static DiskKey of(ExtraConfig extra, @Nullable String place) {
    if (place == null) {
      return NAMELESS;
    }
    String key = enabled(place);
    if (extra.value(key) == null) {
      return extra.complete() ? ABSENT : UNREAD;
    }
    Boolean flag = extra.flag(key);
    return flag == null ? ODD : flag ? ON : OFF;
  }

  /** The key of a disk at that place, in lower case: any case is found. */
  private static String enabled(String place) {
    return place + ".ctkenabled";
  }

  /** The key as vSphere writes it. */
  static String path(String place) {
    return "config.extraConfig[\"" + place + ".ctkEnabled\"]";
  }

  /**
   * True when nobody knows what the key of a disk says: what it is called is not known, it is
   * neither true nor false, or the array was not read whole, and the key was not asked for by its
   * name, or not given.
   */
  static boolean isUnknown(VirtualMachine vm, @Nullable String place) {
    DiskKey key = of(vm.config().extraConfig(), place);
    return place == null || key == ODD || (key == UNREAD && isUnread(vm, place));
  }

  private static boolean isUnread(VirtualMachine vm, String place) {
    return !VmProperty.EXTRA_CONFIG_TRACKING.paths().contains(path(place))
        || vm.unreadable().fault(VmProperty.EXTRA_CONFIG_TRACKING) != null
        || vm.unreadable().fault(VmProperty.EXTRA_CONFIG_ALL) != null;
  }

  /** Its value as an admin reads it. */
  static String shown(ExtraConfig extra, String place) {
    String value = extra.value(enabled(place));
    return value != null ? value : extra.complete() ? "unset" : "not read";
  }

  /** The key that forbids tracking of the virtual machine or of that disk; null when none does. */
  static @Nullable String forbidding(ExtraConfig extra, @Nullable String place) {
    if (Boolean.TRUE.equals(extra.flag(DISALLOWED))) {
      return DISALLOWED;
    }
    String ofDisk = place + ".ctkdisallowed";
    return place != null && Boolean.TRUE.equals(extra.flag(ofDisk))
        ? place + "." + DISALLOWED
        : null;
  }
}
