// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code config.hardware.device}: disks, controllers and adapters whole, the rest by name.
 */
final class DeviceReader {
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

  private static final String PATH = "config.hardware.device";

  private final ObjectBuilder owner;
  private final List<VirtualDisk> disks = new ArrayList<>(4);
  private List<VirtualController> controllers = new ArrayList<>(8);
  private final List<EthernetCard> adapters = new ArrayList<>(2);
  private List<OtherDevice> others = new ArrayList<>(8);

  /** Reads the devices of a machine or a snapshot, which is told what nobody here knows of them. */
  DeviceReader(ObjectBuilder owner) {
    this.owner = owner;
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
    Fields f = new Fields(type == null ? "VirtualDevice" : type.intern());
    f.known(Known.DEVICE, "", f.type);
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> f.key = or(cursor.integer(), -1);
        case "deviceInfo" -> f.label = label(cursor);
        case "controllerKey" -> f.controllerKey = cursor.integer();
        case "unitNumber" -> f.unitNumber = cursor.integer();
        case "busNumber" -> {
          f.busNumber = or(cursor.integer(), 0);
          f.isController = true;
        }
        case "sharedBus" -> {
          f.isController = true;
          f.sharedBus = f.known(Known.BUS_SHARING, ".sharedBus", cursor.word());
        }
        case "capacityInKB" -> f.capacityInKb = cursor.longValue();
        case "capacityInBytes" -> f.capacityInBytes = cursor.longValue();
        case "iofilter" -> f.ioFilter(cursor.word());
        case "macAddress" -> f.macAddress = cursor.text();
        case "addressType" ->
            f.addressType = f.known(Known.MAC_TYPE, ".addressType", cursor.word());
        case "backing" -> f.backing(cursor);
        case "connectable" -> f.connectable(cursor);
        default -> {}
      }
    }
    f.unknown.forEach((path, key) -> owner.missing(PATH + "[" + f.key + "]" + path, key));
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
    } else if (f.isController || f.type.endsWith("Controller")) {
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
      String unknown = f.unknown.get("");
      if (unknown != null && (f.capacityInKb != null || f.capacityInBytes != null)) {
        // It has a capacity: how many disks there are is not known either.
        owner.missing(PATH, unknown);
      }
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
  private final class Fields {
    final String type;
    int key = -1;
    String label = "";
    @Nullable Integer controllerKey;
    @Nullable Integer unitNumber;
    int busNumber;
    boolean isController;
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

    /** What nobody here knows, by the rest of its path: the key of the device may come later. */
    Map<String, String> unknown = Map.of();

    Fields(String type) {
      this.type = type;
    }

    /** The word, as far as we know it; another one is null, and told when the device is read. */
    @Nullable String known(Known known, String path, String word) {
      if (known.has(word)) {
        return word;
      }
      if (unknown.isEmpty()) {
        unknown = new HashMap<>(2);
      }
      unknown.put(path, Unreadable.UNKNOWN + owner.notes().unknown(known.type(), word));
      return null;
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
        diskBacking = disk(cursor, "", ".backing");
      } else {
        String named = cursor.type();
        if (named != null && backingCounts()) {
          known(Known.BACKING, ".backing", named);
        }
        networkBacking = network(cursor);
      }
    }

    /** What a drive or a port is plugged into decides nothing. */
    private boolean backingCounts() {
      return ADAPTERS.contains(type) || type.equals("VirtualPCIPassthrough");
    }

    /**
     * Where the server names no class it is the declared one: vim25 declares the parent of each
     * kind of backing as that kind. A class that nobody here knows counts as none.
     */
    private DiskBacking disk(XmlCursor cursor, String declared, String path) {
      String named = cursor.type();
      String known = named == null ? declared : known(Known.BACKING, path, named);
      String type = known == null ? "" : known.intern();
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
          case "diskMode" -> diskMode = known(Known.DISK_MODE, path + ".diskMode", cursor.word());
          case "sharing" -> sharing = known(Known.DISK_SHARING, path + ".sharing", cursor.word());
          case "uuid" -> uuid = cursor.word(); // the whole chain has one
          case "changeId" -> changeId = cursor.text();
          case "compatibilityMode" ->
              compatibilityMode =
                  known(Known.COMPATIBILITY, path + ".compatibilityMode", cursor.word());
          case "keyId" -> keyId = KeyId.read(cursor);
          case "thinProvisioned" -> thin = cursor.bool();
          case "deltaDiskFormat" ->
              deltaFormat = known(Known.DELTA_FORMAT, path + ".deltaDiskFormat", cursor.word());
          case "parent" -> parent = disk(cursor, type, path + ".parent");
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
