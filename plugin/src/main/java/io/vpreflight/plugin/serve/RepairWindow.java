// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import io.vpreflight.jobs.repair.policy.PolicyPlan;
import io.vpreflight.jobs.repair.policy.PolicyRunner;
import io.vpreflight.jobs.service.LiveRun;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.config.PolicyFile;
import io.vpreflight.plugin.config.ScheduledJob;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a policy wants done, within the window that a time of a schedule opens: as {@code repair
 * auto} does it, and with every gate of that. Outside nothing begins; at its end, what is under way
 * stops where it may be left.
 */
final class RepairWindow {
  private final ScheduledJob.Repair job;
  private final ServedRepairs repairs;
  private final Store store;
  private final Clock clock;

  RepairWindow(ScheduledJob.Repair job, ServedRepairs repairs, Store store, Clock clock) {
    this.job = job;
    this.repairs = repairs;
    this.store = store;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param text in words
   * @param good false when somebody should look at it
   */
  record Outcome(Text text, boolean good) {}

  /** Does it once. */
  Outcome go() throws IOException, InterruptedException {
    Instant now = clock.instant();
    // No plan lives longer than a day.
    Instant end = job.schedule().closesAt(now, job.length(), now.plus(Duration.ofDays(1)));
    PolicyOrder order = PolicyFile.read(job.policy()).within(this::closed, end);
    PolicyRunner runner = new PolicyRunner(order, clock);
    Text idle = runner.idle();
    if (idle == null) {
      idle = runner.resting(store.journal());
    }
    if (idle != null) {
      return new Outcome(idle, true);
    }
    String by = "schedule " + job.schedule().name();
    PolicyPlan made = repairs.plan(runner, order, job, by);
    PlanFile plan = made.plan();
    if (plan == null || !made.hasWork()) {
      int found = made.found().size();
      return new Outcome(Text.of("serve.window-nothing", order.policy().name(), found), true);
    }
    LiveRun run = repairs.run(runner, plan, by);
    LiveRun.Trouble trouble = run.trouble();
    if (trouble != null) {
      return new Outcome(trouble.text(), false);
    }
    String digest = plan.shortDigest();
    Text stopped = run.stopped();
    if (stopped != null) {
      return new Outcome(Text.of("serve.window-stopped", digest, stopped), run.isGood());
    }
    int machines = plan.plan().repaired().size();
    String key = run.repaired() == machines ? "serve.window-done" : "serve.window-not-all";
    return new Outcome(Text.of(key, digest, machines, run.repaired()), run.isGood());
  }

  private @Nullable Text closed() {
    return job.schedule().isOpen(clock.instant(), job.length())
        ? null
        : Text.of("serve.window-closed", job.schedule().name());
  }
}
