// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.ManagedObjectReference;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the paths of a few objects of the inventory, as the vSphere Client and govc write them:
 * {@code /Paris/vm/web01}. Safe for several threads.
 */
public final class VimPaths {
  /** Deeper than any tree that vCenter allows; a server may answer with a circle. */
  private static final int DEEPEST = 64;

  private final VimClient client;
  private final VimProperties properties;

  /** Asks through a session, which stays the caller's. */
  public VimPaths(SoapSession session, SchemaNotes notes) {
    this.client = new VimClient(session, notes);
    this.properties = new VimProperties(client);
  }

  /**
   * The path of each object; an ancestor whose name may not be read is called by its moId. The root
   * folder is {@code /}.
   */
  public Map<MoRef, String> of(Collection<MoRef> objects) {
    MoRef root = client.session().content().require("rootFolder");
    Map<MoRef, String> names = new HashMap<>();
    Map<MoRef, MoRef> parents = new HashMap<>();
    Set<MoRef> known = new HashSet<>(Set.of(root));
    Set<MoRef> level = new HashSet<>(objects);
    for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
      level.removeAll(known);
      known.addAll(level);
      level = parentsOf(level, names, parents);
    }
    Map<MoRef, String> paths = new TreeMap<>();
    for (MoRef object : objects) {
      paths.put(object, path(object, root, names, parents));
    }
    return paths;
  }

  private Set<MoRef> parentsOf(
      Set<MoRef> level, Map<MoRef, String> names, Map<MoRef, MoRef> parents) {
    Map<String, List<MoRef>> byType = new TreeMap<>();
    level.forEach(ref -> byType.computeIfAbsent(ref.type(), t -> new ArrayList<>()).add(ref));
    Set<MoRef> above = new HashSet<>();
    for (List<MoRef> refs : byType.values()) {
      client
          .reading(() -> properties.each(refs, "name"))
          .forEach((ref, name) -> names.put(ref, String.valueOf(name)));
      client
          .reading(() -> properties.each(refs, "parent"))
          .forEach(
              (ref, parent) -> {
                MoRef up = reference(parent);
                if (up != null) {
                  parents.put(ref, up);
                  above.add(up);
                }
              });
    }
    return above;
  }

  private static @Nullable MoRef reference(Object value) {
    return value instanceof ManagedObjectReference reference ? Vim.ref(reference) : null;
  }

  private static String path(
      MoRef object, MoRef root, Map<MoRef, String> names, Map<MoRef, MoRef> parents) {
    Deque<String> parts = new ArrayDeque<>();
    MoRef at = object;
    while (at != null && !at.equals(root) && parts.size() < DEEPEST) {
      parts.addFirst(names.getOrDefault(at, at.moId()));
      at = parents.get(at);
    }
    return "/" + String.join("/", parts);
  }
}
