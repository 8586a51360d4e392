// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What objects know of each other in both directions, gathered once before a dump is written;
 * immutable after that.
 */
final class Links {
  private final Map<Reference, Set<Reference>> vms = new HashMap<>();
  private final Map<Reference, List<Reference>> recentTasks = new HashMap<>();
  private final Map<Reference, List<AlarmScenario.Trigger>> alarms = new HashMap<>();
  private final Map<Reference, int[]> vmCounts = new HashMap<>();

  Links(List<VmScenario> allVms, List<TaskScenario> tasks, List<AlarmScenario.Trigger> allAlarms) {
    for (VmScenario vm : allVms) {
      Reference self = vm.reference();
      HostScenario host = vm.host();
      put(host.reference(), self);
      if (!vm.isTemplate()) {
        put(vm.pool().reference(), self);
      }
      vm.datastores().forEach(each -> put(each.reference(), self));
      vm.networks().forEach(each -> put(each.reference(), self));
      int[] counts =
          vmCounts.computeIfAbsent(host.computeResource().reference(), key -> new int[2]);
      counts[0]++;
      counts[1] += vm.isPoweredOn() ? 0 : 1;
    }
    for (TaskScenario task : tasks) {
      if (task.isRecent()) {
        recentTasks.computeIfAbsent(task.entity(), key -> new ArrayList<>()).add(task.reference());
      }
    }
    for (AlarmScenario.Trigger trigger : allAlarms) {
      EntityScenario<?> at = trigger.entity();
      while (at != null) {
        alarms.computeIfAbsent(at.reference(), key -> new ArrayList<>()).add(trigger);
        at = at.parent();
      }
    }
  }

  private void put(Reference owner, Reference vm) {
    vms.computeIfAbsent(owner, key -> new LinkedHashSet<>()).add(vm);
  }

  /** Returns the virtual machines on a host, in a pool, on a datastore or on a network. */
  Set<Reference> vms(Reference owner) {
    return vms.getOrDefault(owner, Set.of());
  }

  List<Reference> recentTasks(Reference entity) {
    return recentTasks.getOrDefault(entity, List.of());
  }

  List<AlarmScenario.Trigger> alarms(Reference entity) {
    return alarms.getOrDefault(entity, List.of());
  }

  int totalVms(Reference computeResource) {
    int[] counts = vmCounts.get(computeResource);
    return counts == null ? 0 : counts[0];
  }

  int poweredOffVms(Reference computeResource) {
    int[] counts = vmCounts.get(computeResource);
    return counts == null ? 0 : counts[1];
  }
}
