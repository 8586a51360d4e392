// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotBackgroundTest {
  private final AVm vm = AVm.named("app");

  private Results run() {
    return Runs.run(new SnapshotBackground(), vm);
  }

  @Test
  void true_is_found_and_false_passes() {
    assertEquals(List.of(), Runs.found(run()));
    vm.snapshotInBackground = true;
    assertEquals(List.of("app: writing"), Runs.found(run()));
  }

  @Test
  void unset_without_a_snapshot_is_what_a_healthy_vcenter_sends() {
    vm.snapshotInBackground = null;
    assertEquals(List.of(), Runs.undetermined(run()));
  }

  @Test
  void unset_with_a_snapshot_is_undetermined() {
    vm.snapshotInBackground = null;
    AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofHours(1), "app.vmdk")
        .build();
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.SNAPSHOT_IN_BACKGROUND, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }
}
