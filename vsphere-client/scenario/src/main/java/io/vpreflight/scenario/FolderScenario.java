// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * A folder of any of the five trees (datacenters, virtual machines, hosts, datastores, networks);
 * for one thread.
 */
public final class FolderScenario extends EntityScenario<FolderScenario> {
  private final Kind kind;
  private final List<EntityScenario<?>> children = new ArrayList<>();

  /** Which tree a folder belongs to. */
  enum Kind {
    DATACENTERS("d", "Folder Datacenter"),
    VMS("v", "Folder VirtualMachine VirtualApp"),
    HOSTS("h", "Folder ComputeResource"),
    DATASTORES("s", "Folder Datastore StoragePod"),
    NETWORKS("n", "Folder Network DistributedVirtualSwitch");

    private final String letter;
    private final String childTypes;

    Kind(String letter, String childTypes) {
      this.letter = letter;
      this.childTypes = childTypes;
    }
  }

  FolderScenario(VCenterScenario vcenter, String name, EntityScenario<?> parent, Kind kind) {
    super(vcenter, vcenter.ids().next("Folder", "group-" + kind.letter, ""), name, parent);
    this.kind = kind;
    vcenter.register(this);
  }

  /** Makes the root folder. */
  FolderScenario(VCenterScenario vcenter, Reference reference, String name) {
    super(vcenter, reference, name, null);
    this.kind = Kind.DATACENTERS;
    vcenter.register(this);
  }

  /** Makes one of the four folders of a datacenter, whose references follow rules of their own. */
  FolderScenario(
      VCenterScenario vcenter,
      Reference reference,
      String name,
      DatacenterScenario parent,
      Kind kind) {
    super(vcenter, reference, name, parent);
    this.kind = kind;
    vcenter.register(this);
  }

  static Reference reference(VCenterScenario vcenter, Kind kind, String esxi) {
    return vcenter.ids().next("Folder", "group-" + kind.letter, "ha-folder-" + esxi);
  }

  /**
   * Returns the folder at a path below this one, such as {@code Linux/Web}, making what is missing.
   */
  public FolderScenario folder(String path) {
    FolderScenario at = this;
    for (String part : path.split("/", -1)) {
      at = at.child(part);
    }
    return at;
  }

  private FolderScenario child(String name) {
    for (EntityScenario<?> each : children) {
      if (each instanceof FolderScenario folder && folder.name().equals(name)) {
        return folder;
      }
    }
    FolderScenario made = new FolderScenario(vcenter(), name, this, kind);
    children.add(made);
    return made;
  }

  /** Adds a healthy virtual machine; only in a folder of virtual machines. */
  public VmScenario vm(String name) {
    require(Kind.VMS);
    VmScenario vm = new VmScenario(vcenter(), name, this);
    children.add(vm);
    return vm;
  }

  /** Adds a datacenter; only in a folder of datacenters. */
  public DatacenterScenario datacenter(String name) {
    require(Kind.DATACENTERS);
    DatacenterScenario datacenter = new DatacenterScenario(vcenter(), name, this);
    children.add(datacenter);
    return datacenter;
  }

  private void require(Kind wanted) {
    if (kind != wanted) {
      throw new IllegalStateException(name() + " is a folder of " + kind + ", not of " + wanted);
    }
  }

  void addChild(EntityScenario<?> child) {
    children.add(child);
  }

  @Override
  FolderScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    xml.set("childType", strings(List.of(kind.childTypes.split(" ", -1))))
        .references("childEntity", children.stream().map(EntityScenario::reference).toList());
  }
}
