// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the tracking of each disk began anew. A changeId is a UUID, a slash and a counter; only
 * another UUID than before, or one where there was none, shows a reset. Current disks carry no
 * changeId, so that without an earlier one nothing is shown.
 */
public final class Proof {
  private Proof() {}

  /** What the changeIds say of all disks together. */
  public enum Verdict {
    /** Every disk has a new one. */
    PROVEN,
    /** Every disk has one; of some there is nothing to compare with. */
    NOT_PROVEN,
    /** No disk has ever shown one, not before either: this vCenter does not tell. */
    NOT_SHOWN,
    /** Some disk has none: tracking is not effective. */
    NOT_EFFECTIVE,
    /** Some disk has the one of before: the reset had no effect. */
    SAME_AS_BEFORE
  }

  /**
   * What is known.
   *
   * @param disks device keys of the disks that are tracked
   * @param before changeIds of history or of a snapshot before; a disk that is not in it has none
   *     that is known
   * @param off changeIds of the snapshot that was made while tracking was off, or null when there
   *     was none; a disk that is not in it had none then
   * @param on changeIds of the snapshot that was made after tracking was switched on
   */
  public record Evidence(
      Set<Integer> disks,
      Map<Integer, String> before,
      @Nullable Map<Integer, String> off,
      Map<Integer, String> on) {
    public Evidence {
      disks = Set.copyOf(disks);
      before = Map.copyOf(before);
      off = off == null ? null : Map.copyOf(off);
      on = Map.copyOf(on);
    }

    /** True when there was something to show, and no snapshot ever showed any. */
    private boolean isSilent() {
      return on.isEmpty() && before.isEmpty() && off != null && off.isEmpty() && !disks.isEmpty();
    }
  }

  /** Judges; the worst of all disks counts. */
  public static Verdict of(Evidence evidence) {
    if (evidence.isSilent()) {
      return Verdict.NOT_SHOWN;
    }
    Verdict worst = Verdict.PROVEN;
    for (int disk : new TreeSet<>(evidence.disks())) {
      Verdict verdict = of(evidence, disk);
      if (verdict.compareTo(worst) > 0) {
        worst = verdict;
      }
    }
    return worst;
  }

  /** One disk. */
  public static Verdict of(Evidence evidence, int disk) {
    String now = evidence.on().get(disk);
    if (now == null) {
      return Verdict.NOT_EFFECTIVE;
    }
    String earlier = evidence.before().get(disk);
    if (earlier != null) {
      return epoch(earlier).equals(epoch(now)) ? Verdict.SAME_AS_BEFORE : Verdict.PROVEN;
    }
    Map<Integer, String> off = evidence.off();
    if (off == null) {
      return Verdict.NOT_PROVEN;
    }
    String between = off.get(disk);
    if (between == null) {
      return Verdict.PROVEN;
    }
    return epoch(between).equals(epoch(now)) ? Verdict.SAME_AS_BEFORE : Verdict.PROVEN;
  }

  /** The UUID of a changeId. */
  static String epoch(String changeId) {
    int slash = changeId.indexOf('/');
    return (slash < 0 ? changeId : changeId.substring(0, slash)).strip();
  }
}
