// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.inventory.VmQuestion;
import java.util.List;

/** The machine has stopped and waits until somebody answers a question. */
public final class PendingQuestion implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.question.pending", "pending")
          .requires(VmProperty.QUESTION)
          .allRoles()
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
    // Unset is vCenter's way to say that there is none.
    VmQuestion question = vm.runtime().question();
    return question == null
        ? List.of()
        : Outcome.hit("pending")
            .key(question.id())
            .with(question.text())
            .evidence("runtime.question.id", question.id())
            .evidence("runtime.question.text", question.text())
            .only();
  }
}
