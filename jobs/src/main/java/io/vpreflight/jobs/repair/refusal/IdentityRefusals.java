// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.jobs.check.identity.InstanceUuidTwins;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known by the identity of a machine would lose it. */
final class IdentityRefusals {
  private IdentityRefusals() {}

  /** Only what is there twice may be given another one. */
  static List<Outcome> notADuplicate(Candidate candidate) {
    VirtualMachine vm = candidate.vm();
    return InstanceUuidTwins.of(vm, candidate.scene()).others().isEmpty()
        ? Outcome.hit("single")
            .evidence(VmProperty.INSTANCE_UUID, vm.config().instanceUuid())
            .only()
        : List.of();
  }

  /** Nobody but the admin knows which one is the copy; whatever speaks for another is told. */
  static List<Outcome> notTheCopy(Candidate candidate) {
    InstanceUuidTwins twins = InstanceUuidTwins.of(candidate.vm(), candidate.scene());
    VirtualMachine copy = twins.copy();
    return copy == null || copy.ref().equals(candidate.vm().ref())
        ? List.of()
        : Outcome.hit("original")
            .with(copy.name(), String.join(", ", twins.by()))
            .evidence("likelyCopy", copy.ref().moId())
            .evidence("likelyCopy.by", twins.by())
            .only();
  }

  static List<Outcome> copyNotKnown(Candidate candidate) {
    InstanceUuidTwins twins = InstanceUuidTwins.of(candidate.vm(), candidate.scene());
    if (twins.copy() != null || twins.others().isEmpty()) {
      return List.of();
    }
    String names =
        twins.others().stream().map(VirtualMachine::name).collect(Collectors.joining(", "));
    return Outcome.hit("unknown").with(names).evidence("sharedWith", names).only();
  }

  /** NSX keeps ports and groups by the instance UUID of the machine. */
  static List<Outcome> onNsx(Candidate candidate) {
    Hardware hardware = candidate.vm().config().hardware();
    if (hardware == null) {
      return Outcome.unset(VmProperty.DEVICES);
    }
    Scene scene = candidate.scene();
    boolean tells =
        new ApiVersion(scene.inventory().vcenter().apiVersion()).atLeast(new ApiVersion("7.0"));
    Map<String, Network> groups = new HashMap<>();
    for (Network network : scene.inventory().networks()) {
      if (network.key() != null) {
        groups.put(network.key(), network);
      }
    }
    List<Outcome> hits = new ArrayList<>(0);
    for (EthernetCard card : hardware.adapters()) {
      String opaque = card.backing().opaqueNetworkId();
      Text unknown =
          Unknowns.at(Unknowns.path(card.key(), ".backing"), candidate.vm().unreadable());
      if (unknown != null) {
        return List.of(new Outcome.Undetermined("", unknown));
      }
      String key = card.backing().portgroupKey();
      Network group = key == null ? null : groups.get(key);
      if (opaque != null) {
        hits.add(nsx(card, opaque, "opaqueNetworkId"));
      } else if (group != null && "nsx".equals(group.backingType())) {
        hits.add(nsx(card, group.name(), "config.backingType nsx"));
      } else if (key != null && tells && (group == null || group.backingType() == null)) {
        String name = group == null ? key : group.name();
        return Outcome.undetermined("reason.repair.port-group-unknown", name);
      }
    }
    return hits;
  }

  private static Outcome nsx(EthernetCard card, String network, String how) {
    return Outcome.hit("nsx")
        .key(card.key())
        .with(network)
        .evidence("config.hardware.device[" + card.key() + "].backing", how + ": " + network)
        .build();
  }

  static List<Outcome> backupProduct(Candidate candidate) {
    Set<String> products = Products.of(candidate);
    String names = String.join(", ", products);
    return products.isEmpty()
        ? List.of()
        : Outcome.hit("seen").with(names).evidence("traces of", names).only();
  }

  static List<Outcome> snapshotTasks(Candidate candidate) {
    List<String> users = Products.users(candidate);
    String names = String.join(", ", users);
    return users.isEmpty()
        ? List.of()
        : Outcome.hit("users").with(names).evidence("info.reason.userName", names).only();
  }

  /** The way back to a snapshot is the way back to the old identity. */
  static List<Outcome> snapshotsKeepIt(Candidate candidate) {
    List<SnapshotNode> snapshots = candidate.snapshots();
    String names = snapshots.stream().map(SnapshotNode::name).collect(Collectors.joining(", "));
    return snapshots.isEmpty()
        ? List.of()
        : Outcome.hit("present")
            .with(names)
            .evidence("snapshot.rootSnapshotList.name", names)
            .only();
  }

  static List<Outcome> replicated(Candidate candidate) {
    return candidate.vm().config().origin().replicated()
        ? Outcome.hit("replicated").evidence(VmProperty.REP_CONFIG, "set").only()
        : List.of();
  }

  /** What the answers about NSX rest on besides the devices. */
  static final NetworkProperty[] NETWORKS = {NetworkProperty.KEY, NetworkProperty.BACKING_TYPE};
}
