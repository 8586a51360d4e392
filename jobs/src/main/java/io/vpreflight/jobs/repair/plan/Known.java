// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the store and the admin know that no vCenter tells.
 *
 * @param repairedAt when a virtual machine was last repaired by us
 * @param operations repairs of ours that may have left a snapshot behind
 * @param rehearsed versions on which a reset was rehearsed: {@code vCenter version/ESXi version}
 * @param clusters guest clusters by name, as the admin lists them
 * @param liveServers names of the DPM servers that live
 */
public record Known(
    Map<MoRef, Instant> repairedAt,
    List<Operation> operations,
    Set<String> rehearsed,
    Map<String, Set<MoRef>> clusters,
    Set<String> liveServers) {
  /** Nothing is known. */
  public static final Known NOTHING = new Known(Map.of(), List.of(), Set.of(), Map.of(), Set.of());

  public Known {
    repairedAt = Map.copyOf(repairedAt);
    operations = List.copyOf(operations);
    rehearsed = Set.copyOf(rehearsed);
    clusters = Map.copyOf(clusters);
    liveServers = Set.copyOf(liveServers);
  }

  /**
   * A repair of ours, as the journal tells of it.
   *
   * @param id of the operation
   * @param vm which virtual machine
   * @param from when its first line was written, by our clock
   * @param until when its last line was written, by our clock
   * @param tasks keys of the tasks that vCenter ran for it, as far as it told them
   */
  public record Operation(String id, MoRef vm, Instant from, Instant until, Set<String> tasks) {
    public Operation {
      tasks = Set.copyOf(tasks);
    }
  }

  /** Keys of the tasks that repairs of ours ran in this vCenter. */
  public Set<String> ownTasks() {
    return operations.stream()
        .flatMap(operation -> operation.tasks().stream())
        .collect(Collectors.toSet());
  }
}
