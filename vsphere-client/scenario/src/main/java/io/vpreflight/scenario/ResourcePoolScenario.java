// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A resource pool or a vApp; mutable, for one thread. */
public final class ResourcePoolScenario extends EntityScenario<ResourcePoolScenario> {
  private final ClusterScenario owner;
  private final boolean virtualApp;
  private final List<ResourcePoolScenario> children = new ArrayList<>();

  ResourcePoolScenario(
      VCenterScenario vcenter,
      String name,
      EntityScenario<?> parent,
      ClusterScenario owner,
      boolean virtualApp) {
    super(
        vcenter,
        vcenter
            .ids()
            .next(
                virtualApp ? "VirtualApp" : "ResourcePool",
                virtualApp ? "resgroup-v" : "resgroup-",
                parent == owner ? "ha-root-pool" : ""),
        name,
        parent);
    this.owner = owner;
    this.virtualApp = virtualApp;
    vcenter.register(this);
  }

  /** Adds a resource pool below this one. */
  public ResourcePoolScenario resourcePool(String name) {
    return child(name, false);
  }

  /** Adds a vApp below this pool. */
  public ResourcePoolScenario virtualApp(String name) {
    return child(name, true);
  }

  private ResourcePoolScenario child(String name, boolean app) {
    ResourcePoolScenario made = new ResourcePoolScenario(vcenter(), name, this, owner, app);
    children.add(made);
    if (app) {
      Objects.requireNonNull(datacenter()).vmFolder().addChild(made);
    }
    return made;
  }

  boolean isVirtualApp() {
    return virtualApp;
  }

  ClusterScenario owner() {
    return owner;
  }

  static XmlElement allocation(String name) {
    return XmlElement.named(name)
        .add("reservation", 0)
        .add("expandableReservation", true)
        .add("limit", -1)
        .add("shares", XmlElement.named("shares").add("shares", 4000).add("level", "normal"));
  }

  @Override
  ResourcePoolScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    XmlElement config =
        XmlElement.typed("val", "ResourceConfigSpec")
            .add("entity", reference())
            .add(allocation("cpuAllocation"))
            .add(allocation("memoryAllocation"));
    xml.set("config", config)
        .set(
            "summary",
            XmlElement.typed("val", virtualApp ? "VirtualAppSummary" : "ResourcePoolSummary")
                .add("name", encodedName())
                .add("config", config.copy().type(null))
                .add(
                    "runtime",
                    XmlElement.named("runtime")
                        .add(usage("memory"))
                        .add(usage("cpu"))
                        .add("overallStatus", "green")))
        .set(
            "runtime",
            XmlElement.typed("val", "ResourcePoolRuntimeInfo")
                .add(usage("memory"))
                .add(usage("cpu"))
                .add("overallStatus", "green"))
        .set("owner", owner.reference())
        .references("resourcePool", children.stream().map(EntityScenario::reference).toList())
        .references("vm", links.vms(reference()))
        .set("childConfiguration", XmlElement.typed("val", "ArrayOfResourceConfigSpec"));
    if (virtualApp) {
      xml.set("parentFolder", Objects.requireNonNull(datacenter()).vmFolder().reference())
          .set("vAppConfig", appConfig());
    }
  }

  private XmlElement appConfig() {
    return XmlElement.typed("val", "VAppConfigInfo")
        .add("installBootRequired", false)
        .add("annotation", "")
        .add("instanceUuid", vcenter().chance().uuid("vapp/" + reference()));
  }

  private static XmlElement usage(String name) {
    return XmlElement.named(name)
        .add("reservationUsed", 0)
        .add("reservationUsedForVm", 0)
        .add("unreservedForPool", 0)
        .add("unreservedForVm", 0)
        .add("overallUsage", 0)
        .add("maxUsage", 0);
  }
}
