// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.jobs.check.EstateCheck.Located;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs checks over an estate. What a check must not forget is seen to here: roles, stale values,
 * properties that were not given. A check that throws is broke; the others go on.
 */
public final class CheckEngine {
  private final Profile profile;
  private final Estate estate;
  private final InScope scope;

  /** Prepares to judge the objects of a scope for a purpose. */
  public CheckEngine(Profile profile, Estate estate, Scope scope) {
    this(profile, estate, new InScope(scope, estate));
  }

  CheckEngine(Profile profile, Estate estate, InScope scope) {
    this.profile = profile;
    this.estate = estate;
    this.scope = scope;
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
    estate.scenes().parallelStream().forEach(Roles::in);
    List<Supplier<List<CheckPart>>> work = new ArrayList<>();
    for (Check check : checks) {
      if (check instanceof EstateCheck estateCheck) {
        work.add(() -> List.of(judge(estateCheck)));
      }
    }
    estate.scenes().forEach(scene -> bySubject(checks).forEach((s, c) -> add(scene, s, c, work)));

    Map<String, CheckPart> whole = new LinkedHashMap<>();
    checks.forEach(check -> whole.put(check.info().id(), part(check)));
    // The parts come in the order of the work, whoever did it.
    work.parallelStream().map(Supplier::get).toList().stream()
        .flatMap(List::stream)
        .forEach(part -> Objects.requireNonNull(whole.get(part.check())).add(part));
    List<CheckRun> runs = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    List<UndeterminedResult> undetermined = new ArrayList<>();
    List<NotObservable> notObservable = new ArrayList<>();
    for (CheckPart one : whole.values()) {
      runs.add(one.summary());
      findings.addAll(one.findings());
      undetermined.addAll(one.undetermined());
      notObservable.addAll(one.notObservable());
    }
    return new Results(runs, findings, undetermined, notObservable);
  }

  private static Map<Subject<?>, List<ObjectCheck<?>>> bySubject(List<Check> checks) {
    Map<Subject<?>, List<ObjectCheck<?>>> bySubject = new LinkedHashMap<>();
    for (Check check : checks) {
      if (check instanceof ObjectCheck<?> one) {
        bySubject.computeIfAbsent(one.subject(), s -> new ArrayList<>()).add(one);
      }
    }
    return bySubject;
  }

  private void add(
      Scene scene,
      Subject<?> subject,
      List<ObjectCheck<?>> checks,
      List<Supplier<List<CheckPart>>> work) {
    Set<MoRef> inside = scope.of(scene);
    for (int number = 0; number < Block.count(scene, subject); number++) {
      int block = number;
      work.add(() -> judge(Block.of(scene, subject, inside, block), checks, block));
    }
  }

  /**
   * All checks over one block. Each block begins with another check, so that two threads seldom
   * wait for the same thing to be derived.
   */
  private List<CheckPart> judge(Block block, List<ObjectCheck<?>> checks, int number) {
    List<CheckPart> parts = new ArrayList<>(checks.size());
    for (int i = 0; i < checks.size(); i++) {
      ObjectCheck<?> check = checks.get((i + number) % checks.size());
      CheckPart part = part(check);
      parts.add(part.filledBy(() -> block.judge(check, part)));
    }
    return parts;
  }

  private CheckPart judge(EstateCheck check) {
    CheckPart part = part(check);
    return part.filledBy(
        () -> {
          EstateCheck.Verdict verdict = check.check(estate);
          part.evaluated(verdict.evaluated());
          scoped(verdict.outcomes()).forEach(one -> part.add(one.object(), aged(one)));
        });
  }

  private Outcome aged(Located one) {
    for (Scene scene : estate.scenes()) {
      if (scene.inventory().vcenter().instanceUuid().equals(one.object().vcenter())) {
        return Block.aged(one.outcome(), scene, one.object().ref());
      }
    }
    return one.outcome();
  }

  private CheckPart part(Check check) {
    return new CheckPart(check.info(), profile);
  }

  /** What concerns several objects is shown whole as soon as one of them lies in the scope. */
  private List<Located> scoped(List<Located> outcomes) {
    if (scope.isAll()) {
      return outcomes;
    }
    Set<String> groups =
        outcomes.stream()
            .filter(o -> scope.contains(o.object()))
            .map(Located::group)
            .collect(Collectors.toSet());
    return outcomes.stream()
        .filter(
            o -> scope.contains(o.object()) || (!o.group().isEmpty() && groups.contains(o.group())))
        .toList();
  }
}
