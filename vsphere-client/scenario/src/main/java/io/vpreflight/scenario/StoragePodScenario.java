// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A datastore cluster; mutable, for one thread. */
public final class StoragePodScenario extends EntityScenario<StoragePodScenario> {
  private final List<DatastoreScenario> datastores = new ArrayList<>();

  StoragePodScenario(VCenterScenario vcenter, String name, FolderScenario parent) {
    super(vcenter, vcenter.ids().next("StoragePod", "group-p", "group-p"), name, parent);
    vcenter.register(this);
  }

  /** Adds a datastore to the cluster. */
  public DatastoreScenario datastore(String name) {
    DatastoreScenario made = Objects.requireNonNull(datacenter()).addDatastore(name, this);
    datastores.add(made);
    return made;
  }

  @Override
  StoragePodScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    xml.set("childType", strings(List.of("Datastore")))
        .references("childEntity", datastores.stream().map(EntityScenario::reference).toList())
        .set(
            "summary",
            XmlElement.typed("val", "StoragePodSummary")
                .add("name", encodedName())
                .add("capacity", datastores.stream().mapToLong(DatastoreScenario::capacity).sum())
                .add("freeSpace", datastores.stream().mapToLong(DatastoreScenario::free).sum()))
        .set(
            "podStorageDrsEntry",
            XmlElement.typed("val", "PodStorageDrsEntry")
                .add(
                    "storageDrsConfig",
                    XmlElement.named("storageDrsConfig")
                        .add(
                            "podConfig",
                            XmlElement.named("podConfig")
                                .add("enabled", true)
                                .add("ioLoadBalanceEnabled", true)
                                .add("defaultVmBehavior", "manual")
                                .add("loadBalanceInterval", 480)
                                .add("defaultIntraVmAffinity", true))));
  }
}
