// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What the schedules did that are no audits, and what they found. Safe for several threads. */
public interface JobRuns {
  /**
   * Keeps that one did what it is for, and in the same step the letters that tell of it.
   *
   * @param found what people have to look at; these and no others from now on
   * @param teller writes the letters; called within the step
   * @throws StoreException when the store cannot be written
   */
  void good(
      String schedule,
      Instant startedAt,
      Instant finishedAt,
      Set<Audits.Trouble> found,
      Audits.Teller teller);

  /**
   * Keeps that one did not; what was found before stays.
   *
   * @param trouble that it is
   * @throws StoreException when the store cannot be written
   */
  void failed(
      String schedule,
      Instant startedAt,
      Instant finishedAt,
      Audits.Trouble trouble,
      Audits.Teller teller);

  /** The last one of each schedule, by name. */
  List<JobRun> list();
}
