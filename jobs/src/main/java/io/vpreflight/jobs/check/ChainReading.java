// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.jobs.check.ChainState.Link;
import io.vpreflight.jobs.check.ChainState.Run;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the chains of one virtual machine. Not kept; not for several threads. */
final class ChainReading {
  private static final FileLayout NO_LAYOUT = new FileLayout(List.of(), List.of(), List.of(), null);

  private final VirtualMachine vm;
  private final Scene scene;
  private final List<SnapshotNode> tree;
  private final FileLayout layout;

  ChainReading(VirtualMachine vm, Scene scene) {
    this.vm = vm;
    this.scene = scene;
    this.tree = vm.snapshot() == null ? List.of() : vm.snapshot().all();
    this.layout = vm.layoutEx() == null ? NO_LAYOUT : vm.layoutEx();
  }

  ChainState read() {
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      return new ChainState(List.of(), false, List.of(), whyNoDevices(), Map.of());
    }
    if (isPlain(hardware)) {
      return ChainState.PLAIN;
    }
    List<Run> runs =
        hardware.disks().stream().filter(ChainReading::isFrozen).map(this::run).toList();
    return judge(runs, FrozenFiles.of(layout, tree, runs, scene));
  }

  private boolean isPlain(Hardware hardware) {
    // A loop: nearly every machine of a large vCenter ends here.
    for (VirtualDisk disk : hardware.disks()) {
      if (isFrozen(disk) && !isPlain(disk)) {
        return false;
      }
    }
    return tree.isEmpty();
  }

  /** An independent disk takes no part in snapshots; one that is not persistent has a redo log. */
  private static boolean isFrozen(VirtualDisk disk) {
    String mode = disk.backing().diskMode();
    return mode == null || mode.equals("persistent");
  }

  /** Without a snapshot and on its base: then nothing can be doubtful either. */
  private boolean isPlain(VirtualDisk disk) {
    DiskChain chain = layout(disk);
    return tree.isEmpty()
        && disk.backing().parent() == null
        && (chain == null || chain.chain().size() < 2);
  }

  private ChainState judge(List<Run> runs, FrozenFiles frozen) {
    List<String> leftovers = new ArrayList<>();
    Text doubt = null;
    for (Run run : runs) {
      List<String> loose = frozen.looseFilesOf(run);
      if (run.doubt() != null) {
        doubt = run.doubt();
      } else if (!loose.isEmpty() && frozen.unknown() != null) {
        doubt = frozen.unknown();
      } else {
        leftovers.addAll(loose);
      }
    }
    boolean held = runs.stream().anyMatch(frozen::holds);
    return new ChainState(runs, held, leftovers, doubt, frozen.takenAt());
  }

  private Run run(VirtualDisk disk) {
    DiskChain chain = layout(disk);
    List<LayoutLink> files = chain == null ? null : LayoutLink.of(chain, layout);
    boolean plain = isPlain(disk);
    Text doubt = plain ? null : SnapshotStorage.doubt(disk, vm, scene);
    if (files == null) {
      return new Run(disk.key(), disk.label(), linksOf(disk.backing()), doubt);
    }
    String leaf = disk.backing().fileName();
    List<Link> links = new ArrayList<>(files.size());
    for (LayoutLink file : files) {
      links.add(new Link(file.name(), file.bytes(), isForeign(file.name(), leaf)));
    }
    if (!plain && doubt == null && !isInStep(disk.backing(), files, links)) {
      doubt = Text.of("reason.snapshot.layout-out-of-step", disk.label());
    }
    return new Run(disk.key(), disk.label(), links, doubt);
  }

  private @Nullable DiskChain layout(VirtualDisk disk) {
    for (DiskChain chain : layout.disk()) {
      if (chain.key() == disk.key() && !chain.chain().isEmpty()) {
        return chain;
      }
    }
    return null;
  }

  private List<Link> linksOf(DiskBacking leaf) {
    List<Link> links = new ArrayList<>(2);
    for (DiskBacking at = leaf; at != null; at = at.parent()) {
      if (at.fileName() != null) {
        links.add(new Link(at.fileName(), null, isForeign(at.fileName(), leaf.fileName())));
      }
    }
    Collections.reverse(links);
    return links;
  }

  /** The layout is taken at another moment than the configuration: the same current file? */
  private boolean isInStep(DiskBacking leaf, List<LayoutLink> files, List<Link> links) {
    if (leaf.fileName() != null && !files.get(files.size() - 1).files().contains(leaf.fileName())) {
      return false;
    }
    return leaf.parent() == null || own(links) == own(linksOf(leaf));
  }

  private static long own(List<Link> links) {
    long own = 0;
    for (Link link : links) {
      own += link.foreign() ? 0 : 1;
    }
    return own;
  }

  /**
   * A file that lies neither beside the current one nor beside the machine belongs to another one,
   * of which this is a linked clone, whether that one is in sight or not. To be wrong here is to
   * find too little.
   */
  private boolean isForeign(String file, @Nullable String leaf) {
    String home = vm.config().origin().vmPathName();
    return leaf != null
        && !isSameFolder(file, 0, leaf, 0)
        // A machine's folder has the same name on each of its datastores.
        && (home == null || !isSameFolder(file, storeEnd(file), home, storeEnd(home)));
  }

  /** In place, from those characters on: every link of every chain comes through here. */
  private static boolean isSameFolder(String file, int from, String other, int otherFrom) {
    int length = folderEnd(file) - from;
    return length == folderEnd(other) - otherFrom
        && file.regionMatches(from, other, otherFrom, length);
  }

  private static int folderEnd(String file) {
    return Math.max(file.lastIndexOf('/'), storeEnd(file));
  }

  private static int storeEnd(String file) {
    return file.indexOf(']') + 1;
  }

  private Text whyNoDevices() {
    Text why = Gaps.uncollected(List.of(VmProperty.DEVICES), scene);
    if (why == null) {
      why = Gaps.unreadable(VmProperty.DEVICES, vm.unreadable());
    }
    return why != null ? why : Text.of("reason.unset", VmProperty.DEVICES.path());
  }
}
