// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.Notice.Alert;
import io.vpreflight.jobs.store.Audits.Trouble;
import io.vpreflight.jobs.store.Known;
import io.vpreflight.jobs.store.Known.InTheWay;
import io.vpreflight.jobs.store.Known.Open;
import io.vpreflight.jobs.store.Known.Told;
import io.vpreflight.jobs.store.SeenFinding.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one channel knows of the findings and troubles of a schedule by the other schedules that it
 * hears of. It counts what is open there now, as bad as the channel wants to hear; a schedule that
 * is no more, or no longer looks for it, has nothing open.
 */
final class Elsewhere {
  private final String schedule;
  private final Map<String, Map<Identity, Severity>> open = new HashMap<>();
  private final Map<Identity, Told> told = new HashMap<>();
  private final Set<Trouble> inTheWay = new HashSet<>();

  /**
   * For a channel.
   *
   * @param schedule whose findings they are
   * @param looks ids of the checks of each schedule that there is; none of one that is no audit
   */
  Elsewhere(Rules rules, String schedule, Map<String, Set<String>> looks, Known known) {
    this.schedule = schedule;
    for (Open one : known.open()) {
      Severity severity = Severity.of(one.severity());
      boolean isLookedFor =
          looks.getOrDefault(one.schedule(), Set.of()).contains(one.identity().check());
      if (isLookedFor && rules.wants(one.schedule()) && rules.wants(severity)) {
        open.computeIfAbsent(one.schedule(), k -> new HashMap<>()).put(one.identity(), severity);
      }
    }
    for (InTheWay one : known.inTheWay()) {
      if (looks.containsKey(one.schedule()) && rules.wants(one.schedule())) {
        inTheWay.add(one.trouble());
      }
    }
    for (Told one : known.told()) {
      if (one.channel().equals(rules.name())) {
        told.put(one.identity(), one);
      }
    }
  }

  /** How bad the channel knows it to be for another schedule; null when it does not know. */
  @Nullable Severity known(Identity identity) {
    Told before = told.get(identity);
    Severity there = worst(identity);
    if (before == null || there == null) {
      return null;
    }
    Severity then = Severity.of(before.severity());
    return then.compareTo(there) < 0 ? then : there;
  }

  /** True when the channel was told of it, and it is in the way of another schedule as well. */
  boolean isKnown(Trouble trouble) {
    return inTheWay.contains(trouble) && told.containsKey(trouble.identity());
  }

  /** True when it is open in another schedule, so that it is not over for the channel. */
  boolean isOpen(Identity identity) {
    return worst(identity) != null;
  }

  private @Nullable Severity worst(Identity identity) {
    Severity worst = null;
    for (Map<Identity, Severity> one : open.values()) {
      Severity there = one.get(identity);
      if (there != null && (worst == null || there.compareTo(worst) > 0)) {
        worst = there;
      }
    }
    return worst;
  }

  /**
   * Alerts of which nothing is left, once the channel knows that as well.
   *
   * @param bad what it is told as wrong
   * @param gone what it is told to be over
   * @param own what is open in the schedule itself, as bad as the channel wants to hear
   */
  List<Alert> over(Set<Identity> bad, Set<Identity> gone, Set<Identity> own) {
    Map<Identity, String> after = new HashMap<>();
    Set<Alert> candidates = new HashSet<>();
    for (Told one : told.values()) {
      after.put(one.identity(), one.schedule());
    }
    for (Set<Identity> changed : List.of(bad, gone)) {
      for (Identity identity : changed) {
        candidates.add(new Alert(schedule, identity.check()));
        String before = after.get(identity);
        if (before != null) {
          candidates.add(new Alert(before, identity.check()));
        }
      }
    }
    gone.forEach(after::remove);
    bad.forEach(identity -> after.put(identity, schedule));
    Set<Alert> left = new HashSet<>();
    after.forEach((identity, by) -> left.add(new Alert(by, identity.check())));
    // What is open and was never told, or by an earlier version, may be what an alert is about.
    unknown(schedule, own, after, left);
    open.forEach((other, findings) -> unknown(other, findings.keySet(), after, left));
    List<Alert> over = new ArrayList<>(candidates);
    over.removeAll(left);
    over.sort(Comparator.comparing(Alert::check).thenComparing(Alert::schedule));
    return over;
  }

  private static void unknown(
      String schedule, Set<Identity> open, Map<Identity, String> told, Set<Alert> left) {
    open.stream()
        .filter(identity -> !told.containsKey(identity))
        .forEach(identity -> left.add(new Alert(schedule, identity.check())));
  }
}
