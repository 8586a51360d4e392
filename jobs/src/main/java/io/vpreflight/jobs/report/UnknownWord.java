// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that a vCenter sent and that nobody here knows: it is newer than we are.
 *
 * @param what type and constant, class or field, such as {@code VirtualDiskMode:mirrored}
 * @param count how often
 * @param example an object of which something is therefore not known; null where nothing rests on
 *     it, or no object remembers it
 */
public record UnknownWord(String what, int count, @Nullable ObjectRef example) {

  /** All of them over all vCenters, by name. */
  public static List<UnknownWord> of(Audit audit) {
    Map<String, Integer> counts = JsonParts.sum(audit, Coverage::unknownSchema);
    if (counts.isEmpty()) {
      return List.of();
    }
    Map<String, ObjectRef> examples = new TreeMap<>();
    audit.estate().scenes().forEach(scene -> look(scene, examples));
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(e -> new UnknownWord(e.getKey(), e.getValue(), examples.get(e.getKey())))
            .toList();
  }

  /** How often vCenter sent something of the kind. */
  public static int sum(List<UnknownWord> words) {
    return words.stream().mapToInt(UnknownWord::count).sum();
  }

  /** The example, of a word that has one. */
  ObjectRef known() {
    return Objects.requireNonNull(example);
  }

  private static void look(Scene scene, Map<String, ObjectRef> examples) {
    Inventory inventory = scene.inventory();
    inventory.virtualMachines().forEach(o -> look(scene, o.ref(), o.unreadable(), examples));
    inventory.hosts().forEach(o -> look(scene, o.ref(), o.unreadable(), examples));
    inventory.clusters().forEach(o -> look(scene, o.ref(), o.unreadable(), examples));
    inventory.datastores().forEach(o -> look(scene, o.ref(), o.unreadable(), examples));
    inventory.networks().forEach(o -> look(scene, o.ref(), o.unreadable(), examples));
    inventory.snapshots().forEach(o -> look(scene, o.ref(), o.unreadable(), examples));
  }

  private static void look(
      Scene scene, MoRef ref, Unreadable unreadable, Map<String, ObjectRef> examples) {
    for (String fault : unreadable.faults().values()) {
      String what = Unreadable.unknown(fault);
      if (what != null && !examples.containsKey(what)) {
        examples.put(what, scene.locations().refOf(ref));
      }
    }
  }
}
