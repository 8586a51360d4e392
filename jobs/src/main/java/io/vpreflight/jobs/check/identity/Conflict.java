// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What two machines may both claim, and where an event and a machine say it. */
enum Conflict {
  INSTANCE_UUID("instance-uuid", "instanceUuid"),
  BIOS_UUID("bios-uuid", "uuid"),
  MAC_ADDRESS("mac-address", "mac");

  private final String kind;
  private final String detail;

  Conflict(String kind, String detail) {
    this.kind = kind;
    this.detail = detail;
  }

  String kind() {
    return kind;
  }

  /** The field of the event that holds the value. */
  String detail() {
    return detail;
  }

  /** What the event is about, or null when it is about something else. */
  static @Nullable Conflict of(EventRecord event) {
    return switch (event.type()) {
      case "VmInstanceUuidConflictEvent" -> INSTANCE_UUID;
      case "VmUuidConflictEvent" -> BIOS_UUID;
      case "VmMacConflictEvent", "VmStaticMacConflictEvent" -> MAC_ADDRESS;
      default -> null;
    };
  }

  /** True when it is known what the machine has now, and the value is not among it. */
  boolean isOver(@Nullable VirtualMachine vm, String value) {
    List<String> now = vm == null ? List.of() : values(vm);
    return !now.isEmpty() && now.stream().noneMatch(value::equalsIgnoreCase);
  }

  private List<String> values(VirtualMachine vm) {
    return switch (this) {
      case INSTANCE_UUID -> known(vm.config().instanceUuid());
      case BIOS_UUID -> known(vm.config().uuid());
      case MAC_ADDRESS -> addresses(vm.config().hardware());
    };
  }

  private static List<String> known(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static List<String> addresses(@Nullable Hardware hardware) {
    List<String> addresses = new ArrayList<>();
    if (hardware != null) {
      for (EthernetCard adapter : hardware.adapters()) {
        addresses.addAll(known(adapter.macAddress()));
      }
    }
    return addresses;
  }
}
