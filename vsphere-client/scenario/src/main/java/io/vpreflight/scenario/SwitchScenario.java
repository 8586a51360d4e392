// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

/** The distributed switch that the portgroups of a datacenter belong to; for one thread. */
final class SwitchScenario extends EntityScenario<SwitchScenario> {
  private final DatacenterScenario datacenter;

  SwitchScenario(
      VCenterScenario vcenter, String name, FolderScenario parent, DatacenterScenario datacenter) {
    super(
        vcenter, vcenter.ids().next("VmwareDistributedVirtualSwitch", "dvs-", "dvs"), name, parent);
    this.datacenter = datacenter;
    vcenter.register(this);
  }

  /** Returns the switch's UUID in the form that vCenter gives it, which is not the usual one. */
  String uuid() {
    return "50" + vcenter().chance().trackingUuid("dvs/" + name()).substring(2);
  }

  @Override
  SwitchScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    XmlElement product =
        XmlElement.named("productInfo")
            .add("name", "DVS")
            .add("vendor", "VMware, Inc.")
            .add("version", "7.0.3");
    xml.set("uuid", uuid())
        .set(
            "capability",
            XmlElement.typed("val", "DVSCapability").add("dvsOperationSupported", true))
        .set(
            "summary",
            XmlElement.typed("val", "DVSSummary")
                .add("name", encodedName())
                .add("uuid", uuid())
                .add("numPorts", 64)
                .add(product)
                .add(
                    "hostMember", datacenter.hosts().stream().map(HostScenario::reference).toList())
                .add("numHosts", datacenter.hosts().size()))
        .set(
            "config",
            XmlElement.typed("val", "VMwareDVSConfigInfo")
                .add("uuid", uuid())
                .add("name", encodedName())
                .add("numStandalonePorts", 0)
                .add("numPorts", 64)
                .add("maxPorts", 2_147_483_647)
                .add(
                    "uplinkPortPolicy",
                    XmlElement.typed("uplinkPortPolicy", "DVSNameArrayUplinkPortPolicy")
                        .add("uplinkPortName", "Uplink 1"))
                .add(
                    "defaultPortConfig",
                    XmlElement.typed("defaultPortConfig", "VMwareDVSPortSetting"))
                .add(product.copy())
                .add("configVersion", "1")
                .add("defaultProxySwitchMaxNumPorts", 512)
                .add("maxMtu", 1500)
                .add(
                    "linkDiscoveryProtocolConfig",
                    XmlElement.named("linkDiscoveryProtocolConfig")
                        .add("protocol", "cdp")
                        .add("operation", "listen")))
        .references(
            "portgroup",
            datacenter.networks().stream()
                .filter(network -> network.kind() == NetworkScenario.Kind.DISTRIBUTED)
                .map(NetworkScenario::reference)
                .toList());
  }
}
