// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.Event;
import com.vmware.vim25.EventArgument;
import com.vmware.vim25.EventEx;
import com.vmware.vim25.KeyAnyValue;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineMessage;
import io.vpreflight.vsphere.inventory.VimFault;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes from an event what its class adds to every other event, under the paths that vim25 gives
 * it: {@code instanceUuid}, {@code conflictedVm.vm}, {@code sourceHost.host}, {@code reason}. Of a
 * reconfiguration only what concerns change tracking and added disks.
 */
final class EventDetails {
  private static final int LONGEST = 500;

  /** Of all events, or of all events of a virtual machine: the record has them, or nobody asks. */
  private static final Set<String> COMMON =
      Stream.concat(Shape.of(Event.class).fields().keySet().stream(), Stream.of("template"))
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, String> details = new HashMap<>(4);

  private EventDetails() {}

  static Map<String, String> of(Event event) {
    EventDetails found = new EventDetails();
    for (Field field : Shape.of(event.getClass()).fields().values()) {
      Object value = Shape.get(field, event);
      if (value != null && !COMMON.contains(field.getName())) {
        found.add(field.getName(), value);
      }
    }
    return found.details;
  }

  private void add(String path, Object value) {
    if (value instanceof VirtualMachineConfigSpec spec) {
      reconfiguration(path, spec);
    } else if (value instanceof EventArgument argument) {
      argument(path, argument);
    } else if (value instanceof LocalizedMethodFault localized) {
      VimFault fault = Vim.fault(localized);
      put(path, fault == null ? null : fault.faultClass());
    } else if (value instanceof VirtualMachineMessage[] messages) {
      put(path + ".id", Stream.of(messages).map(m -> m.id).collect(Collectors.joining(" ")));
    } else if (value instanceof KeyAnyValue[] arguments) {
      for (KeyAnyValue each : arguments) {
        put(path + "[\"" + each.key + "\"]", each.value);
      }
    } else {
      put(path, value);
    }
  }

  /** The name and the reference of whatever else takes part. */
  private void argument(String path, EventArgument argument) {
    for (Field field : Shape.of(argument.getClass()).fields().values()) {
      put(path + "." + field.getName(), Shape.get(field, argument));
    }
  }

  private void reconfiguration(String path, VirtualMachineConfigSpec spec) {
    put(path + ".changeTrackingEnabled", spec.changeTrackingEnabled);
    if (spec.extraConfig != null) {
      for (OptionValue option : spec.extraConfig) {
        if (option.key != null
            && option.key.toLowerCase(java.util.Locale.ROOT).endsWith("ctkenabled")) {
          put(path + ".extraConfig[\"" + option.key + "\"]", option.value);
        }
      }
    }
    if (spec.deviceChange != null) {
      int added = 0;
      for (VirtualDeviceConfigSpec change : spec.deviceChange) {
        if (isAddedDisk(change)) {
          disk(path + ".deviceChange[" + added++ + "]", change);
        }
      }
    }
  }

  private static boolean isAddedDisk(VirtualDeviceConfigSpec change) {
    return change.operation != null
        && change.operation.name().equals("add")
        && change.device != null
        && Vim.typeName(change.device).equals("VirtualDisk");
  }

  /** The key of a disk that is only asked for is not final: its place on the controller is. */
  private void disk(String path, VirtualDeviceConfigSpec change) {
    VirtualDevice disk = change.device;
    put(path + ".operation", change.operation);
    put(path + ".fileOperation", change.fileOperation);
    put(path + ".device.key", disk.key);
    put(path + ".device.controllerKey", disk.controllerKey);
    put(path + ".device.unitNumber", disk.unitNumber);
    if (disk.backing instanceof VirtualDeviceFileBackingInfo backing) {
      put(path + ".device.backing.fileName", backing.fileName);
    }
  }

  private void put(String path, @Nullable Object value) {
    String text;
    if (value instanceof ManagedObjectReference reference) {
      text = reference.val;
    } else if (value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Enum<?>) {
      text = value.toString();
    } else {
      return;
    }
    if (text != null && !text.isEmpty()) {
      details.put(path, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }
  }

  /** The type of an event: its own name for an {@code EventEx}, else that of its class. */
  static String type(Event event) {
    return event instanceof EventEx named && named.eventTypeId != null
        ? named.eventTypeId
        : Vim.typeName(event);
  }
}
