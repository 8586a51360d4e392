// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Text;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a repair would do, as an admin approves it. Its digest is made from the bytes of its
 * canonical form.
 *
 * @param kind what is repaired
 * @param vcenter the one vCenter that it is about
 * @param createdAt when it was made, by our clock; whole seconds
 * @param expiresAt from then on it is not run any more
 * @param planner who made it: the user of the operating system, whom nobody authenticated, or
 *     {@link #TOKEN} and the name of a token
 * @param options what was chosen for all targets
 * @param limits how much at once
 * @param window when something new may begin
 * @param targets those that would be repaired in the order in which they are begun, then those that
 *     are refused
 * @param warnings about all of them together
 * @param activity snapshot tasks of the last days, by hour, to choose a window by
 */
public record RepairPlan(
    RepairKind kind,
    PlanVCenter vcenter,
    Instant createdAt,
    Instant expiresAt,
    String planner,
    PlanOptions options,
    RunLimits limits,
    Window window,
    List<PlanTarget> targets,
    List<Text> warnings,
    SnapshotHours activity) {
  /** What the name of a planner begins with who showed a token; no user is called so. */
  public static final String TOKEN = "token:";

  public RepairPlan {
    targets = List.copyOf(targets);
    warnings = List.copyOf(warnings);
  }

  /** The targets that something is done to, in order. */
  public List<PlanTarget> repaired() {
    return targets.stream().filter(target -> !target.isRefused()).toList();
  }

  /** The targets that are left alone. */
  public List<PlanTarget> refused() {
    return targets.stream().filter(PlanTarget::isRefused).toList();
  }

  /** The other installations that whoever made it answered for, by id. */
  public Set<String> answeredInstallations() {
    return targets.stream()
        .flatMap(target -> target.refusals().stream())
        .filter(refusal -> refusal.id().equals(Installations.REFUSAL) && !refusal.holdsBack())
        .map(refusal -> refusal.answeredBy(""))
        .collect(Collectors.toSet());
  }

  /** True when it is too late to run it. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
