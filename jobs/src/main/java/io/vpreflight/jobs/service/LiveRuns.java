// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a process carries out, and what came of the last plans: one at a time in a vCenter, and none
 * while somebody looks there. Guarded by its desk.
 */
final class LiveRuns {
  private static final int REMEMBERED = 200;

  private final Map<String, LiveRun> known = new LinkedHashMap<>();
  private final Set<String> lookedAt = new HashSet<>();

  /** What is known of a plan, under way or over. */
  Optional<LiveRun> find(String digest) {
    return Optional.ofNullable(known.get(digest));
  }

  /** A plan that is under way; null when it is not. */
  @Nullable LiveRun underWay(String digest) {
    LiveRun live = known.get(digest);
    return live != null && live.isUnderWay() ? live : null;
  }

  /** True while any plan is. */
  boolean isAtWork() {
    return known.values().stream().anyMatch(LiveRun::isUnderWay);
  }

  /** All that are known, oldest first. */
  List<LiveRun> all() {
    return List.copyOf(known.values());
  }

  /**
   * Fails when a plan is under way there.
   *
   * @param vcenter instance UUID
   * @throws PlanException with the digest of that plan
   */
  void requireFree(String vcenter) {
    for (LiveRun other : known.values()) {
      if (isIn(other, vcenter)) {
        throw new PlanException(Text.of("repair.busy", PlanFile.shortened(other.digest())));
      }
    }
  }

  private static boolean isIn(LiveRun run, String vcenter) {
    return run.isUnderWay() && run.vcenter().equals(vcenter);
  }

  /**
   * Takes a plan that begins; what was known of it, and of those that ended long ago, is forgotten.
   *
   * @throws PlanException when another one is under way in its vCenter, or somebody looks there
   */
  void add(LiveRun live) {
    if (lookedAt.contains(live.vcenter())) {
      throw new PlanException(Text.of("repair.looking"));
    }
    requireFree(live.vcenter());
    known.remove(live.digest());
    known.put(live.digest(), live);
    known.values().stream()
        .filter(one -> !one.isUnderWay())
        .limit(Math.max(0, known.size() - REMEMBERED))
        .map(LiveRun::digest)
        .toList()
        .forEach(known::remove);
  }

  /** Somebody looks at a vCenter; false when a plan is under way there, or another one looks. */
  boolean beginLook(String vcenter) {
    return known.values().stream().noneMatch(one -> isIn(one, vcenter)) && lookedAt.add(vcenter);
  }

  /** That look is over. */
  void endLook(String vcenter) {
    lookedAt.remove(vcenter);
  }
}
