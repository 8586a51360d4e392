// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.repair.plan.Known.Operation;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Snapshots that a repair of ours left behind: the name carries the id of an operation of our
 * journal on this very virtual machine, and it was made about that time. A name alone proves
 * nothing: anybody can give it.
 */
public final class OwnSnapshots {
  private static final Pattern NAME = Pattern.compile("vpreflight-cbt-([A-Za-z0-9_-]+)-[ABP]");

  private OwnSnapshots() {}

  /** Those of that virtual machine, children before parents. */
  public static List<SnapshotNode> of(Candidate candidate) {
    List<SnapshotNode> ours = new ArrayList<>();
    for (SnapshotNode node : candidate.snapshots()) {
      if (isOurs(node, candidate)) {
        ours.add(0, node);
      }
    }
    return ours;
  }

  private static boolean isOurs(SnapshotNode node, Candidate candidate) {
    Matcher name = NAME.matcher(node.name());
    Instant made = node.createTime();
    if (!name.matches() || made == null) {
      return false;
    }
    for (Operation operation : candidate.request().known().operations()) {
      if (operation.id().equals(name.group(1))
          && operation.vm().equals(candidate.vm().ref())
          && !made.isBefore(operation.from().minus(Caution.AROUND_OPERATION))
          && !made.isAfter(operation.until().plus(Caution.AROUND_OPERATION))) {
        return true;
      }
    }
    return false;
  }
}
