// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.LayoutFile;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotLayout;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chain of the first disk of a machine and its snapshots, told alike in devices, {@code
 * layoutEx} and tree. Files are named without their folder, base first; the machine's own is meant
 * unless a name begins with a bracket. Every file takes 1 GiB until a test says otherwise.
 */
public final class AChain {
  public boolean layoutUnset;
  public boolean parentsUnset;
  public @Nullable String current;
  public Instant timestamp = AnInventory.NOW.minus(Duration.ofMinutes(10));
  private final AVm vm;
  private final List<String> chain;
  private final List<Point> points = new ArrayList<>();
  private final Map<String, Long> sizes = new LinkedHashMap<>();
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final List<LayoutFile> files = new ArrayList<>();

  private record Point(
      String moId,
      String name,
      Duration age,
      String description,
      @Nullable String parent,
      boolean memory,
      List<String> frozen) {}

  private AChain(AVm vm, List<String> chain) {
    this.vm = vm;
    this.chain = chain;
  }

  /** The first disk of this machine runs on that chain, base first. */
  public static AChain of(AVm vm, String... files) {
    return new AChain(vm, List.of(files));
  }

  /** The file takes that much. */
  public AChain gib(String file, long gib) {
    sizes.put(file, gib << 30);
    return this;
  }

  /** A snapshot on top of the last one, taken when the disk ran on those files. */
  public AChain snapshot(String moId, String name, Duration age, String... frozen) {
    String parent = points.isEmpty() ? null : points.get(points.size() - 1).moId;
    return snapshotBelow(parent, moId, name, age, frozen);
  }

  /** A snapshot below another one; below none: a root. */
  public AChain snapshotBelow(
      @Nullable String parent, String moId, String name, Duration age, String... frozen) {
    points.add(new Point(moId, name, age, "", parent, false, List.of(frozen)));
    current = moId;
    return this;
  }

  /** The last snapshot has this description. */
  public AChain described(String description) {
    Point p = points.remove(points.size() - 1);
    points.add(new Point(p.moId, p.name, p.age, description, p.parent, p.memory, p.frozen));
    return this;
  }

  /** The last snapshot has memory, of 4 GiB. */
  public AChain withMemory() {
    Point p = points.remove(points.size() - 1);
    points.add(new Point(p.moId, p.name, p.age, p.description, p.parent, true, p.frozen));
    return this;
  }

  /** Gives it all to the machine. */
  public AVm build() {
    List<String> leafFirst = new ArrayList<>(chain.stream().map(this::path).toList());
    Collections.reverse(leafFirst);
    String leaf = leafFirst.get(0);
    VirtualDisk old = vm.disks.remove(0);
    ADisk disk = parentsUnset ? ADisk.of(leaf) : ADisk.of(leafFirst.toArray(new String[0]));
    disk.datastore = old.backing().datastore();
    vm.disks.add(0, disk.build());
    List<SnapshotLayout> snapshots = new ArrayList<>();
    DiskChain now = new DiskChain(2000, links(chain));
    for (Point point : points) {
      int memory = point.memory ? memory(point.moId) : -1;
      DiskChain then = new DiskChain(2000, links(point.frozen));
      snapshots.add(new SnapshotLayout(ref(point.moId), -1, memory, List.of(then)));
    }
    vm.layoutEx = layoutUnset ? null : new FileLayout(files, List.of(now), snapshots, timestamp);
    vm.snapshot =
        points.isEmpty()
            ? null
            : new SnapshotInfo(current == null ? null : ref(current), children(null));
    return vm;
  }

  /** The reference of a snapshot. */
  public static MoRef ref(String moId) {
    return new MoRef("VirtualMachineSnapshot", moId);
  }

  private List<SnapshotNode> children(@Nullable String parent) {
    List<SnapshotNode> nodes = new ArrayList<>();
    for (Point point : points) {
      if (java.util.Objects.equals(point.parent, parent)) {
        nodes.add(
            new SnapshotNode(
                ref(point.moId),
                point.name,
                point.description,
                points.indexOf(point) + 1,
                AnInventory.NOW.minus(point.age),
                point.memory ? VmPowerState.POWERED_ON : VmPowerState.POWERED_OFF,
                false,
                children(point.moId)));
      }
    }
    return nodes;
  }

  private List<List<Integer>> links(List<String> names) {
    List<List<Integer>> links = new ArrayList<>();
    for (String name : names) {
      Integer descriptor = keys.get(name);
      if (descriptor == null) {
        descriptor = files.size();
        keys.put(name, descriptor);
        String path = path(name);
        files.add(new LayoutFile(descriptor, path, "diskDescriptor", 500, true));
        files.add(
            new LayoutFile(
                descriptor + 1,
                path.replace(".vmdk", "-flat.vmdk"),
                "diskExtent",
                sizes.getOrDefault(name, 1L << 30),
                true));
      }
      links.add(List.of(descriptor, descriptor + 1));
    }
    return links;
  }

  private int memory(String moId) {
    int key = files.size();
    files.add(new LayoutFile(key, path(moId + ".vmem"), "snapshotMemory", 4L << 30, true));
    return key;
  }

  private String path(String name) {
    return name.startsWith("[") ? name : "[vmfs01] " + vm.name + "/" + name;
  }
}
