// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.inventory.VmQuestion;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingQuestionTest {
  private final AVm vm = AVm.named("app");

  @Test
  void a_question_is_found() {
    vm.question = new VmQuestion("7", "The redo log of app-000001.vmdk is corrupted.");
    assertEquals(List.of("app#7: pending"), Runs.found(Runs.run(new PendingQuestion(), vm)));
  }

  @Test
  void unset_is_vcenter_s_way_to_say_none() {
    assertEquals(List.of(), Runs.found(Runs.run(new PendingQuestion(), vm)));
    assertEquals(List.of(), Runs.undetermined(Runs.run(new PendingQuestion(), vm)));
  }

  @Test
  void unreadable_and_stale_are_undetermined() {
    AVm stale = AVm.named("stale");
    stale.connectionState = VmConnectionState.DISCONNECTED;
    vm.unreadable(VmProperty.QUESTION, "NoPermission");
    assertEquals(
        List.of("app: reason.unreadable", "stale: reason.stale.vm"),
        Runs.undetermined(Runs.run(new PendingQuestion(), vm, stale)));
  }
}
