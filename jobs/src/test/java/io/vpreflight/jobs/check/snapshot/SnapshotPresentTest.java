// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotPresentTest {
  private final AVm vm = AVm.named("app");

  @Test
  void one_finding_for_all_of_them() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofHours(1), "app.vmdk")
        .snapshot("snapshot-2", "B", Duration.ofHours(1), "app.vmdk")
        .build();
    assertEquals(List.of("app: present"), Runs.found(Runs.run(new SnapshotPresent(), vm)));
  }

  @Test
  void unset_and_empty_are_none() {
    AVm empty = AVm.named("empty");
    empty.snapshot = new SnapshotInfo(null, List.of());
    assertEquals(List.of(), Runs.found(Runs.run(new SnapshotPresent(), vm, empty)));
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.SNAPSHOT, "NoPermission");
    assertEquals(
        List.of("app: reason.unreadable"), Runs.undetermined(Runs.run(new SnapshotPresent(), vm)));
  }
}
