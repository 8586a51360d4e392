// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.vsphere.inventory.ExtraConfig;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a disk cannot be tracked. One reason is given, the first in this order; the last is for a
 * disk that shows none of its own.
 */
public enum Unsupported {
  /** Virtual hardware before version 7. */
  OLD_HARDWARE(true),
  /** Snapshots leave the disk out: {@code independent_persistent}, {@code _nonpersistent}. */
  INDEPENDENT(false),
  /** A raw device in physical compatibility mode: its I/O passes the tracking layer by. */
  PHYSICAL_RDM(false),
  /** On a controller whose bus is shared with other virtual machines. */
  SHARED_BUS(false),
  /** Several virtual machines may write to it. */
  MULTI_WRITER(false),
  /**
   * A backing of the first generation: {@code FlatVer1}, {@code SparseVer1}. {@code
   * RawDiskMappingVer1} is not old: it is what every raw device has.
   */
  OLD_BACKING(false),
  /** vCenter says so and none of the above explains it. */
  NOT_SUPPORTED(true);

  private static final int FIRST_HARDWARE = 7;
  private static final Unsupported[] ALL = values();

  private final boolean ofVm;

  Unsupported(boolean ofVm) {
    this.ofVm = ofVm;
  }

  /** True when it is about the virtual machine, not about the disk. */
  public boolean isOfVm() {
    return ofVm;
  }

  /** The name in files: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Why that disk cannot be tracked; null when nothing speaks against it. */
  static @Nullable Unsupported of(
      VirtualMachine vm, Hardware hardware, VirtualDisk disk, @Nullable String place) {
    for (Unsupported reason : ALL) {
      if (reason.applies(vm, hardware, disk, place)) {
        return reason;
      }
    }
    return null;
  }

  private boolean applies(
      VirtualMachine vm, Hardware hardware, VirtualDisk disk, @Nullable String place) {
    return switch (this) {
      case OLD_HARDWARE -> hardwareNumber(vm.config().version()) < FIRST_HARDWARE;
      case INDEPENDENT -> {
        String mode = disk.backing().diskMode();
        yield mode != null && mode.startsWith("independent");
      }
      case PHYSICAL_RDM ->
          disk.backing().isRawDevice() && "physicalMode".equals(disk.backing().compatibilityMode());
      case SHARED_BUS -> {
        VirtualController controller = hardware.controller(disk.controllerKey());
        String shared = controller == null ? null : controller.sharedBus();
        yield shared != null && !shared.equals("noSharing");
      }
      case MULTI_WRITER ->
          "sharingMultiWriter".equals(disk.backing().sharing())
              || "multi-writer".equalsIgnoreCase(oldSharing(vm, place));
      case OLD_BACKING ->
          disk.backing().type().endsWith("Ver1BackingInfo") && !disk.backing().isRawDevice();
      case NOT_SUPPORTED -> Boolean.FALSE.equals(vm.capability().changeTrackingSupported());
    };
  }

  /** A property without which nobody can say that a disk may be tracked; null when none lacks. */
  static @Nullable String unset(Hardware hardware, VirtualDisk disk) {
    if (disk.backing().type().isEmpty()) {
      return path(disk.key(), ".backing");
    }
    if (disk.backing().diskMode() == null) {
      return path(disk.key(), ".backing.diskMode");
    }
    if (disk.backing().isRawDevice() && disk.backing().compatibilityMode() == null) {
      return path(disk.key(), ".backing.compatibilityMode");
    }
    VirtualController controller = hardware.controller(disk.controllerKey());
    return controller != null && controller.sharedBus() == null && "scsi".equals(controller.bus())
        ? path(controller.key(), ".sharedBus")
        : null;
  }

  /** Adds the properties that tell it. */
  void addEvidence(Map<String, Object> to, VirtualMachine vm, Hardware hardware, VirtualDisk disk) {
    String backing = path(disk.key(), ".backing");
    switch (this) {
      case OLD_HARDWARE -> put(to, VmProperty.HARDWARE_VERSION.path(), vm.config().version());
      case INDEPENDENT -> put(to, backing + ".diskMode", disk.backing().diskMode());
      case PHYSICAL_RDM ->
          put(to, backing + ".compatibilityMode", disk.backing().compatibilityMode());
      case SHARED_BUS -> {
        VirtualController controller = hardware.controller(disk.controllerKey());
        if (controller != null) {
          put(to, path(controller.key(), ".sharedBus"), controller.sharedBus());
        }
      }
      case MULTI_WRITER -> {
        put(to, backing + ".sharing", disk.backing().sharing());
        String place = hardware.place(disk);
        put(to, "config.extraConfig[\"" + place + ".sharing\"]", oldSharing(vm, place));
      }
      case OLD_BACKING -> put(to, backing, disk.backing().type());
      case NOT_SUPPORTED ->
          put(
              to,
              VmProperty.CHANGE_TRACKING_SUPPORTED.path(),
              vm.capability().changeTrackingSupported());
    }
  }

  private static String path(int device, String property) {
    return "config.hardware.device[" + device + "]" + property;
  }

  private static void put(Map<String, Object> to, String path, @Nullable Object value) {
    if (value != null) {
      to.put(path, value);
    }
  }

  /** The key that meant multi-writer before the backing had a property for it. */
  private static @Nullable String oldSharing(VirtualMachine vm, @Nullable String place) {
    ExtraConfig extra = vm.config().extraConfig();
    return place == null || extra.values().isEmpty() ? null : extra.value(place + ".sharing");
  }

  /** 19 of {@code vmx-19}; beyond every version when there is none to be read. */
  private static int hardwareNumber(@Nullable String version) {
    int number = 0;
    if (version == null || !version.startsWith("vmx-") || version.length() > 8) {
      return Integer.MAX_VALUE;
    }
    for (int i = 4; i < version.length(); i++) {
      int digit = Character.digit(version.charAt(i), 10);
      if (digit < 0) {
        return Integer.MAX_VALUE;
      }
      number = 10 * number + digit;
    }
    return version.length() == 4 ? Integer.MAX_VALUE : number;
  }
}
