// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicateBiosUuidTest {
  private final AVm app = AVm.named("app");
  private final AVm copy = AVm.named("copy");

  DuplicateBiosUuidTest() {
    copy.uuid = app.uuid;
  }

  private Results run() {
    return Runs.run(new DuplicateBiosUuid(), app, copy);
  }

  @Test
  void machines_with_one_bios_uuid_are_found() {
    assertEquals(List.of("app: same-vcenter", "copy: same-vcenter"), Runs.found(run()));
  }

  @Test
  void machines_that_share_only_an_instance_uuid_pass() {
    copy.uuid = "42000000-0000-0000-0000-000000000000";
    copy.instanceUuid = app.instanceUuid;
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_fault_tolerance_group_shares_it_by_design() {
    app.ftInfo = new FaultToleranceInfo(1, List.of("a", "b"));
    copy.ftInfo = new FaultToleranceInfo(2, List.of("a", "b"));
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void unset_is_undetermined() {
    app.uuid = null;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void unreadable_is_undetermined() {
    app.unreadable(VmProperty.BIOS_UUID, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
    assertEquals(List.of(), Runs.found(run()));
  }
}
