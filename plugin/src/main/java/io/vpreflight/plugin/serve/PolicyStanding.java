// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import io.vpreflight.jobs.repair.policy.PolicyRunner;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.PolicyFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the policy that approved a plan stands by it still. Safe for several threads. */
record PolicyStanding(Journal journal, Clock clock) {
  /**
   * Why it does not; null when it does, and when a person approved the plan, or approved it last.
   */
  @Nullable Text withdrawn(PlanFile plan) {
    Map<String, String> approved =
        journal.ofPlan(plan.digest()).stream()
            .filter(line -> line.event() == JournalEvent.APPROVED)
            .map(JournalEntry::details)
            .reduce(Map.of(), (first, second) -> second);
    String file = approved.get(PolicyOrder.FILE);
    if (file == null) {
      return null;
    }
    try {
      PolicyOrder order = PolicyFile.read(Path.of(file));
      return order.sha256().equals(approved.get(PolicyOrder.SHA256))
          ? new PolicyRunner(order, clock).idle()
          : Text.of("policy.changed", order.policy().name());
    } catch (ConfigException e) {
      return e.problems().get(0);
    }
  }
}
