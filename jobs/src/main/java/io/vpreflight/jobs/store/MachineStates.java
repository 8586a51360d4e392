// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.util.List;

/** What the last audit of each schedule saw of single machines. Safe for several threads. */
public interface MachineStates {
  /** So many machines of one vCenter are kept for one schedule. */
  int MOST = 10_000;

  /**
   * The machines of one vCenter, as one schedule saw them.
   *
   * @param schedule its name
   * @param vcenter instance UUID
   * @param vcenterName as the configuration names it
   * @param profile id of what it was audited for
   * @param at when they were read, by the clock of vCenter
   * @param machines at most {@link MachineStates#MOST}, those that matter most first
   */
  record Seen(
      String schedule,
      String vcenter,
      String vcenterName,
      String profile,
      Instant at,
      List<MachineState> machines) {
    public Seen {
      machines = List.copyOf(machines);
    }
  }

  /**
   * Keeps these in place of what was known of the same vCenters by the same schedule. Of a vCenter
   * that is not among them, what was known stays.
   *
   * @throws StoreException when the store cannot be written
   */
  void keep(List<Seen> seen);

  /** All of them, by schedule and vCenter. */
  List<Seen> list();
}
