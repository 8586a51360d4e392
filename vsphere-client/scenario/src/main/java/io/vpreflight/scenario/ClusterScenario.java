// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A cluster, or the compute resource that a stand-alone host stands in; mutable, for one thread.
 */
public final class ClusterScenario extends EntityScenario<ClusterScenario> {
  private final boolean cluster;
  private final ResourcePoolScenario rootPool;
  private final List<HostScenario> hosts = new ArrayList<>();
  private boolean drs = true;
  private boolean dpm;
  private String drsBehavior = "fullyAutomated";
  private final List<XmlElement> rules = new ArrayList<>();
  private final List<XmlElement> groups = new ArrayList<>();
  private boolean ha = true;

  ClusterScenario(VCenterScenario vcenter, String name, FolderScenario parent, boolean cluster) {
    super(
        vcenter,
        vcenter
            .ids()
            .next(
                cluster ? "ClusterComputeResource" : "ComputeResource",
                cluster ? "domain-c" : "domain-s",
                "ha-compute-res"),
        name,
        parent);
    this.cluster = cluster;
    rootPool = new ResourcePoolScenario(vcenter, "Resources", this, this, false);
    vcenter.register(this);
  }

  /** Adds a connected, powered-on host. */
  public HostScenario host(String name) {
    HostScenario host = new HostScenario(vcenter(), name, this);
    hosts.add(host);
    Objects.requireNonNull(datacenter()).addHost(host);
    return host;
  }

  /** Switches automatic load balancing on or off. */
  public ClusterScenario drs(boolean enabled) {
    drs = enabled;
    return this;
  }

  /** Switches power management, which puts idle hosts into standby, on or off. */
  public ClusterScenario dpm(boolean enabled) {
    dpm = enabled;
    return this;
  }

  /** Switches high availability on or off. */
  public ClusterScenario ha(boolean enabled) {
    ha = enabled;
    return this;
  }

  /** Adds a resource pool below the cluster's own. */
  public ResourcePoolScenario resourcePool(String name) {
    return rootPool.resourcePool(name);
  }

  /** Adds a vApp below the cluster's own pool. */
  public ResourcePoolScenario virtualApp(String name) {
    return rootPool.virtualApp(name);
  }

  /** Sets {@code drsConfig.defaultVmBehavior}: fullyAutomated, partiallyAutomated or manual. */
  public ClusterScenario drsBehavior(String behavior) {
    drsBehavior = behavior;
    return this;
  }

  /** A rule that keeps these machines on one host. */
  public ClusterScenario together(String name, VmScenario... vms) {
    return rule("ClusterAffinityRuleSpec", name, vms);
  }

  /** A rule that keeps these machines on different hosts. */
  public ClusterScenario apart(String name, VmScenario... vms) {
    return rule("ClusterAntiAffinityRuleSpec", name, vms);
  }

  /** A rule of a class that only newer vCenters know, about none of our machines by its words. */
  public ClusterScenario rule(String type, String name, VmScenario... vms) {
    XmlElement rule =
        XmlElement.typed("rule", type)
            .add("key", rules.size() + 1)
            .add("status", "green")
            .add("enabled", true)
            .add("name", name);
    for (VmScenario vm : vms) {
      rule.add("vm", vm.reference());
    }
    rules.add(rule);
    return this;
  }

  /** A rule by which a machine must be on that host. */
  public ClusterScenario onlyOn(String name, VmScenario vm, HostScenario host) {
    groups.add(
        XmlElement.typed("group", "ClusterVmGroup")
            .add("name", name + "-vms")
            .add("vm", vm.reference()));
    groups.add(
        XmlElement.typed("group", "ClusterHostGroup")
            .add("name", name + "-hosts")
            .add("host", host.reference()));
    rules.add(
        XmlElement.typed("rule", "ClusterVmHostRuleInfo")
            .add("key", rules.size() + 1)
            .add("enabled", true)
            .add("name", name)
            .add("mandatory", true)
            .add("vmGroupName", name + "-vms")
            .add("affineHostGroupName", name + "-hosts"));
    return this;
  }

  ResourcePoolScenario rootPool() {
    return rootPool;
  }

  Reference environmentBrowser() {
    return new Reference("EnvironmentBrowser", "envbrowser-" + alarmKey());
  }

