// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What nobody can know of one machine and what it stands on. An audit only counts such machines:
 * their checks are asked once more.
 */
final class Blind {
  private final VmSubject subject;
  private final Set<MoRef> surroundings;

  private Blind(VmSubject subject) {
    this.subject = subject;
    surroundings = subject.surroundings().stream().map(ObjectRef::ref).collect(Collectors.toSet());
  }

  /** What an audit says of it. */
  static List<NotObservable> of(Audit audit, VmSubject subject) {
    Blind blind = new Blind(subject);
    Map<String, Check> checks =
        Checks.all().stream()
            .collect(Collectors.toMap(check -> check.info().id(), Function.identity()));
    Set<String> broke =
        audit.runs().stream()
            .filter(run -> run.broke() != null)
            .map(run -> run.check())
            .collect(Collectors.toSet());
    return audit.notObservable().stream()
        .filter(
            one ->
                broke.contains(one.check())
                    || !(checks.get(one.check()) instanceof ObjectCheck<?> check)
                    || blind.isSaid(check, one.reason()))
        .toList();
  }

  private <T> boolean isSaid(ObjectCheck<T> check, Text reason) {
    for (T object : check.subject().in(subject.scene().inventory())) {
      MoRef ref = check.subject().ref(object);
      boolean concerned =
          surroundings.contains(ref) && (!ref.equals(subject.vm().ref()) || isJudged(check));
      if (concerned
          && check.check(object, subject.scene()).stream()
              .anyMatch(
                  outcome ->
                      outcome instanceof Outcome.NotObservable one
                          && one.reason().equals(reason))) {
        return true;
      }
    }
    return false;
  }

  private boolean isJudged(Check check) {
    return check.info().roles().contains(Roles.in(subject.scene()).of(subject.vm()).role());
  }
}
