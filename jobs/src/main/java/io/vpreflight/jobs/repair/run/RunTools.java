// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.Leases;
import io.vpreflight.vsphere.Annotations;
import io.vpreflight.vsphere.OptInOperations;
import io.vpreflight.vsphere.RepairOperations;
import io.vpreflight.vsphere.RepairProbes;
import io.vpreflight.vsphere.RepairSight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a repair works with.
 *
 * @param ports the vCenter
 * @param journal where everything is written first
 * @param leases who may work on what
 * @param holder who we are, in leases
 * @param time clock and patience
 * @param crash where the process may be made to end; {@link CrashHook#none()} but in tests
 * @param progress who is told
 * @param words says a text in the language of the events that are written into vCenter
 */
public record RunTools(
    Ports ports,
    Journal journal,
    Leases leases,
    String holder,
    Time time,
    CrashHook crash,
    RunProgress progress,
    Function<Text, String> words) {

  /**
   * The doors to a vCenter. Which opt-ins it lets through was decided when it was opened.
   *
   * @param probes for the deep probe, and for moves, which are refused without; null where there is
   *     none
   */
  public record Ports(
      RepairSight sight,
      RepairOperations operations,
      OptInOperations optIns,
      Annotations annotations,
      @Nullable RepairProbes probes) {
    /** Without the deep probe. */
    public Ports(
        RepairSight sight,
        RepairOperations operations,
        OptInOperations optIns,
        Annotations annotations) {
      this(sight, operations, optIns, annotations, null);
    }
  }

  /**
   * How time passes.
   *
   * @param clock what is written down and what a plan allows goes by it; somebody may set it
   * @param pause what is waited for goes by it; nobody can
   */
  public record Time(Clock clock, Pause pause, Patience patience) {
    Instant now() {
      return clock.instant();
    }

    /** When so much will have passed from now on, to be asked about with {@link #isOver}. */
    Duration in(Duration time) {
      return pause.elapsed().plus(time);
    }

    boolean isOver(Duration moment) {
      return pause.elapsed().compareTo(moment) >= 0;
    }
  }

  /**
   * How long is waited for what.
   *
   * @param poll between two looks
   * @param settle how long vCenter may take to show what is done; twice that without any task means
   *     that it was not done
   * @param soft after that a task is worth a warning
   * @param hard after that nobody waits for a task any more; what it does is unknown
   * @param lease length of a lease, renewed at every look
   */
  public record Patience(
      Duration poll, Duration settle, Duration soft, Duration hard, Duration lease) {
    /** What suits a production vCenter. */
    public static final Patience DEFAULT =
        new Patience(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(15),
            Duration.ofHours(4),
            Duration.ofMinutes(5));
  }
}
