// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotMemoryTest {
  private final AVm vm = AVm.named("app");

  private AChain chain() {
    return AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofHours(1), "app.vmdk");
  }

  private List<String> found() {
    return Runs.found(Runs.run(new SnapshotMemory(), vm));
  }

  private List<String> undetermined() {
    return Runs.undetermined(Runs.run(new SnapshotMemory(), vm));
  }

  @Test
  void a_memory_file_is_found() {
    chain().withMemory().build();
    assertEquals(List.of("app#snapshot-1: memory"), found());
  }

  @Test
  void a_snapshot_without_one_passes() {
    chain().build();
    assertEquals(List.of(), found());
    assertEquals(List.of(), undetermined());
  }

  @Test
  void a_machine_without_snapshots_passes_without_a_layout() {
    assertEquals(List.of(), found());
    assertEquals(List.of(), undetermined());
  }

  @Test
  void an_unset_layout_is_undetermined() {
    AChain chain = chain();
    chain.layoutUnset = true;
    chain.build();
    assertEquals(List.of("app: reason.unset"), undetermined());
  }

  @Test
  void a_layout_without_the_snapshot_is_undetermined() {
    chain().build();
    vm.layoutEx = new FileLayout(List.of(), List.of(), List.of(), null);
    assertEquals(List.of("app#snapshot-1: reason.snapshot.files-unknown"), undetermined());
  }

  @Test
  void an_unreadable_layout_is_undetermined() {
    vm.unreadable(VmProperty.LAYOUT, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), undetermined());
  }
}
