// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What vCenter said of single devices in words that are newer than we are. The devices as a whole
 * are known then, and a check that needs the one value asks here before it takes a null for unset.
 */
public final class Unknowns {
  private static final String DEVICE = VmProperty.DEVICES.path() + "[";
  private static final Pattern ONE = Pattern.compile(Pattern.quote(DEVICE) + "(-?\\d{1,9})]");

  private Unknowns() {}

  /** The path of something of one device, as evidence names it, such as {@code .sharedBus}. */
  public static String path(int key, String rest) {
    return DEVICE + key + "]" + rest;
  }

  /** Why what lies at that path is not known; null when it was given, be it without a value. */
  public static @Nullable Text at(String path, Unreadable unreadable) {
    String fault = unreadable.fault(path);
    return fault == null ? null : Gaps.refused(path, fault);
  }

  /**
   * Why nobody can say how a disk is set up: whether snapshots hold it, who else may write to it,
   * what it lies on. Null when all that vCenter said of it is known.
   */
  public static @Nullable Text of(VirtualDisk disk, Hardware hardware, Unreadable unreadable) {
    if (unreadable.isEmpty()) {
      return null;
    }
    for (String rest : List.of("", ".diskMode", ".sharing", ".compatibilityMode")) {
      Text unknown = at(path(disk.key(), ".backing" + rest), unreadable);
      if (unknown != null) {
        return unknown;
      }
    }
    VirtualController controller = hardware.controller(disk.controllerKey());
    return controller == null ? null : at(path(controller.key(), ".sharedBus"), unreadable);
  }

  /** Why nobody can say how the deltas of a disk are written, at any link of its chain; or null. */
  public static @Nullable Text ofChain(VirtualDisk disk, Unreadable unreadable) {
    if (unreadable.isEmpty()) {
      return null;
    }
    String at = path(disk.key(), ".backing");
    for (DiskBacking link = disk.backing(); link != null; link = link.parent()) {
      for (String rest : List.of(".deltaDiskFormat", ".diskMode")) {
        Text unknown = at(at + rest, unreadable);
        if (unknown != null) {
          return unknown;
        }
      }
      at += ".parent";
    }
    return null;
  }

  /** Keys of the devices of which nobody here knows what they are, in the order of the keys. */
  public static List<Integer> devices(Unreadable unreadable) {
    List<Integer> keys = new ArrayList<>(0);
    for (Map.Entry<String, String> fault : unreadable.faults().entrySet()) {
      String path = fault.getKey();
      Matcher one = ONE.matcher(path);
      if (one.matches()) {
        keys.add(Integer.valueOf(one.group(1)));
      }
    }
    keys.sort(null);
    return keys;
  }
}
