// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.ToolsConfig;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomizationPendingTest {
  private static final ToolsConfig NONE = new ToolsConfig("manual", null, false, null);
  private static final ToolsConfig PENDING = new ToolsConfig("manual", "/imgcust-1", false, null);

  private final AVm vm = AVm.named("app");

  private Results run() {
    vm.tools = PENDING;
    return Runs.run(new CustomizationPending(), vm);
  }

  private Results runAfter(Duration ago, @Nullable ToolsConfig before) {
    vm.tools = before;
    AnInventory earlier = AnInventory.of(vm);
    earlier.collectedAt = AnInventory.NOW.minus(ago);
    vm.tools = PENDING;
    return Runs.runAfter(new CustomizationPending(), earlier, AnInventory.of(vm));
  }

  @Test
  void a_new_machine_that_waits_for_its_customization_is_found() {
    vm.createDate = AnInventory.NOW.minus(Duration.ofDays(6));
    assertEquals(List.of("app: pending"), Runs.found(run()));
  }

  @Test
  void an_old_machine_may_carry_an_old_one_so_its_age_is_said_to_be_unknown() {
    assertEquals(List.of(), Runs.found(run()));
    assertEquals(List.of("app: reason.reboot.customization-age"), Runs.undetermined(run()));
    vm.createDate = null;
    assertEquals(List.of("app: reason.reboot.customization-age"), Runs.undetermined(run()));
  }

  @Test
  void one_that_came_since_an_earlier_look_is_young() {
    assertEquals(List.of("app: pending"), Runs.found(runAfter(Duration.ofDays(1), NONE)));
  }

  @Test
  void one_that_was_there_more_than_a_week_ago_is_stale() {
    Results results = runAfter(Duration.ofDays(8), PENDING);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void an_earlier_look_that_leaves_both_possible_decides_nothing() {
    List<String> unknown = List.of("app: reason.reboot.customization-age");
    assertEquals(unknown, Runs.undetermined(runAfter(Duration.ofDays(1), PENDING)));
    assertEquals(unknown, Runs.undetermined(runAfter(Duration.ofDays(8), NONE)));
    assertEquals(unknown, Runs.undetermined(runAfter(Duration.ofDays(8), null)));
    assertEquals(
        unknown,
        Runs.undetermined(
            Runs.runAfter(new CustomizationPending(), new AnInventory(), AnInventory.of(vm))));
  }

  @Test
  void none_pending_passes() {
    vm.tools = NONE;
    assertEquals(List.of(), Runs.found(Runs.run(new CustomizationPending(), vm)));
    vm.tools = new ToolsConfig("manual", "", false, null);
    assertEquals(List.of(), Runs.undetermined(Runs.run(new CustomizationPending(), vm)));
  }

  @Test
  void unset_is_undetermined() {
    vm.tools = null;
    assertEquals(
        List.of("app: reason.unset"), Runs.undetermined(Runs.run(new CustomizationPending(), vm)));
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.TOOLS_CONFIG, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }
}
