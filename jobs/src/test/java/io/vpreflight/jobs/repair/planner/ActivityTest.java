// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When snapshots come and go, and by whom. */
class ActivityTest {
  @Test
  void snapshot_tasks_of_our_own_repairs_do_not_count() {
    AVm app = AVm.named("app");
    APlan plan = APlan.of(RepairKind.RESET_CBT);
    AnInventory inventory = AnInventory.of(app);
    for (String key : List.of("task-7", "task-8")) {
      ATask task = ATask.on(app, "VirtualMachine.createSnapshot").key(key);
      inventory.tasks.add(task.began(Duration.ofDays(2)).ended(Duration.ofDays(2)).build());
    }
    List<Integer> all = plan.plan(inventory).activity().counts();
    Known.Operation ours =
        new Known.Operation(
            "op", app.ref, AnInventory.NOW, AnInventory.NOW, Set.of("task-7", "task-9"));
    plan.known = new Known(Map.of(), List.of(ours), Set.of(), Map.of(), Set.of());
    RepairPlan made = plan.plan(inventory);
    assertEquals(2, all.stream().mapToInt(Integer::intValue).sum());
    assertEquals(1, made.activity().counts().stream().mapToInt(Integer::intValue).sum());
    List<Text> users =
        made.targets().get(0).warnings().stream()
            .filter(text -> text.key().equals("plan.warning.users"))
            .toList();
    assertEquals(List.of(Text.of("plan.warning.users", "VSPHERE.LOCAL\\backup (1)")), users);
  }
}
