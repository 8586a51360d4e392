// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some neighbours among the objects of one kind in one vCenter, with what has to be known of each
 * before any check is asked. All checks go over one block before the next is begun: then its
 * records are still near the processor. Not for several threads at once.
 */
final class Block {
  /** A hundred machines are some 500 KB. */
  private static final int SIZE = 128;

  /** Evidence of a finding that rests on what vCenter knew before it lost the object. */
  private static final String STALE_SINCE = "staleSince";

  private final Scene scene;
  private final int from;
  private final int to;
  private final boolean[] outside;
  private final @Nullable VmRole[] roles;
  private final @Nullable Text[] stale;

  private <T> Block(
      Scene scene, Subject<T> subject, @Nullable Set<MoRef> inside, int from, int to) {
    this.scene = scene;
    this.from = from;
    this.to = to;
    outside = new boolean[to - from];
    roles = new VmRole[to - from];
    stale = new Text[to - from];
    Roles allRoles = Roles.in(scene);
    Staleness staleness = Staleness.in(scene);
    List<T> objects = subject.in(scene.inventory());
    for (int i = 0; i < to - from; i++) {
      T object = objects.get(from + i);
      outside[i] = inside != null && subject.isScoped() && !inside.contains(subject.ref(object));
      if (object instanceof VirtualMachine vm) {
        roles[i] = allRoles.of(vm).role();
        stale[i] = staleness.of(vm);
      } else if (object instanceof Host host) {
        stale[i] = staleness.of(host);
      }
    }
  }

  /** How many blocks those objects of a vCenter make. */
  static int count(Scene scene, Subject<?> subject) {
    return (subject.in(scene.inventory()).size() + SIZE - 1) / SIZE;
  }

  /**
   * One of the blocks of a scene.
   *
   * @param inside what lies in the scope; null when everything does
   */
  static Block of(Scene scene, Subject<?> subject, @Nullable Set<MoRef> inside, int number) {
    int size = subject.in(scene.inventory()).size();
    return new Block(scene, subject, inside, number * SIZE, Math.min(size, (number + 1) * SIZE));
  }

  /** Asks a check about each object that it is to judge, and can. */
  <T> void judge(ObjectCheck<T> check, CheckPart part) {
    Subject<T> subject = check.subject();
    Set<VmRole> judged = check.info().roles();
    boolean judgesStale = check.info().judgesStale();
    Text uncollected = Gaps.uncollected(check.info().required(), scene);
    List<T> objects = subject.in(scene.inventory());
    int evaluated = 0;
    for (int i = 0; i < to - from; i++) {
      VmRole role = roles[i];
      if (outside[i]) {
        part.skip("out-of-scope");
        continue;
      }
      if (role != null && !judged.contains(role)) {
        part.skip(role.label());
        continue;
      }
      T object = objects.get(from + i);
      Text unknown = uncollected;
      if (unknown == null) {
        unknown =
            Gaps.unreadable(
                subject.properties(), check.info().required(), subject.unreadable(object));
      }
      if (unknown == null && !judgesStale) {
        unknown = stale[i];
      }
      List<Outcome> outcomes =
          unknown == null
              ? check.check(object, scene)
              : List.of(new Outcome.Undetermined("", unknown));
      evaluated += unknown == null ? 1 : 0;
      if (unknown == null && stale[i] != null) {
        outcomes = aged(outcomes, subject.ref(object));
      }
      if (!outcomes.isEmpty()) {
        ObjectRef ref = scene.locations().refOf(subject.ref(object));
        for (Outcome outcome : outcomes) {
          part.add(ref, outcome);
        }
      }
    }
    part.evaluated(evaluated);
  }

  /** What is found in old values says how old they are. */
  private List<Outcome> aged(List<Outcome> outcomes, MoRef object) {
    return outcomes.stream().map(outcome -> aged(outcome, scene, object)).toList();
  }

  /** The same of one outcome about an object of a vCenter. */
  static Outcome aged(Outcome outcome, Scene scene, MoRef object) {
    String age = Staleness.in(scene).ageOf(object);
    return age != null && outcome instanceof Outcome.Hit hit ? hit.and(STALE_SINCE, age) : outcome;
  }
}
