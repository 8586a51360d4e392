// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which other installations somebody has answered for in a plan: whoever made it, and whoever took
 * it up again, as the journal tells.
 */
final class Answered {
  /** What a line of the journal calls them. */
  static final String DETAIL = "installations";

  private Answered() {}

  /** Ids as a line of the journal has them. */
  static String text(Collection<String> ids) {
    return String.join(" ", new TreeSet<>(ids));
  }

  /** Ids of all of them, in a set of the caller's own. */
  static Set<String> of(Journal journal, PlanFile plan) {
    Set<String> ids = new TreeSet<>(plan.plan().answeredInstallations());
    for (JournalEntry line : journal.ofPlan(plan.digest())) {
      String said = line.details().get(DETAIL);
      if (line.event() == JournalEvent.RESUMED && said != null) {
        ids.addAll(List.of(said.split(" ", -1)));
      }
    }
    return ids;
  }
}
