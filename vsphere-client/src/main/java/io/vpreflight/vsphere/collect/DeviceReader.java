// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code config.hardware.device}: disks, controllers and adapters whole, the rest by name.
 */
final class DeviceReader {
  private static final Set<String> KNOWN =
      Set.of(
          "ParaVirtualSCSIController",
          "VirtualAHCIController",
          "VirtualBusLogicController",
          "VirtualCdrom",
          "VirtualDevice",
          "VirtualDisk",
          "VirtualE1000",
          "VirtualE1000e",
          "VirtualEnsoniq1371",
          "VirtualFloppy",
          "VirtualHdAudioCard",
          "VirtualIDEController",
          "VirtualKeyboard",
          "VirtualLsiLogicController",
          "VirtualLsiLogicSASController",
          "VirtualMachineVMCIDevice",
          "VirtualMachineVideoCard",
          "VirtualNVDIMM",
          "VirtualNVDIMMController",
          "VirtualNVMEController",
          "VirtualPCIController",
          "VirtualPCIPassthrough",
          "VirtualPCNet32",
          "VirtualPS2Controller",
          "VirtualParallelPort",
          "VirtualPointingDevice",
          "VirtualPrecisionClock",
          "VirtualSATAController",
          "VirtualSCSIController",
          "VirtualSCSIPassthrough",
          "VirtualSIOController",
          "VirtualSerialPort",
          "VirtualSoundBlaster16",
          "VirtualSriovEthernetCard",
          "VirtualTPM",
          "VirtualUSB",
          "VirtualUSBController",
          "VirtualUSBXHCIController",
          "VirtualVmxnet",
          "VirtualVmxnet2",
          "VirtualVmxnet3",
          "VirtualVmxnet3Vrdma",
          "VirtualWDT",
          "VirtualController");

  /** Adapters that may have no MAC address yet; any other kind is known by having one. */
  private static final Set<String> ADAPTERS =
      Set.of(
          "VirtualE1000",
          "VirtualE1000e",
          "VirtualPCNet32",
          "VirtualSriovEthernetCard",
          "VirtualVmxnet",
          "VirtualVmxnet2",
          "VirtualVmxnet3",
          "VirtualVmxnet3Vrdma");

  private final SchemaNotes notes;
  private final List<VirtualDisk> disks = new ArrayList<>(4);
  private List<VirtualController> controllers = new ArrayList<>(8);
  private final List<EthernetCard> adapters = new ArrayList<>(2);
  private List<OtherDevice> others = new ArrayList<>(8);

  DeviceReader(SchemaNotes notes) {
    this.notes = notes;
  }

  Hardware hardware(@Nullable Integer numCpu, @Nullable Integer memoryMb) {
    return new Hardware(numCpu, memoryMb, disks, controllers, adapters, others);
  }

  /** Nothing comes any more: most machines have the same controllers, a keyboard and a mouse. */
  void share(XmlCursor cursor) {
    controllers = cursor.same(List.copyOf(controllers));
    others = cursor.same(List.copyOf(others));
  }

  List<VirtualDisk> disks() {
    return disks;
  }

