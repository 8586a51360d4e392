// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Guest clusters as the admin lists them: a stun may make the others take over. */
public final class ClusterRefusals {
  private ClusterRefusals() {}

  static List<Outcome> member(Candidate candidate) {
    String cluster = cluster(candidate);
    return cluster == null
        ? List.of()
        : Outcome.hit("member").with(cluster).evidence("guest cluster", cluster).only();
  }

  /** The cluster that lists it, the first by name; null when none does. */
  public static @Nullable String cluster(Candidate candidate) {
    Map<String, Set<MoRef>> clusters = new TreeMap<>(candidate.request().known().clusters());
    for (Map.Entry<String, Set<MoRef>> cluster : clusters.entrySet()) {
      if (cluster.getValue().contains(candidate.vm().ref())) {
        return cluster.getKey();
      }
    }
    return null;
  }
}