  @Override
  ClusterScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    DatacenterScenario datacenter = Objects.requireNonNull(datacenter());
    xml.references("host", hosts.stream().map(HostScenario::reference).toList())
        .references(
            "datastore",
            datacenter.datastores().stream().map(DatastoreScenario::reference).toList())
        .references(
            "network", datacenter.networks().stream().map(NetworkScenario::reference).toList())
        .set("resourcePool", rootPool.reference())
        .set("environmentBrowser", environmentBrowser())
        .set("summary", summary(links))
        .set("configurationEx", configuration());
    if (cluster) {
      xml.set(
              "configuration",
              XmlElement.typed("val", "ClusterConfigInfo").add(dasConfig()).add(drsConfig()))
          .set("migrationHistory", XmlElement.typed("val", "ArrayOfClusterDrsMigration"))
          .set("recommendation", XmlElement.typed("val", "ArrayOfClusterRecommendation"))
          .set("drsRecommendation", XmlElement.typed("val", "ArrayOfClusterDrsRecommendation"));
    }
  }

  private XmlElement summary(Links links) {
    List<HostScenario> usable = hosts.stream().filter(HostScenario::isUsable).toList();
    XmlElement summary =
        XmlElement.typed(
                "val", cluster ? "ClusterComputeResourceSummary" : "ComputeResourceSummary")
            .add("totalCpu", hosts.stream().mapToInt(HostScenario::mhz).sum())
            .add("totalMemory", hosts.stream().mapToLong(HostScenario::memoryBytes).sum())
            .add("numCpuCores", hosts.stream().mapToInt(HostScenario::cores).sum())
            .add("numCpuThreads", 2 * hosts.stream().mapToInt(HostScenario::cores).sum())
            .add("effectiveCpu", usable.stream().mapToInt(HostScenario::mhz).sum())
            .add(
                "effectiveMemory", usable.stream().mapToLong(HostScenario::memoryBytes).sum() >> 20)
            .add("numHosts", hosts.size())
            .add("numEffectiveHosts", usable.size())
            .add("overallStatus", "green");
    if (cluster) {
      int total = links.totalVms(reference());
      summary
          .add("currentFailoverLevel", 1)
          .add("numVmotions", 3 * total)
          .add("currentEVCModeKey", "intel-icelake")
          .add(
              "usageSummary",
              XmlElement.named("usageSummary")
                  .add("totalCpuCapacityMhz", usable.stream().mapToInt(HostScenario::mhz).sum())
                  .add(
                      "totalMemCapacityMB",
                      (int) (usable.stream().mapToLong(HostScenario::memoryBytes).sum() >> 20))
                  .add("cpuReservationMhz", 0)
                  .add("memReservationMB", 0)
                  .add("poweredOffCpuReservationMhz", 0)
                  .add("poweredOffMemReservationMB", 0)
                  .add("cpuDemandMhz", 400 * total)
                  .add("memDemandMB", 1024 * total)
                  .add("statsGenNumber", 1L)
                  .add("cpuEntitledMhz", 400 * total)
                  .add("memEntitledMB", 1024 * total)
                  .add("poweredOffVmCount", links.poweredOffVms(reference()))
                  .add("totalVmCount", total));
    }
    return summary;
  }

  private XmlElement configuration() {
    if (!cluster) {
      return XmlElement.typed("val", "ComputeResourceConfigInfo")
          .add("vmSwapPlacement", "vmDirectory");
    }
    XmlElement configuration =
        XmlElement.typed("val", "ClusterConfigInfoEx")
            .add("vmSwapPlacement", "vmDirectory")
            .add("spbmEnabled", true)
            .add("defaultHardwareVersionKey", "vmx-19")
            .add(dasConfig())
            .add(drsConfig());
    rules.forEach(configuration::add);
    groups.forEach(configuration::add);
    return configuration.add(
        "dpmConfigInfo",
        XmlElement.named("dpmConfigInfo")
            .add("enabled", dpm)
            .add("defaultDpmBehavior", dpm ? "automated" : "manual")
            .add("hostPowerActionRate", 3));
  }

  private XmlElement drsConfig() {
    return XmlElement.named("drsConfig")
        .add("enabled", drs)
        .add("enableVmBehaviorOverrides", true)
        .add("defaultVmBehavior", drsBehavior)
        .add("vmotionRate", 3)
        .add("scaleDescendantsShares", "disabled");
  }

  private XmlElement dasConfig() {
    return XmlElement.named("dasConfig")
        .add("enabled", ha)
        .add("vmMonitoring", "vmMonitoringDisabled")
        .add("hostMonitoring", "enabled")
        .add("failoverLevel", 1)
        .add("admissionControlEnabled", true);
  }
}
