// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.policy;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.run.RepairOutcome;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the journal tells that a policy must heed: whatever ever went wrong on a machine, and how
 * much the policy itself has done of late. Immutable once read.
 */
final class PolicyPast {
  /** How long a machine on which anything failed is left alone, and how long a day is. */
  static final Duration REST = Duration.ofHours(24);

  /** Name of the detail that tells which policy a plan is of. */
  static final String POLICY = "policy";

  /** One repair of one machine, by a policy or by a person. */
  private static final class Run {
    private final String id;
    private final String plan;
    private final String machine;
    private final @Nullable RepairKind kind;
    private final Instant begunAt;
    private boolean tried;
    private @Nullable RepairOutcome outcome;
    private Instant endedAt;

    Run(JournalEntry line) {
      id = line.operationId();
      plan = line.planDigest();
      machine = machine(line.vcenter(), line.object());
      kind = RepairKind.of(line.details().getOrDefault("kind", ""));
      begunAt = line.at();
      endedAt = line.at();
    }

    /** An ending that left everything as it was is a failure all the same if anything was tried. */
    boolean failed() {
      RepairOutcome ended = outcome;
      return ended != null && (ended.isFailure() || (ended == RepairOutcome.UNTOUCHED && tried));
    }
  }

  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Set<String> plans = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private final String policy;
  private final Instant now;

  private PolicyPast(String policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  /** As the journal tells it now. */
  static PolicyPast of(Journal journal, String policy, Instant now) {
    PolicyPast past = new PolicyPast(policy, now);
    journal.each(line -> past.take(line.entry()));
    return past;
  }

  private void take(JournalEntry line) {
    if (line.operationId().isEmpty()) {
      if (line.event() == JournalEvent.APPROVED && policy.equals(line.details().get(POLICY))) {
        plans.add(line.planDigest());
      }
      if (line.event() == JournalEvent.REFUSED && line.at().isAfter(now.minus(REST))) {
        told.add(told(line));
      }
      return;
    }
    if (line.event() == JournalEvent.STARTED) {
      runs.put(line.operationId(), new Run(line));
    }
    Run run = runs.get(line.operationId());
    if (run == null) {
      return;
    }
    switch (line.event()) {
      case INTENT -> run.tried = true;
      case FINISHED -> {
        run.outcome = RepairOutcome.of(line.details().getOrDefault("outcome", "needs-human"));
        run.endedAt = line.at();
      }
      default -> {}
    }
  }

  /**
   * Why a machine is to be left alone, whatever a plan would say of it; null when it is not. What a
   * reset could not take back is what the removal of leftovers is there for.
   */
  @Nullable Text leftAlone(String vcenter, String object, RepairKind wanted) {
    Run open = null;
    Run failed = null;
    Run unresolved = null;
    for (Run run : runs.values()) {
      if (!run.machine.equals(machine(vcenter, object))) {
        continue;
      }
      if (run.outcome == null) {
        open = run;
      } else if (run.outcome == RepairOutcome.NEEDS_HUMAN) {
        boolean mended =
            wanted == RepairKind.REMOVE_LEFTOVERS && run.kind != null && run.kind.takesSnapshots();
        unresolved = mended ? unresolved : run;
      } else if (run.outcome.isGood()) {
        unresolved = null;
      }
      if (run.failed() && run.endedAt.isAfter(now.minus(REST))) {
        failed = run;
      }
    }
    if (open != null) {
      String digest = PlanFile.shortened(open.plan);
      return Text.of("policy.alone.open", digest);
    }
    if (unresolved != null) {
      return Text.of("policy.alone.unresolved", unresolved.id, unresolved.endedAt);
    }
    return failed == null ? null : Text.of("policy.alone.failed", failed.id, failed.endedAt);
  }

  /** Machines that the policy began with in the last 24 hours. */
  int begun() {
    return (int) runs.values().stream().filter(run -> isOurs(run, run.begunAt)).count();
  }

  /** Repairs of the policy that failed in the last 24 hours. */
  int failures() {
    return failed().size();
  }

  /** When the oldest of those failures is 24 hours old; now when there is none. */
  Instant restsUntil() {
    return failed().values().stream().min(Instant::compareTo).map(at -> at.plus(REST)).orElse(now);
  }

  private Map<String, Instant> failed() {
    Map<String, Instant> failed = new HashMap<>();
    for (Run run : runs.values()) {
      // One that is parked has not ended, and counts from its beginning.
      if (isOurs(run, run.endedAt) && (run.outcome == null || run.failed())) {
        failed.put(run.id, run.endedAt);
      }
    }
    return failed;
  }

  private boolean isOurs(Run run, Instant at) {
    return plans.contains(run.plan) && at.isAfter(now.minus(REST));
  }

  /** True when a day has not passed since the journal was told the same of the same machine. */
  boolean isTold(JournalEntry line) {
    return told.contains(told(line));
  }

  private static String told(JournalEntry line) {
    return line.details().get(POLICY)
        + " "
        + machine(line.vcenter(), line.object())
        + " "
        + line.details().get("why");
  }

  private static String machine(String vcenter, String object) {
    return vcenter + " " + object;
  }
}
