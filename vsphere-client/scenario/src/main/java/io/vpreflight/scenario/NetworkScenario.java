// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.List;

/** A network that adapters can be plugged into; mutable, for one thread. */
public final class NetworkScenario extends EntityScenario<NetworkScenario> {
  private final Kind kind;
  private final DatacenterScenario datacenter;
  private boolean accessible = true;
  private int vlan = 10;

  /** What kind of network it is. */
  enum Kind {
    STANDARD("Network", "network-"),
    DISTRIBUTED("DistributedVirtualPortgroup", "dvportgroup-"),
    OPAQUE("OpaqueNetwork", "network-o");

    private final String type;
    private final String prefix;

    Kind(String type, String prefix) {
      this.type = type;
      this.prefix = prefix;
    }
  }

  NetworkScenario(
      VCenterScenario vcenter,
      Kind kind,
      String name,
      FolderScenario parent,
      DatacenterScenario datacenter) {
    super(
        vcenter,
        vcenter.ids().nextNamed(kind.type, kind.prefix, "HaNetwork-" + name),
        name,
        parent);
    this.kind = kind;
    this.datacenter = datacenter;
    vcenter.register(this);
  }

  /** Sets whether any host offers it. */
  public NetworkScenario accessible(boolean value) {
    accessible = value;
    return this;
  }

  /** Sets the VLAN of a distributed portgroup. */
  public NetworkScenario vlan(int id) {
    vlan = id;
    return this;
  }

  Kind kind() {
    return kind;
  }

  SwitchScenario owningSwitch() {
    return datacenter.distributedSwitch();
  }

  String opaqueId() {
    return vcenter().chance().uuid("opaque/" + name());
  }

  @Override
  NetworkScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    XmlElement summary =
        XmlElement.typed("val", kind == Kind.OPAQUE ? "OpaqueNetworkSummary" : "NetworkSummary")
            .add("network", reference())
            .add("name", encodedName())
            .add("accessible", accessible)
            .add("ipPoolName", "");
    if (kind == Kind.OPAQUE) {
      summary.add("opaqueNetworkId", opaqueId()).add("opaqueNetworkType", "nsx.LogicalSwitch");
    }
    xml.set("summary", summary)
        .references("host", datacenter.hosts().stream().map(HostScenario::reference).toList())
        .references("vm", links.vms(reference()));
    if (kind == Kind.DISTRIBUTED) {
      xml.set("key", reference().moId())
          .set("config", portgroupConfig())
          .set("portKeys", strings(List.of("0", "1", "2", "3")));
    }
  }

  private XmlElement portgroupConfig() {
    return XmlElement.typed("val", "DVPortgroupConfigInfo")
        .add("key", reference().moId())
        .add("name", encodedName())
        .add("numPorts", 8)
        .add("distributedVirtualSwitch", owningSwitch().reference())
        .add(
            "defaultPortConfig",
            XmlElement.typed("defaultPortConfig", "VMwareDVSPortSetting")
                .add(
                    "vlan",
                    XmlElement.typed("vlan", "VmwareDistributedVirtualSwitchVlanIdSpec")
                        .add("inherited", false)
                        .add("vlanId", vlan)))
        .add("description", "")
        .add("type", "earlyBinding")
        .add("backingType", "standard")
        .add(
            "policy",
            XmlElement.typed("policy", "VMwareDVSPortgroupPolicy")
                .add("blockOverrideAllowed", true)
                .add("shapingOverrideAllowed", false)
                .add("vendorConfigOverrideAllowed", false)
                .add("livePortMovingAllowed", false)
                .add("portConfigResetAtDisconnect", true)
                .add("vlanOverrideAllowed", false)
                .add("uplinkTeamingOverrideAllowed", false)
                .add("securityPolicyOverrideAllowed", false))
        .add("configVersion", "1")
        .add("autoExpand", true)
        .add("uplink", false);
  }
}
