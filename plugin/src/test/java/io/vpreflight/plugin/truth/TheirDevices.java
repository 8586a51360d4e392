// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a virtual machine or a snapshot as another client read them. A controller is what
 * has a bus number, an adapter what has an address type: only those classes of vim25 have them.
 */
final class TheirDevices {
  private static final List<String> BACKING =
      List.of(
          "fileName",
          "diskMode",
          "sharing",
          "uuid",
          "changeId",
          "compatibilityMode",
          "thinProvisioned",
          "deltaDiskFormat");

  private final Subject subject;
  private final List<Node> devices;

  TheirDevices(Subject subject) {
    this.subject = subject;
    devices = subject.items("config.hardware.device");
  }

  void hardware(String at) {
    disks(at + ".disks");
    List<Node> controllers = devices.stream().filter(TheirDevices::isController).toList();
    subject.put(at + ".controllers.size", String.valueOf(controllers.size()));
    for (int i = 0; i < controllers.size(); i++) {
      Node controller = controllers.get(i);
      String here = at + ".controllers[" + i + "].";
      subject.put(here + "type", controller.type());
      for (String field : List.of("key", "busNumber", "sharedBus")) {
        subject.put(here + field, controller.textAt(field));
      }
    }
    List<Node> adapters = devices.stream().filter(TheirDevices::isAdapter).toList();
    subject.put(at + ".adapters.size", String.valueOf(adapters.size()));
    for (int i = 0; i < adapters.size(); i++) {
      adapter(at + ".adapters[" + i + "].", adapters.get(i));
    }
    List<Node> others =
        devices.stream().filter(d -> !isDisk(d) && !isController(d) && !isAdapter(d)).toList();
    subject.put(at + ".others.size", String.valueOf(others.size()));
    for (int i = 0; i < others.size(); i++) {
      Node backing = others.get(i).at("backing");
      String here = at + ".others[" + i + "].";
      device(here, others.get(i));
      subject.put(here + "type", others.get(i).type());
      subject.put(here + "backing", backing == null ? "" : backing.type());
    }
  }

  void disks(String at) {
    List<Node> disks = devices.stream().filter(TheirDevices::isDisk).toList();
    subject.put(at + ".size", String.valueOf(disks.size()));
    for (int i = 0; i < disks.size(); i++) {
      Node disk = disks.get(i);
      String here = at + "[" + i + "].";
      device(here, disk);
      for (String field : List.of("controllerKey", "unitNumber")) {
        subject.put(here + field, disk.textAt(field));
      }
      String bytes = disk.textAt("capacityInBytes");
      String kilobytes = disk.textAt("capacityInKB");
      subject.put(
          here + "capacityInBytes",
          bytes != null || kilobytes == null
              ? bytes
              : String.valueOf(Long.parseLong(kilobytes) * 1024));
      subject.list(here + "iofilter", disk.all("iofilter"));
      backing(here + "backing.", disk.at("backing"), "");
    }
  }

  /** Of the lower disks of a chain govc prints no class: it is that of the disk above. */
  private void backing(String at, @Nullable Node backing, String above) {
    String type = backing == null || backing.type().isEmpty() ? above : backing.type();
    subject.put(at + "type", type);
    if (backing == null) {
      return;
    }
    for (String field : BACKING) {
      subject.put(at + field, backing.textAt(field));
    }
    subject.put(at + "datastore", backing.refAt("datastore"));
    subject.put(at + "keyId", backing.textAt("keyId.keyId"));
    Node parent = backing.at("parent");
    if (parent != null) {
      backing(at + "parent.", parent, type);
    }
  }

  private void adapter(String at, Node adapter) {
    device(at, adapter);
    subject.put(at + "type", adapter.type());
    subject.put(at + "macAddress", adapter.textAt("macAddress"));
    subject.put(at + "addressType", adapter.textAt("addressType"));
    subject.put(at + "connected", adapter.textAt("connectable.connected"));
    subject.put(at + "startConnected", adapter.textAt("connectable.startConnected"));
    Node backing = adapter.at("backing");
    subject.put(at + "backing.type", backing == null ? "" : backing.type());
    if (backing != null) {
      subject.put(at + "backing.network", backing.refAt("network"));
      subject.put(at + "backing.deviceName", backing.textAt("deviceName"));
      subject.put(at + "backing.portgroupKey", backing.textAt("port.portgroupKey"));
      subject.put(at + "backing.opaqueNetworkId", backing.textAt("opaqueNetworkId"));
    }
  }

  private void device(String at, Node device) {
    subject.put(at + "key", device.textAt("key"));
    subject.put(at + "label", Objects.requireNonNullElse(device.textAt("deviceInfo.label"), ""));
  }

  private static boolean isDisk(Node device) {
    return device.type().equals("VirtualDisk");
  }

  private static boolean isController(Node device) {
    return device.at("busNumber") != null;
  }

  private static boolean isAdapter(Node device) {
    return device.at("addressType") != null || device.at("macAddress") != null;
  }
}
