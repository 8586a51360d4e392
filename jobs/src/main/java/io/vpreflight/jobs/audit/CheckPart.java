// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one check said of some of the objects. Parts are put together in the order of the objects,
 * whichever was ready first. For one thread at a time.
 */
final class CheckPart {
  private final CheckInfo info;
  private final Profile profile;
  private final List<Finding> findings = new ArrayList<>(0);
  private final List<UndeterminedResult> undetermined = new ArrayList<>(0);
  private final Map<Text, Integer> notObservable = new LinkedHashMap<>(0);
  private final Map<String, Integer> skipped = new TreeMap<>();
  private int evaluated;
  private long nanos;
  private @Nullable String broke;

  CheckPart(CheckInfo info, Profile profile) {
    this.info = info;
    this.profile = profile;
  }

  /** Does the judging, and sees to it that a check which throws is broke and nothing more. */
  CheckPart filledBy(Runnable judging) {
    long start = System.nanoTime();
    try {
      judging.run();
    } catch (RuntimeException e) {
      broke = e.getClass().getSimpleName() + ": " + e.getMessage();
      clear();
    }
    nanos = System.nanoTime() - start;
    return this;
  }

  /** That many more objects were judged. */
  void evaluated(int objects) {
    evaluated += objects;
  }

  /** An object was not judged, for what it is. */
  void skip(String why) {
    skipped.merge(why, 1, Integer::sum);
  }

  void add(ObjectRef object, Outcome outcome) {
    if (outcome instanceof Outcome.Hit hit) {
      findings.add(finding(object, hit));
    } else if (outcome instanceof Outcome.Undetermined unknown) {
      undetermined.add(new UndeterminedResult(info.id(), object, unknown.key(), unknown.reason()));
    } else if (outcome instanceof Outcome.NotObservable blind) {
      notObservable.merge(blind.reason(), 1, Integer::sum);
    }
  }

  /** Adds what the check said of the objects that come next. */
  void add(CheckPart next) {
    nanos += next.nanos;
    if (broke != null) {
      return;
    }
    next.skipped.forEach((why, count) -> skipped.merge(why, count, Integer::sum));
    broke = next.broke;
    if (broke != null) {
      clear();
      return;
    }
    evaluated += next.evaluated;
    findings.addAll(next.findings);
    undetermined.addAll(next.undetermined);
    next.notObservable.forEach((why, count) -> notObservable.merge(why, count, Integer::sum));
  }

  /** Half of what it would have said is worth nothing. */
  private void clear() {
    findings.clear();
    undetermined.clear();
    notObservable.clear();
    evaluated = 0;
  }

  private Finding finding(ObjectRef object, Outcome.Hit hit) {
    Severity severity = profile.severity(info.id(), hit.kind());
    if (severity == null || !info.kinds().contains(hit.kind())) {
      throw new IllegalStateException("undeclared kind " + hit.kind() + " of " + info.id());
    }
    String prefix = "check." + info.id() + "." + hit.kind();
    return new Finding(
        info.id(),
        info.version(),
        hit.kind(),
        severity,
        object,
        hit.key(),
        new Text(prefix + ".summary", hit.args()),
        hit.evidence(),
        new Text(prefix + ".remedy", hit.args()),
        info.errorIds());
  }

  /** Whose part it is. */
  String check() {
    return info.id();
  }

  List<Finding> findings() {
    return findings;
  }

  List<UndeterminedResult> undetermined() {
    return undetermined;
  }

  List<NotObservable> notObservable() {
    List<NotObservable> all = new ArrayList<>(notObservable.size());
    notObservable.forEach((why, count) -> all.add(new NotObservable(info.id(), count, why)));
    return all;
  }

  CheckRun summary() {
    int blind = notObservable.values().stream().mapToInt(Integer::intValue).sum();
    return new CheckRun(
        info.id(),
        info.version(),
        evaluated,
        findings.size(),
        undetermined.size(),
        blind,
        skipped,
        Duration.ofNanos(nanos),
        broke);
  }
}
