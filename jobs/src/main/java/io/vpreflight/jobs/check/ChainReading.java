// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.jobs.check.ChainState.Link;
import io.vpreflight.jobs.check.ChainState.Run;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.LayoutFile;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the chains of one virtual machine. Not kept; not for several threads. */
final class ChainReading {
  private final VirtualMachine vm;
  private final Scene scene;
  private final List<SnapshotNode> tree;

  ChainReading(VirtualMachine vm, Scene scene) {
    this.vm = vm;
    this.scene = scene;
    this.tree = vm.snapshot() == null ? List.of() : vm.snapshot().all();
  }

  ChainState read() {
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      return new ChainState(List.of(), false, List.of(), whyNoDevices());
    }
    List<VirtualDisk> disks = hardware.disks().stream().filter(ChainReading::isFrozen).toList();
    if (tree.isEmpty() && disks.stream().allMatch(this::runsOnItsBase)) {
      return ChainState.PLAIN;
    }
    List<Run> runs = disks.stream().map(this::run).toList();
    return judge(runs, FrozenFiles.of(vm, tree, runs, scene));
  }

  /** An independent disk takes no part in snapshots; one that is not persistent has a redo log. */
  private static boolean isFrozen(VirtualDisk disk) {
    String mode = disk.backing().diskMode();
    return mode == null || mode.equals("persistent");
  }

  private boolean runsOnItsBase(VirtualDisk disk) {
    DiskChain chain = layout(disk);
    return disk.backing().parent() == null && (chain == null || chain.chain().size() < 2);
  }

  private ChainState judge(List<Run> runs, FrozenFiles frozen) {
    List<String> leftovers = new ArrayList<>();
    Text doubt = null;
    for (Run run : runs) {
      List<String> loose = frozen.looseFilesOf(run);
      if (run.doubt() != null && (!loose.isEmpty() || !tree.isEmpty())) {
        doubt = run.doubt();
      } else if (!loose.isEmpty() && frozen.unknown() != null) {
        doubt = frozen.unknown();
      } else {
        leftovers.addAll(loose);
      }
    }
    return new ChainState(runs, runs.stream().anyMatch(frozen::holds), leftovers, doubt);
  }

  private Run run(VirtualDisk disk) {
    DiskChain chain = layout(disk);
    Text doubt = SnapshotStorage.doubt(disk, vm, scene);
    List<Link> links = chain == null ? null : linksOf(disk, chain);
    if (chain == null || links == null) {
      return new Run(disk.key(), disk.label(), linksOf(disk.backing()), doubt);
    }
    if (doubt == null && !isInStep(disk, chain, links)) {
      doubt = Text.of("reason.snapshot.layout-out-of-step", disk.label());
    }
    return new Run(disk.key(), disk.label(), links, doubt);
  }

  private @Nullable DiskChain layout(VirtualDisk disk) {
    FileLayout layout = vm.layoutEx();
    if (layout != null) {
      for (DiskChain chain : layout.disk()) {
        if (chain.key() == disk.key() && !chain.chain().isEmpty()) {
          return chain;
        }
      }
    }
    return null;
  }

  /** Null when the layout does not know one of the files of its own chain. */
  private @Nullable List<Link> linksOf(VirtualDisk disk, DiskChain chain) {
    List<Link> links = new ArrayList<>(chain.chain().size());
    String leaf = disk.backing().fileName();
    for (List<Integer> keys : chain.chain()) {
      String name = null;
      long bytes = 0;
      for (int key : keys) {
        LayoutFile file = vm.layoutEx() == null ? null : vm.layoutEx().file(key);
        if (file == null) {
          return null;
        }
        bytes += file.size();
        name = name == null || file.type().equals("diskDescriptor") ? file.name() : name;
      }
      if (name == null) {
        return null;
      }
      links.add(new Link(name, bytes, isForeign(name, leaf)));
    }
    return links;
  }

  private List<Link> linksOf(DiskBacking leaf) {
    List<Link> links = new ArrayList<>(2);
    for (DiskBacking at = leaf; at != null; at = at.parent()) {
      String name = at.fileName() == null ? "" : at.fileName();
      links.add(new Link(name, null, isForeign(name, leaf.fileName())));
    }
    Collections.reverse(links);
    return links;
  }

  /** The layout is taken at another moment than the configuration: the same current file? */
  private boolean isInStep(VirtualDisk disk, DiskChain chain, List<Link> links) {
    String leaf = disk.backing().fileName();
    if (leaf != null && !leaf.isEmpty() && !namesOf(chain).contains(leaf)) {
      return false;
    }
    if (disk.backing().parent() == null) {
      return true;
    }
    long own = links.stream().filter(link -> !link.foreign()).count();
    return own == linksOf(disk.backing()).stream().filter(link -> !link.foreign()).count();
  }

  private Set<String> namesOf(DiskChain chain) {
    Set<String> names = new HashSet<>();
    for (int key : chain.chain().get(chain.chain().size() - 1)) {
      LayoutFile file = vm.layoutEx() == null ? null : vm.layoutEx().file(key);
      if (file != null) {
        names.add(file.name());
      }
    }
    return names;
  }

  /**
   * A file that lies neither beside the current one nor beside the machine belongs to another one,
   * of which this is a linked clone, whether that one is in sight or not. To be wrong here is to
   * find too little.
   */
  private boolean isForeign(String file, @Nullable String leaf) {
    String home = vm.config().origin().vmPathName();
    return leaf != null
        && !folder(file).equals(folder(leaf))
        && (home == null || !name(folder(file)).equals(name(folder(home))));
  }

  private static String folder(String file) {
    return file.substring(0, Math.max(file.lastIndexOf('/'), file.indexOf(']') + 1));
  }

  /** A machine's folder has the same name on each of its datastores. */
  private static String name(String folder) {
    return folder.substring(folder.indexOf(']') + 1);
  }

  private Text whyNoDevices() {
    List<VmProperty> devices = List.of(VmProperty.DEVICES);
    Text why = Gaps.uncollected(devices, scene);
    if (why == null) {
      why = Gaps.unreadable(devices, vm.unreadable());
    }
    return why != null ? why : Text.of("reason.unset", VmProperty.DEVICES.path());
  }
}
