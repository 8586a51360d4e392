// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.JournalLine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the journal tells of repairs, counted. It goes on where it stopped the last time, as the
 * journal only grows. Safe for several threads.
 */
public final class RepairTally {
  private static final int PAGE = 500;

  private final Journal journal;
  private final Map<String, Begun> open = new HashMap<>();
  private final Map<Ended, Integer> ended = new TreeMap<>();
  private final Map<String, Took> took = new TreeMap<>();
  private long read;

  private record Begun(String kind, Instant at) {}

  /**
   * How repairs ended.
   *
   * @param action kind of repair
   * @param result how it ended, as {@code repair status} says it
   */
  public record Ended(String action, String result) implements Comparable<Ended> {
    @Override
    public int compareTo(Ended other) {
      int byAction = action.compareTo(other.action);
      return byAction != 0 ? byAction : result.compareTo(other.result);
    }
  }

  /**
   * How long repairs took, from their first line in the journal to their last.
   *
   * @param count of repairs
   * @param sum of their spans
   */
  public record Took(int count, Duration sum) {}

  /**
   * What is counted.
   *
   * @param ended number by kind and result
   * @param took by kind
   */
  public record Counts(Map<Ended, Integer> ended, Map<String, Took> took) {
    /** Nothing was repaired. */
    public static final Counts NONE = new Counts(Map.of(), Map.of());
  }

  /** Of that journal. */
  public RepairTally(Journal journal) {
    this.journal = journal;
  }

  /** As the journal stands now. */
  public synchronized Counts counts() {
    List<JournalLine> page = journal.page("", read, PAGE);
    while (!page.isEmpty()) {
      for (JournalLine line : page) {
        take(line.entry());
        read = line.entry().number();
      }
      page = journal.page("", read, PAGE);
    }
    return new Counts(new TreeMap<>(ended), new TreeMap<>(took));
  }

  private void take(JournalEntry entry) {
    if (entry.operationId().isEmpty()) {
      return;
    }
    if (entry.event() == JournalEvent.STARTED) {
      String kind = entry.details().getOrDefault("kind", "unknown");
      open.put(entry.operationId(), new Begun(kind, entry.at()));
    } else if (entry.event() == JournalEvent.FINISHED) {
      Begun begun = open.remove(entry.operationId());
      if (begun != null) {
        String result = entry.details().getOrDefault("outcome", "unknown");
        ended.merge(new Ended(begun.kind(), result), 1, Integer::sum);
        Duration span = Duration.between(begun.at(), entry.at());
        took.merge(
            begun.kind(),
            new Took(1, span),
            (a, b) -> new Took(a.count() + b.count(), a.sum().plus(b.sum())));
      }
    }
  }
}
