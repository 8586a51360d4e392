// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotDepthTest {
  private final AVm vm = AVm.named("app");

  private static Results run(AVm vm) {
    return Runs.run(new SnapshotDepth(), vm);
  }

  private AVm tree(int levels) {
    AChain chain = AChain.of(vm, "app.vmdk");
    for (int i = 1; i <= levels; i++) {
      chain.snapshot("snapshot-" + i, "S" + i, Duration.ofHours(1), "app.vmdk");
    }
    return chain.build();
  }

  private AVm chain(String first, int deltas) {
    List<String> files = new ArrayList<>(List.of(first));
    for (int i = 1; i <= deltas; i++) {
      files.add("app-00000" + i + ".vmdk");
    }
    return AChain.of(vm, files.toArray(new String[0])).build();
  }

  @Test
  void three_levels_pass_four_are_deep_and_twenty_five_too_deep() {
    assertEquals(List.of(), Runs.found(run(tree(3))));
    assertEquals(List.of("app: deep"), Runs.found(run(tree(4))));
    assertEquals(List.of("app: too-deep"), Runs.found(run(tree(25))));
  }

  @Test
  void a_chain_that_the_tree_does_not_tell_of_counts() {
    assertEquals(List.of("app: deep"), Runs.found(run(chain("app.vmdk", 4))));
  }

  @Test
  void the_files_of_a_parent_are_no_depth_of_a_linked_clone() {
    AChain.of(
            vm,
            "[vmfs01] master/master.vmdk",
            "[vmfs01] master/m1.vmdk",
            "[vmfs01] master/m2.vmdk",
            "[vmfs01] master/m3.vmdk",
            "app.vmdk")
        .build();
    assertEquals(List.of(), Runs.found(run(vm)));
  }

  @Test
  void but_they_count_towards_the_limit_of_vsphere() {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      files.add("[vmfs01] master/m" + i + ".vmdk");
    }
    files.add("app.vmdk");
    AChain.of(vm, files.toArray(new String[0])).build();
    assertEquals(List.of("app: too-deep"), Runs.found(run(vm)));
  }

  @Test
  void branches_beside_each_other_are_not_depth() {
    AChain chain = AChain.of(vm, "app.vmdk");
    for (int i = 1; i <= 6; i++) {
      chain.snapshotBelow(null, "snapshot-" + i, "S", Duration.ofHours(1), "app.vmdk");
    }
    assertEquals(List.of(), Runs.found(run(chain.build())));
  }

  @Test
  void a_tree_on_a_vvol_has_a_depth_too() {
    AnInventory inventory = AnInventory.of(tree(4));
    inventory.datastores.set(0, AnInventory.aDatastore("VVOL", 4096, 2048));
    assertEquals(List.of("app: deep"), Runs.found(Runs.run(new SnapshotDepth(), inventory)));
  }

  @Test
  void devices_that_are_unset_are_undetermined() {
    vm.hardwareUnset = true;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(vm)));
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.SNAPSHOT, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }
}
