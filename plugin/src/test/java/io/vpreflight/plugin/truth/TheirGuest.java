// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Addresses, snapshots and files of a virtual machine as another client read them. */
final class TheirGuest {
  private static final Set<String> FILES =
      Set.of("diskDescriptor", "diskExtent", "snapshotData", "snapshotMemory", "snapshotList");

  private final Subject vm;

  TheirGuest(Subject vm) {
    this.vm = vm;
  }

  void all() {
    if (vm.has("guest.net")) {
      List<Node> net = vm.items("guest.net");
      vm.put("guest.net.size", String.valueOf(net.size()));
      for (int i = 0; i < net.size(); i++) {
        nic("guest.net[" + i + "].", net.get(i));
      }
    }
    Node snapshot = vm.at("snapshot");
    if (snapshot != null) {
      vm.put("snapshot.currentSnapshot", snapshot.refAt("currentSnapshot"));
      tree("snapshot.rootSnapshotList", snapshot.all("rootSnapshotList"));
    }
    Node layout = vm.at("layoutEx");
    if (layout != null) {
      layout(layout);
    }
  }

  /** With the details of an address where the guest gives them. */
  private void nic(String at, Node nic) {
    for (String field : List.of("network", "macAddress", "connected", "deviceConfigId")) {
      vm.put(at + field, nic.textAt(field));
    }
    Node config = nic.at("ipConfig");
    List<Node> detailed = config == null ? List.of() : config.all("ipAddress");
    List<Node> plain = nic.all("ipAddress");
    List<Node> ips = detailed.isEmpty() ? plain : detailed;
    vm.put(at + "ipAddress.size", String.valueOf(ips.size()));
    for (int i = 0; i < ips.size(); i++) {
      String here = at + "ipAddress[" + i + "].";
      if (detailed.isEmpty()) {
        vm.put(here + "ipAddress", ips.get(i).text());
      } else {
        for (String field : List.of("ipAddress", "prefixLength", "state", "origin")) {
          vm.put(here + field, ips.get(i).textAt(field));
        }
      }
    }
  }

  private void tree(String at, List<Node> snapshots) {
    vm.put(at + ".size", String.valueOf(snapshots.size()));
    for (int i = 0; i < snapshots.size(); i++) {
      Node snapshot = snapshots.get(i);
      String here = at + "[" + i + "].";
      vm.put(here + "snapshot", snapshot.refAt("snapshot"));
      for (String field : List.of("name", "description", "id", "createTime", "state", "quiesced")) {
        vm.put(here + field, snapshot.textAt(field));
      }
      tree(here + "childSnapshotList", snapshot.all("childSnapshotList"));
    }
  }

  private void layout(Node layout) {
    vm.put("layoutEx.timestamp", layout.textAt("timestamp"));
    List<Node> files = new ArrayList<>(layout.all("file"));
    files.removeIf(file -> !FILES.contains(String.valueOf(file.textAt("type"))));
    vm.put("layoutEx.file.size", String.valueOf(files.size()));
    for (int i = 0; i < files.size(); i++) {
      for (String field : List.of("key", "name", "type", "size", "accessible")) {
        vm.put("layoutEx.file[" + i + "]." + field, files.get(i).textAt(field));
      }
    }
    disks("layoutEx.disk", layout.all("disk"));
    List<Node> snapshots = layout.all("snapshot");
    vm.put("layoutEx.snapshot.size", String.valueOf(snapshots.size()));
    for (int i = 0; i < snapshots.size(); i++) {
      Node snapshot = snapshots.get(i);
      String here = "layoutEx.snapshot[" + i + "].";
      vm.put(here + "key", snapshot.refAt("key"));
      for (String field : List.of("dataKey", "memoryKey")) {
        vm.put(here + field, Objects.requireNonNullElse(snapshot.textAt(field), "-1"));
      }
      disks(here + "disk", snapshot.all("disk"));
    }
  }

  private void disks(String at, List<Node> disks) {
    vm.put(at + ".size", String.valueOf(disks.size()));
    for (int i = 0; i < disks.size(); i++) {
      String here = at + "[" + i + "].";
      vm.put(here + "key", disks.get(i).textAt("key"));
      List<Node> chain = disks.get(i).all("chain");
      vm.put(here + "chain.size", String.valueOf(chain.size()));
      for (int link = 0; link < chain.size(); link++) {
        vm.list(here + "chain[" + link + "]", chain.get(link).all("fileKey"));
      }
    }
  }
}
