// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree in the property {@code snapshot} of a machine, as a copy to be changed and put back; for
 * one change.
 */
final class SnapshotTree {
  private static final String ROOTS = "rootSnapshotList";
  private static final String CHILDREN = "childSnapshotList";

  private final Element info;

  /** The tree of a machine; null for one without snapshots. */
  SnapshotTree(@Nullable Element snapshot) {
    info = snapshot == null ? Element.typed("val", "VirtualMachineSnapshotInfo") : snapshot.copy();
  }

  /** The snapshot that the machine runs on; null when it has none. */
  @Nullable Ref current() {
    return info.refAt("currentSnapshot");
  }

  /** Lets the machine run on that snapshot; null: on none. */
  void current(@Nullable Ref snapshot) {
    if (snapshot == null) {
      info.removeAll("currentSnapshot");
      return;
    }
    info.put("currentSnapshot", snapshot);
  }

  /** All snapshots, parents first. */
  List<Ref> all() {
    List<Ref> refs = new ArrayList<>();
    info.children(ROOTS).forEach(root -> collect(root, refs));
    return refs;
  }

  private static void collect(Element node, List<Ref> refs) {
    Ref ref = node.refAt("snapshot");
    if (ref != null) {
      refs.add(ref);
    }
    node.children(CHILDREN).forEach(child -> collect(child, refs));
  }

  /** A snapshot and all below it. */
  List<Ref> branch(Ref snapshot) {
    List<Ref> refs = new ArrayList<>();
    Element node = node(snapshot);
    if (node != null) {
      collect(node, refs);
    }
    return refs;
  }

  @Nullable Element node(Ref snapshot) {
    return find(info, snapshot);
  }

  private static @Nullable Element find(Element parent, Ref snapshot) {
    for (Element node : parent.children()) {
      if (node.name().equals(ROOTS) || node.name().equals(CHILDREN)) {
        Element found = snapshot.equals(node.refAt("snapshot")) ? node : find(node, snapshot);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** The snapshot that another was taken after; null for a root. */
  @Nullable Ref parentOf(Ref snapshot) {
    for (Ref candidate : all()) {
      Element node = node(candidate);
      for (Element child : node == null ? List.<Element>of() : node.children(CHILDREN)) {
        if (snapshot.equals(child.refAt("snapshot"))) {
          return candidate;
        }
      }
    }
    return null;
  }

  /** How many snapshots lie one upon the other above and with the current one. */
  int depth() {
    int depth = 0;
    for (Ref here = current(); here != null; here = parentOf(here)) {
      depth++;
    }
    return depth;
  }

  /** Adds a snapshot below the current one and makes it the current one. */
  void grow(Element node) {
    Ref current = current();
    Element parent = current == null ? null : node(current);
    Element target = parent == null ? info : parent;
    Element added = node.copy(parent == null ? ROOTS : CHILDREN);
    Element replaySupported = target.child("replaySupported");
    target.add(added);
    if (replaySupported != null && parent != null) {
      target.remove(replaySupported);
      target.add(replaySupported);
    }
    current(node.refAt("snapshot"));
  }

  /** Takes one snapshot out; those below it go to its parent. */
  void removeOne(Ref snapshot) {
    Ref parent = parentOf(snapshot);
    Element node = node(snapshot);
    if (node == null) {
      return;
    }
    Element above = parent == null ? info : node(parent);
    if (above == null) {
      return;
    }
    above.remove(node);
    for (Element child : node.children(CHILDREN)) {
      above.add(child.copy(parent == null ? ROOTS : CHILDREN));
    }
    if (snapshot.equals(current())) {
      current(parent);
    }
  }

  /** Takes a snapshot out, and all below it. */
  void removeBranch(Ref snapshot) {
    List<Ref> branch = branch(snapshot);
    for (int i = branch.size() - 1; i >= 0; i--) {
      removeOne(branch.get(i));
    }
  }

  /** Puts the tree back into the machine it came from, and into its snapshots. */
  void putInto(ManagedObject vm, Machines machines) {
    List<Ref> roots = new ArrayList<>();
    for (Element root : info.children(ROOTS)) {
      Ref ref = root.refAt("snapshot");
      if (ref != null) {
        roots.add(ref);
      }
    }
    if (roots.isEmpty()) {
      vm.unset("snapshot");
    } else {
      vm.set("snapshot", inOrder());
    }
    vm.setRefs("rootSnapshot", roots);
    for (Ref ref : all()) {
      ManagedObject snapshot = machines.world().find(ref);
      Element node = node(ref);
      if (snapshot != null && node != null) {
        List<Ref> children = new ArrayList<>();
        for (Element child : node.children(CHILDREN)) {
          Ref childRef = child.refAt("snapshot");
          if (childRef != null) {
            children.add(childRef);
          }
        }
        snapshot.setRefs("childSnapshot", children);
      }
    }
    machines.world().touch();
  }

  private Element inOrder() {
    Element ordered = Element.typed("val", "VirtualMachineSnapshotInfo");
    Ref current = current();
    ordered.add("currentSnapshot", current);
    info.children(ROOTS).forEach(ordered::add);
    return ordered;
  }
}
