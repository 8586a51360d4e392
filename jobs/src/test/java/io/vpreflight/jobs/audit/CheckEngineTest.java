// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CheckEngineTest {
  private static final int MANY = 1_000;

  /** Finds something on every machine, and throws at the one of that name. */
  private record Everything(String throwsAt) implements ObjectCheck<VirtualMachine> {
    private static final CheckInfo INFO = CheckInfo.of("vm.test.everything", "found").build();

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
      if (vm.name().equals(throwsAt)) {
        throw new IllegalStateException("at " + vm.name());
      }
      return Outcome.hit("found").only();
    }
  }

  private static AnInventory many() {
    return AnInventory.of(
        IntStream.range(0, MANY).mapToObj(i -> AVm.named("app-" + i)).toArray(AVm[]::new));
  }

  @Test
  void machines_are_told_in_the_order_of_the_inventory_whichever_thread_was_first() {
    AnInventory inventory = many();
    CheckEngine.Results results = Runs.run(new Everything(""), inventory);
    assertEquals(
        inventory.build().virtualMachines().stream().map(VirtualMachine::name).toList(),
        results.findings().stream().map(finding -> finding.object().name()).toList());
    assertEquals(MANY, Runs.evaluated(results));
  }

  @Tag("F34")
  @Test
  void a_check_that_breaks_at_one_machine_has_said_nothing_of_any() {
    CheckEngine.Results results = Runs.run(new Everything("app-500"), many());
    assertEquals(List.of(), results.findings());
    assertEquals(0, Runs.evaluated(results));
    assertEquals("IllegalStateException: at app-500", results.runs().get(0).broke());
  }
}
