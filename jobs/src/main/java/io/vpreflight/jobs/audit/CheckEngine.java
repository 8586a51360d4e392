// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.jobs.check.EstateCheck.Located;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks over an estate. What a check must not forget is seen to here: roles, stale values,
 * properties that were not given. A check that throws is broke; the others go on.
 */
public final class CheckEngine {
  private final Profile profile;
  private final Estate estate;
  private final Scope scope;
  private final Map<Scene, Set<MoRef>> inScope = new HashMap<>();

  /** Prepares to judge the objects of a scope for a purpose. */
  public CheckEngine(Profile profile, Estate estate, Scope scope) {
    this.profile = profile;
    this.estate = estate;
    this.scope = scope;
    if (!scope.isAll()) {
      estate.scenes().forEach(scene -> inScope.put(scene, scope.in(scene)));
    }
  }

  /**
   * What all the checks said, in the order of the checks.
   *
   * @param runs how each went
   * @param findings what is wrong
   * @param undetermined what could not be known
   * @param notObservable what no vCenter can show
   */
  public record Results(
      List<CheckRun> runs,
      List<Finding> findings,
      List<UndeterminedResult> undetermined,
      List<NotObservable> notObservable) {}

  /** Runs the checks, which the profile must all name. */
  public Results run(List<Check> checks) {
    estate.scenes().forEach(Roles::in);
    List<OneRun> done =
        IntStream.range(0, checks.size()).parallel().mapToObj(i -> runOne(checks.get(i))).toList();
    List<CheckRun> runs = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    List<UndeterminedResult> undetermined = new ArrayList<>();
    List<NotObservable> notObservable = new ArrayList<>();
    for (OneRun one : done) {
      runs.add(one.summary());
      findings.addAll(one.findings);
      undetermined.addAll(one.undetermined);
      one.notObservable.forEach(
          (reason, count) -> notObservable.add(new NotObservable(one.info.id(), count, reason)));
    }
    return new Results(runs, findings, undetermined, notObservable);
  }

  private OneRun runOne(Check check) {
    OneRun run = new OneRun(check.info());
    long start = System.nanoTime();
    try {
      if (check instanceof EstateCheck estateCheck) {
        EstateCheck.Verdict verdict = estateCheck.check(estate);
        run.evaluated = verdict.evaluated();
        scoped(verdict.outcomes()).forEach(located -> run.add(located.object(), located.outcome()));
      } else if (check instanceof ObjectCheck<?> objectCheck) {
        estate.scenes().forEach(scene -> judge(objectCheck, scene, run));
      }
    } catch (RuntimeException e) {
      run.breakWith(e);
    }
    run.elapsed = Duration.ofNanos(System.nanoTime() - start);
    return run;
  }

  private <T> void judge(ObjectCheck<T> check, Scene scene, OneRun run) {
    Subject<T> subject = check.subject();
    Text uncollected = Gaps.uncollected(check.info().required(), scene);
    Set<MoRef> inside = inScope.get(scene);
    Roles roles = Roles.in(scene);
    Staleness staleness = Staleness.in(scene);
    for (T object : subject.in(scene.inventory())) {
      if (inside != null && subject.isScoped() && !inside.contains(subject.ref(object))) {
        run.skipped.merge("out-of-scope", 1, Integer::sum);
        continue;
      }
      if (object instanceof VirtualMachine vm) {
        VmRole role = roles.of(vm).role();
        if (!check.info().roles().contains(role)) {
          run.skipped.merge(role.label(), 1, Integer::sum);
          continue;
        }
      }
      Text unknown = uncollected;
      if (unknown == null) {
        unknown =
            Gaps.unreadable(
                subject.properties(), check.info().required(), subject.unreadable(object));
      }
      if (unknown == null && !check.info().judgesStale()) {
        unknown = stale(object, staleness);
      }
      if (unknown != null) {
        run.add(
            scene.locations().refOf(subject.ref(object)), new Outcome.Undetermined("", unknown));
        continue;
      }
      run.evaluated++;
      List<Outcome> outcomes = check.check(object, scene);
      if (!outcomes.isEmpty()) {
        ObjectRef ref = scene.locations().refOf(subject.ref(object));
        outcomes.forEach(outcome -> run.add(ref, outcome));
      }
    }
  }

  /** What concerns several objects is shown whole as soon as one of them lies in the scope. */
  private List<Located> scoped(List<Located> outcomes) {
    if (scope.isAll()) {
      return outcomes;
    }
    Set<String> groups =
        outcomes.stream()
            .filter(o -> isInScope(o.object()))
            .map(Located::group)
            .collect(Collectors.toSet());
    return outcomes.stream()
        .filter(o -> isInScope(o.object()) || (!o.group().isEmpty() && groups.contains(o.group())))
        .toList();
  }

  private boolean isInScope(ObjectRef object) {
    return estate.scenes().stream()
        .filter(scene -> scene.inventory().vcenter().instanceUuid().equals(object.vcenter()))
        .anyMatch(scene -> inScope.getOrDefault(scene, Set.of()).contains(object.ref()));
  }

  private static @Nullable Text stale(Object object, Staleness staleness) {
    if (object instanceof VirtualMachine vm) {
      return staleness.of(vm);
    }
    return object instanceof Host host ? Staleness.of(host) : null;
  }

  private final class OneRun {
    final CheckInfo info;
    final List<Finding> findings = new ArrayList<>();
    final List<UndeterminedResult> undetermined = new ArrayList<>();
    final Map<Text, Integer> notObservable = new LinkedHashMap<>();
    final Map<String, Integer> skipped = new TreeMap<>();
    int evaluated;
    Duration elapsed = Duration.ZERO;
    @Nullable String broke;

    OneRun(CheckInfo info) {
      this.info = info;
    }

    void add(ObjectRef object, Outcome outcome) {
      if (outcome instanceof Outcome.Hit hit) {
        findings.add(finding(object, hit));
      } else if (outcome instanceof Outcome.Undetermined unknown) {
        undetermined.add(
            new UndeterminedResult(info.id(), object, unknown.key(), unknown.reason()));
      } else if (outcome instanceof Outcome.NotObservable blind) {
        notObservable.merge(blind.reason(), 1, Integer::sum);
      }
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

    /** Half of what it would have said is worth nothing. */
    void breakWith(RuntimeException e) {
      findings.clear();
      undetermined.clear();
      notObservable.clear();
      evaluated = 0;
      broke = e.getClass().getSimpleName() + ": " + e.getMessage();
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
          elapsed,
          broke);
    }
  }
}
