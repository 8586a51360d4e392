// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import org.jspecify.annotations.Nullable;

/** Adds, edits and removes devices of a configuration; stateless. */
final class DeviceChanges {
  private static final int FIRST_DISK = 2000;

  private DeviceChanges() {}

  static void apply(Element config, Element change) {
    Element device = change.child("device");
    Element hardware = config.child("hardware");
    if (device == null || hardware == null) {
      throw invalid(device);
    }
    String operation = change.textAt("operation");
    Element old = find(hardware, device.textAt("key"));
    switch (operation == null ? "edit" : operation) {
      case "add" -> {
        Element added = device.copy();
        if (old != null || key(device) < 0) {
          added.put("key", freeKey(hardware, "VirtualDisk".equals(device.type())));
        }
        hardware.add(added);
      }
      case "remove" -> hardware.remove(required(old, device));
      default -> {
        Element edited = required(old, device).copy();
        for (Element field : device.children()) {
          if (!field.name().equals("backing") || !"VirtualDisk".equals(device.type())) {
            edited.put(field.copy());
          }
        }
        resize(edited, device);
        hardware.replace(required(old, device), edited);
      }
    }
  }

  private static void resize(Element edited, Element device) {
    String kilobytes = device.textAt("capacityInKB");
    if (kilobytes != null && device.child("capacityInBytes") == null) {
      edited.put("capacityInBytes", Long.parseLong(kilobytes) << 10);
    }
  }

  private static @Nullable Element find(Element hardware, @Nullable String key) {
    for (Element device : hardware.children("device")) {
      if (key != null && key.equals(device.textAt("key"))) {
        return device;
      }
    }
    return null;
  }

  private static Element required(@Nullable Element old, Element device) {
    if (old == null) {
      throw invalid(device);
    }
    return old;
  }

  private static int key(Element device) {
    String key = device.textAt("key");
    return key == null ? -1 : Integer.parseInt(key);
  }

  private static int freeKey(Element hardware, boolean disk) {
    int key = disk ? FIRST_DISK : FIRST_DISK * 2;
    while (find(hardware, String.valueOf(key)) != null) {
      key++;
    }
    return key;
  }

  private static Fault invalid(@Nullable Element device) {
    String key = device == null ? null : device.textAt("key");
    return new Fault(
        Element.typed("fault", "InvalidDeviceSpec")
            .add("property", "deviceChange.device")
            .add("deviceIndex", key == null ? "0" : key),
        "Invalid configuration for device '" + key + "'.");
  }
}
