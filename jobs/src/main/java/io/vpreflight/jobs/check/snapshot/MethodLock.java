// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Somebody disabled methods of the machine and did not enable them again, as a backup product does
 * that died. A healthy machine has over twenty disabled methods: only those count that nothing else
 * explains, and only what was so an hour before is called a lock.
 */
public final class MethodLock implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.method.lock", "possible", "confirmed")
          .requires(
              VmProperty.DISABLED_METHOD,
              VmProperty.SNAPSHOT,
              VmProperty.DEVICES,
              VmProperty.POWER_STATE,
              VmProperty.CONNECTION_STATE,
              VmProperty.RECENT_TASK,
              VCenterFact.TASKS)
          .mayRead(
              VmProperty.HOST,
              VmProperty.QUESTION,
              VmProperty.FAULT_TOLERANCE_STATE,
              VmProperty.CRYPTO_STATE,
              VmProperty.SNAPSHOT_IN_BACKGROUND)
          .roles(EnumSet.of(VmRole.ORDINARY))
          .seedRows("002-40")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VirtualMachine> subject() {
    return Subject.VM;
  }

  @Override
  public List<Outcome> check(VirtualMachine vm, Scene scene) {
    if (vm.activity().disabledMethod() == null) {
      return Outcome.unset(VmProperty.DISABLED_METHOD);
    }
    Set<String> locks = DisabledMethods.in(scene).unexplained(vm);
    if (locks.isEmpty()) {
      // A device may be what forbids them.
      return vm.config().hardware() == null && DisabledMethods.hasAny(vm)
          ? Outcome.unset(VmProperty.DEVICES)
          : List.of();
    }
    Text doubt = DisabledMethods.doubt(vm);
    if (doubt != null) {
      return List.of(new Outcome.Undetermined("", doubt));
    }
    boolean confirmed = locks.equals(before(vm, scene));
    Outcome.HitBuilder hit =
        Outcome.hit(confirmed ? "confirmed" : "possible")
            .with(String.join(", ", locks))
            .evidence(VmProperty.DISABLED_METHOD, List.copyOf(locks));
    if (confirmed && scene.baseline() != null) {
      hit.evidence("sameAt", scene.baseline().now());
    }
    return hit.only();
  }

  /** What nothing explained at the inventory before, if that is old enough. */
  private static Set<String> before(VirtualMachine vm, Scene scene) {
    Scene earlier = scene.baseline();
    if (earlier == null
        || scene.age(earlier.now()).compareTo(scene.limits().duration("lock.confirm")) < 0) {
      return Set.of();
    }
    VirtualMachine then = earlier.locations().virtualMachine(vm.ref());
    return then == null ? Set.of() : DisabledMethods.in(earlier).unexplained(then);
  }
}
