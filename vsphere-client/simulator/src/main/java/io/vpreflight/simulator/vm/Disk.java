// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code VirtualDisk} among the devices of a machine or of a snapshot.
 *
 * @param device its element
 */
record Disk(Element device) {
  private static final Map<String, String> BUSES =
      Map.of(
          "VirtualAHCIController", "sata",
          "VirtualSATAController", "sata",
          "VirtualNVMEController", "nvme",
          "VirtualIDEController", "ide");

  /** The disks of a {@code VirtualMachineConfigInfo}. */
  static List<Disk> in(@Nullable Element config) {
    List<Disk> disks = new ArrayList<>();
    for (Element device : devices(config)) {
      if ("VirtualDisk".equals(device.type()) && device.child("backing") != null) {
        disks.add(new Disk(device));
      }
    }
    return disks;
  }

  /** All devices of a {@code VirtualMachineConfigInfo}. */
  static List<Element> devices(@Nullable Element config) {
    Element hardware = config == null ? null : config.child("hardware");
    return hardware == null ? List.of() : hardware.children("device");
  }

  int key() {
    return number("key", 0);
  }

  long capacityBytes() {
    String bytes = device.textAt("capacityInBytes");
    return bytes != null ? Long.parseLong(bytes) : 1024L * number("capacityInKB", 0);
  }

  private int number(String name, int otherwise) {
    String text = device.textAt(name);
    return text == null ? otherwise : Integer.parseInt(text);
  }

  Element backing() {
    Element backing = device.child("backing");
    if (backing == null) {
      throw new IllegalStateException("a disk without a backing");
    }
    return backing;
  }

  void backing(Element backing) {
    device.put(backing);
  }

  String backingType() {
    String type = backing().type();
    return type == null ? "" : type;
  }

  /** The file that is written to. */
  String file() {
    String file = backing().textAt("fileName");
    return file == null ? "" : file;
  }

  @Nullable Ref datastore() {
    return backing().refAt("datastore");
  }

  /** All files that it stands on, base first. */
  List<String> chain() {
    List<String> files = new ArrayList<>();
    for (Element here = backing(); here != null; here = here.child("parent")) {
      String file = here.textAt("fileName");
      files.add(file == null ? "" : file);
    }
    Collections.reverse(files);
    return files;
  }

  boolean isIndependent() {
    String mode = backing().textAt("diskMode");
    return mode != null && mode.startsWith("independent");
  }

  /**
   * Raw device mapping in physical mode, or a raw disk: nothing of it passes the host's storage.
   */
  boolean isPhysical() {
    return "physicalMode".equals(backing().textAt("compatibilityMode"))
        || backingType().startsWith("VirtualDiskRawDiskVer2")
        || backingType().startsWith("VirtualDiskPartitionedRawDisk");
  }

  boolean isMultiWriter() {
    return "sharingMultiWriter".equals(backing().textAt("sharing"));
  }

  /** Tells whether a snapshot freezes it. */
  boolean takesSnapshots() {
    return !isIndependent() && !isPhysical();
  }

  /** Tells whether its changes can be tracked. */
  boolean canBeTracked() {
    boolean old = backingType().contains("Ver1BackingInfo");
    boolean virtualMapping = "virtualMode".equals(backing().textAt("compatibilityMode"));
    return takesSnapshots() && !isMultiWriter() && (!old || virtualMapping);
  }

  /** Its controller among the devices; null when there is none. */
  @Nullable Element controller(@Nullable Element config) {
    String wanted = device.textAt("controllerKey");
    for (Element candidate : devices(config)) {
      if (wanted != null && wanted.equals(candidate.textAt("key"))) {
        return candidate;
      }
    }
    return null;
  }

  /** The name that it has in the keys of {@code extraConfig}, such as {@code scsi0:0}. */
  String slot(@Nullable Element config) {
    Element controller = controller(config);
    String type = controller == null ? null : controller.type();
    String bus = type == null ? "scsi" : BUSES.getOrDefault(type, "scsi");
    String number = controller == null ? null : controller.textAt("busNumber");
    return bus + (number == null ? "0" : number) + ":" + number("unitNumber", 0);
  }
}