  /** Reads one device; the cursor stands on it. */
  void read(XmlCursor cursor) {
    String type = cursor.type();
    if (type != null && !KNOWN.contains(type)) {
      notes.unknown("VirtualDevice", type);
    }
    Fields f = new Fields(type == null ? "VirtualDevice" : type.intern());
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> f.key = or(cursor.integer(), -1);
        case "deviceInfo" -> f.label = label(cursor);
        case "controllerKey" -> f.controllerKey = cursor.integer();
        case "unitNumber" -> f.unitNumber = cursor.integer();
        case "busNumber" -> f.busNumber = or(cursor.integer(), 0);
        case "sharedBus" -> f.sharedBus = cursor.word();
        case "capacityInKB" -> f.capacityInKb = cursor.longValue();
        case "capacityInBytes" -> f.capacityInBytes = cursor.longValue();
        case "iofilter" -> f.ioFilter(cursor.word());
        case "macAddress" -> f.macAddress = cursor.text();
        case "addressType" -> f.addressType = cursor.word();
        case "backing" -> f.backing(cursor);
        case "connectable" -> f.connectable(cursor);
        default -> {}
      }
    }
    place(f, cursor);
  }

  private void place(Fields f, XmlCursor cursor) {
    if (f.type.equals("VirtualDisk")) {
      Long bytes = f.capacityInBytes;
      if (bytes == null && f.capacityInKb != null) {
        bytes = f.capacityInKb * 1024;
      }
      DiskBacking backing = f.diskBacking == null ? NO_BACKING : f.diskBacking;
      disks.add(
          new VirtualDisk(
              f.key,
              f.label,
              f.controllerKey,
              f.unitNumber,
              bytes == null ? null : cursor.same(bytes),
              backing,
              f.ioFilters));
    } else if (f.sharedBus != null || f.type.endsWith("Controller")) {
      controllers.add(cursor.same(new VirtualController(f.key, f.type, f.busNumber, f.sharedBus)));
    } else if (f.macAddress != null || ADAPTERS.contains(f.type)) {
      NetworkBacking backing = f.networkBacking == null ? UNPLUGGED : f.networkBacking;
      adapters.add(
          new EthernetCard(
              f.key,
              f.type,
              f.label,
              f.macAddress,
              f.addressType,
              backing,
              f.connected,
              f.startConnected));
    } else {
      String backing = f.networkBacking == null ? "" : f.networkBacking.type();
      others.add(cursor.same(new OtherDevice(f.key, f.type, f.label, backing)));
    }
  }

  private static String label(XmlCursor cursor) {
    String label = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      if (cursor.name().equals("label")) {
        label = cursor.word();
      }
    }
    return label;
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private static final DiskBacking NO_BACKING =
      new DiskBacking("", null, null, null, null, null, null, null, null, null, null, null);
  private static final NetworkBacking UNPLUGGED = new NetworkBacking("", null, null, null, null);

  /** What the elements of a device say, whatever kind it turns out to be. */
  private static final class Fields {
    final String type;
    int key = -1;
    String label = "";
    @Nullable Integer controllerKey;
    @Nullable Integer unitNumber;
    int busNumber;
    @Nullable String sharedBus;
    @Nullable Long capacityInKb;
    @Nullable Long capacityInBytes;
    List<String> ioFilters = List.of();
    @Nullable String macAddress;
    @Nullable String addressType;
    @Nullable Boolean connected;
    @Nullable Boolean startConnected;
    @Nullable DiskBacking diskBacking;
    @Nullable NetworkBacking networkBacking;

    Fields(String type) {
      this.type = type;
    }

    void ioFilter(String name) {
      List<String> more = new ArrayList<>(ioFilters);
      more.add(name);
      ioFilters = more;
    }

    void connectable(XmlCursor cursor) {
      int here = cursor.enter();
      while (cursor.next(here)) {
        switch (cursor.name()) {
          case "connected" -> connected = cursor.bool();
          case "startConnected" -> startConnected = cursor.bool();
          default -> {}
        }
      }
    }

    void backing(XmlCursor cursor) {
      if (type.equals("VirtualDisk")) {
        diskBacking = disk(cursor, "");
      } else {
        networkBacking = network(cursor);
      }
    }
  }

  /**
   * Where the server names no class it is the declared one: vim25 declares the parent of each kind
   * of backing as that kind.
   */
  private static DiskBacking disk(XmlCursor cursor, String declared) {
    String named = cursor.type();
    String type = named == null ? declared : named.intern();
    String fileName = null;
    MoRef datastore = null;
    String diskMode = null;
    String sharing = null;
    String uuid = null;
    String changeId = null;
    String compatibilityMode = null;
    String keyId = null;
    Boolean thin = null;
    String deltaFormat = null;
    DiskBacking parent = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "fileName" -> fileName = cursor.word();
        case "datastore" -> datastore = cursor.moRef();
        case "diskMode" -> diskMode = cursor.word();
        case "sharing" -> sharing = cursor.word();
        case "uuid" -> uuid = cursor.word(); // the whole chain has one
        case "changeId" -> changeId = cursor.text();
        case "compatibilityMode" -> compatibilityMode = cursor.word();
        case "keyId" -> keyId = KeyId.read(cursor);
        case "thinProvisioned" -> thin = cursor.bool();
        case "deltaDiskFormat" -> deltaFormat = cursor.word();
        case "parent" -> parent = disk(cursor, type);
        default -> {}
      }
    }
    return new DiskBacking(
        type,
        fileName,
        datastore,
        diskMode,
        sharing,
        uuid,
        changeId == null || changeId.isEmpty() ? null : changeId,
        compatibilityMode,
        keyId,
        thin,
        deltaFormat,
        parent);
  }

  private static NetworkBacking network(XmlCursor cursor) {
    String type = cursor.type();
    MoRef network = null;
    String deviceName = null;
    String portgroupKey = null;
    String opaqueNetworkId = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "network" -> network = cursor.moRef();
        case "deviceName" -> deviceName = cursor.word();
        case "opaqueNetworkId" -> opaqueNetworkId = cursor.word();
        case "port" -> {
          int inside = cursor.enter();
          while (cursor.next(inside)) {
            if (cursor.name().equals("portgroupKey")) {
              portgroupKey = cursor.word();
            }
          }
        }
        default -> {}
      }
    }
    return cursor.same(
        new NetworkBacking(
            type == null ? "" : type.intern(), network, deviceName, portgroupKey, opaqueNetworkId));
  }
}
