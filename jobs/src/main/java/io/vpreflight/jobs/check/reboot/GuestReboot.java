// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** A reboot that the guest waits for: vCenter does not know, and this check never guesses. */
public final class GuestReboot implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.reboot.guest")
          .mayRead(VmProperty.NAME)
          .judgesStale()
          .seedRows("000-57")
          .build();

  private static final List<Outcome> NOT_OBSERVABLE =
      List.of(new Outcome.NotObservable(Text.of("reason.reboot.guest")));

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
    return NOT_OBSERVABLE;
  }
}
