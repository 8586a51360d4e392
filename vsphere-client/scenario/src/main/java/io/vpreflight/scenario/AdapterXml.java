// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import org.jspecify.annotations.Nullable;

/** Writes a network adapter, as a device and as the guest sees it; for one adapter. */
final class AdapterXml {
  private final VmScenario vm;
  private final AdapterScenario adapter;

  AdapterXml(VmScenario vm, AdapterScenario adapter) {
    this.vm = vm;
    this.adapter = adapter;
  }

  XmlElement device() {
    NetworkScenario network = adapter.network();
    boolean connected = vm.isPoweredOn() && adapter.isConnected();
    return DeviceXml.device(
            adapter.type(),
            adapter.key(),
            "Network adapter " + (adapter.index() + 1),
            network == null ? "" : network.encodedName())
        .add(backing(network))
        .add(DeviceXml.connectable(adapter.isStartConnected(), connected))
        .add(DeviceXml.slot(192 + 32 * adapter.index()))
        .add("controllerKey", 100)
        .add("unitNumber", 7 + adapter.index())
        .add("addressType", "assigned")
        .add("macAddress", adapter.macAddress())
        .add("wakeOnLanEnabled", true)
        .add("uptCompatibilityEnabled", adapter.type().equals("VirtualVmxnet3"));
  }

  private @Nullable XmlElement backing(@Nullable NetworkScenario network) {
    if (network == null) {
      return null;
    }
    return switch (network.kind()) {
      case STANDARD ->
          XmlElement.typed("backing", "VirtualEthernetCardNetworkBackingInfo")
              .add("deviceName", network.name())
              .add("useAutoDetect", false)
              .add("network", network.reference());
      case DISTRIBUTED ->
          XmlElement.typed("backing", "VirtualEthernetCardDistributedVirtualPortBackingInfo")
              .add(
                  "port",
                  XmlElement.named("port")
                      .add("switchUuid", network.owningSwitch().uuid())
                      .add("portgroupKey", network.reference().moId())
                      .add(
                          "portKey",
                          String.valueOf(
                              vm.vcenter().chance().number("port/" + vm.chanceKey(), 1, 4000)))
                      .add(
                          "connectionCookie",
                          vm.vcenter()
                              .chance()
                              .number("cookie/" + vm.chanceKey(), 1, 2_000_000_000)));
      case OPAQUE ->
          XmlElement.typed("backing", "VirtualEthernetCardOpaqueNetworkBackingInfo")
              .add("opaqueNetworkId", network.opaqueId())
              .add("opaqueNetworkType", "nsx.LogicalSwitch");
    };
  }

  /** Returns the element of {@code guest.net}. */
  XmlElement guestNet() {
    NetworkScenario network = adapter.network();
    XmlElement net =
        XmlElement.named("net").add("network", network == null ? null : network.encodedName());
    XmlElement config = XmlElement.named("ipConfig");
    for (AdapterScenario.Address address : adapter.addresses()) {
      net.add("ipAddress", address.ip());
      config.add(
          "ipAddress",
          XmlElement.named("ipAddress")
              .add("ipAddress", address.ip())
              .add("prefixLength", address.prefix())
              .add("origin", address.origin())
              .add("state", address.state()));
    }
    net.add("macAddress", adapter.macAddress())
        .add("connected", adapter.isConnected())
        .add("deviceConfigId", adapter.guestDeviceKey());
    return adapter.addresses().isEmpty() ? net : net.add(config);
  }
}
