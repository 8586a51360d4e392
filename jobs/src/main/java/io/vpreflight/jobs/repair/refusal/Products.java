// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.snapshot.SnapshotNames;
import io.vpreflight.jobs.check.snapshot.VmTasks;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.TaskRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Traces that backup and replication products leave on a virtual machine. */
public final class Products {
  /**
   * Custom attributes by which products mark what they handle. Only the first is told by its
   * vendor; a name alone is a hint, and is worded as one.
   */
  private static final Map<String, Pattern> ATTRIBUTES =
      Map.of(
          "Azure Backup Server / DPM", Pattern.compile("^DPMServer$", Pattern.CASE_INSENSITIVE),
          "Veeam", Pattern.compile("veeam", Pattern.CASE_INSENSITIVE),
          "NetBackup", Pattern.compile("^NB_|netbackup", Pattern.CASE_INSENSITIVE),
          "Dell Avamar / PowerProtect",
              Pattern.compile("avamar|powerprotect|vproxy", Pattern.CASE_INSENSITIVE),
          "Commvault", Pattern.compile("commvault", Pattern.CASE_INSENSITIVE),
          "Rubrik", Pattern.compile("rubrik", Pattern.CASE_INSENSITIVE),
          "Cohesity", Pattern.compile("cohesity", Pattern.CASE_INSENSITIVE),
          "NAKIVO", Pattern.compile("nakivo", Pattern.CASE_INSENSITIVE),
          "Zerto", Pattern.compile("zerto", Pattern.CASE_INSENSITIVE));

  private static final String OURS = "vpreflight";

  private Products() {}

  /** Products by name, sorted; empty when none shows itself, which proves nothing. */
  public static Set<String> of(Candidate candidate) {
    Set<String> found = new TreeSet<>();
    for (SnapshotNode node : candidate.snapshots()) {
      SnapshotNames.Maker maker = SnapshotNames.makerOf(node);
      if (maker != null && maker.isProduct() && !maker.product().equals(OURS)) {
        found.add(maker.product());
      }
    }
    candidate
        .vm()
        .customValues()
        .forEach(
            (name, value) -> {
              if (!value.isBlank()) {
                ATTRIBUTES.forEach(
                    (product, pattern) -> {
                      if (pattern.matcher(name).find()) {
                        found.add(product);
                      }
                    });
              }
            });
    if (candidate.vm().config().origin().replicated()) {
      found.add("vSphere Replication");
    }
    return found;
  }

  /**
   * Who took or removed its snapshots of late, each with how often: {@code name (3)}. Our own
   * repairs are nobody: the account that repaired is no backup job that could be paused.
   */
  public static List<String> users(Candidate candidate) {
    Map<String, Integer> users = new TreeMap<>();
    Set<String> ours = candidate.request().known().ownTasks();
    for (TaskRecord task : VmTasks.in(candidate.scene()).of(candidate.vm())) {
      String user = task.userName();
      boolean counts = VmTasks.isSnapshot(task) && !ours.contains(task.key());
      if (counts && user != null && !user.isBlank()) {
        users.merge(user, 1, Integer::sum);
      }
    }
    return users.entrySet().stream()
        .map(user -> user.getKey() + " (" + user.getValue() + ")")
        .toList();
  }
}
