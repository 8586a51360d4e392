// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.store.Audits.Teller;
import io.vpreflight.jobs.store.Audits.Trouble;
import io.vpreflight.jobs.store.Audits.Troubles;
import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(AStore.class)
class JobRunsTest {
  private static final Instant START = Instant.parse("2026-11-21T02:00:00Z");
  private static final Instant END = START.plusSeconds(5);
  private static final Trouble FAILED = new Trouble("job-failed", "");
  private static final Trouble TOKEN = new Trouble("expiring", "token ci");

  private final AStore kept;
  @TempDir Path temp;
  private Store store;
  private final List<Troubles> told = new ArrayList<>();
  private final Teller teller =
      (change, held) -> {
        told.add(change.troubles());
        return List.of();
      };

  JobRunsTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void open() {
    store = kept.open(temp.resolve("state"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void good(int day, Set<Trouble> found) {
    store.jobs().good("copies", on(START, day), on(END, day), found, teller);
  }

  private static Instant on(Instant at, int day) {
    return at.plusSeconds(day * 86_400L);
  }

  @Test
  void the_last_run_is_known_and_when_the_last_good_one_was() {
    assertEquals(List.of(), store.jobs().list());
    good(0, Set.of());
    JobRun first = new JobRun("copies", START, END, true, END);
    assertEquals(List.of(first), store.jobs().list());
    store.jobs().failed("copies", on(START, 1), on(END, 1), FAILED, teller);
    JobRun second = new JobRun("copies", on(START, 1), on(END, 1), false, END);
    assertEquals(List.of(second), store.jobs().list());
    store.jobs().failed("other", START, END, FAILED, teller);
    assertEquals(
        List.of(second, new JobRun("other", START, END, false, null)), store.jobs().list());
  }

  @Test
  void a_failure_is_news_once_and_over_with_the_next_good_run() {
    store.jobs().failed("copies", START, END, FAILED, teller);
    store.jobs().failed("copies", on(START, 1), on(END, 1), FAILED, teller);
    good(2, Set.of());
    assertEquals(
        List.of(
            new Troubles(List.of(FAILED), List.of(), List.of()),
            new Troubles(List.of(), List.of(FAILED), List.of()),
            new Troubles(List.of(), List.of(), List.of(FAILED))),
        told);
  }

  @Test
  void what_was_found_stays_until_a_good_run_finds_it_no_more() {
    good(0, Set.of(TOKEN));
    store.jobs().failed("copies", on(START, 1), on(END, 1), FAILED, teller);
    good(2, Set.of(TOKEN));
    good(3, Set.of());
    assertEquals(List.of(TOKEN), told.get(0).news());
    assertEquals(List.of(), told.get(1).over());
    assertEquals(List.of(TOKEN), told.get(2).still());
    assertEquals(List.of(TOKEN), told.get(3).over());
  }
}
