// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network adapter; VMXNET3, connected, with an IPv4 address, unless told otherwise; mutable, for
 * one thread.
 */
public final class AdapterScenario {
  private final VmScenario vm;
  private final int index;
  private String type = "VirtualVmxnet3";
  private @Nullable NetworkScenario network;
  private boolean withoutNetwork;
  private boolean connected = true;
  private boolean startConnected = true;
  private @Nullable String macAddress;
  private @Nullable Integer guestDeviceKey;
  private boolean seenByGuest = true;
  private boolean automaticAddress = true;
  private final List<Address> addresses = new ArrayList<>(1);

  record Address(String ip, int prefix, @Nullable String origin, String state) {}

  AdapterScenario(VmScenario vm, int index) {
    this.vm = vm;
    this.index = index;
  }

  /** Plugs it into a network. */
  public AdapterScenario on(NetworkScenario newNetwork) {
    network = newNetwork;
    return this;
  }

  /** Leaves it without a network, as an adapter whose network was deleted. */
  public AdapterScenario withoutNetwork() {
    withoutNetwork = true;
    return this;
  }

  /** Sets the vim25 class, such as {@code VirtualE1000} or {@code VirtualSriovEthernetCard}. */
  public AdapterScenario type(String deviceClass) {
    type = deviceClass;
    return this;
  }

  /** Plugs or unplugs the cable. */
  public AdapterScenario connected(boolean value) {
    connected = value;
    return this;
  }

  /** Sets whether it is plugged in at power on. */
  public AdapterScenario startConnected(boolean value) {
    startConnected = value;
    return this;
  }

  /** Sets the MAC address. */
  public AdapterScenario macAddress(String address) {
    macAddress = address;
    return this;
  }

  /** Adds an address that the guest reports, in state preferred. */
  public AdapterScenario address(String ip, int prefix) {
    return address(ip, prefix, "manual", "preferred");
  }

  /** Adds an address with its origin (manual, dhcp, linklayer; {@code null} for none) and state. */
  public AdapterScenario address(String ip, int prefix, @Nullable String origin, String state) {
    automaticAddress = false;
    addresses.add(new Address(ip, prefix, origin, state));
    return this;
  }

  /** Lets the guest report the adapter without any address. */
  public AdapterScenario noAddress() {
    automaticAddress = false;
    addresses.clear();
    return this;
  }

  /** Lets the guest not report the adapter at all. */
  public AdapterScenario unseenByGuest() {
    seenByGuest = false;
    return this;
  }

  /**
   * Replaces {@code guest.net.deviceConfigId}; -1 is an interface of the guest's own, such as a
   * container bridge.
   */
  public AdapterScenario guestDeviceKey(int key) {
    guestDeviceKey = key;
    return this;
  }

  /** Returns the device key. */
  public int key() {
    return 4000 + index;
  }

  int index() {
    return index;
  }

  String type() {
    return type;
  }

  boolean isConnected() {
    return connected;
  }

  boolean isStartConnected() {
    return startConnected;
  }

  boolean isSeenByGuest() {
    return seenByGuest;
  }

  int guestDeviceKey() {
    return guestDeviceKey != null ? guestDeviceKey : key();
  }

  /** Tells whether it is an interface that exists in the guest only. */
  boolean isGuestOnly() {
    return guestDeviceKey != null && guestDeviceKey == -1;
  }

  @Nullable NetworkScenario network() {
    if (withoutNetwork || isGuestOnly()) {
      return null;
    }
    return network != null ? network : vm.defaultNetwork();
  }

  String macAddress() {
    if (macAddress != null) {
      return macAddress;
    }
    String hex = vm.vcenter().chance().hex("mac/" + vm.chanceKey() + "/" + index, 6);
    return "00:50:56:"
        + "89abcdef".charAt(hex.charAt(0) & 7)
        + hex.charAt(1)
        + ":"
        + hex.substring(2, 4)
        + ":"
        + hex.substring(4, 6);
  }

  List<Address> addresses() {
    if (!automaticAddress) {
      return addresses;
    }
    return List.of(new Address(vm.automaticAddress(index), 24, "manual", "preferred"));
  }
}
