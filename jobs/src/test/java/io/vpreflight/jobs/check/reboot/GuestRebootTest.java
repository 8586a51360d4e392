// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import org.junit.jupiter.api.Test;

class GuestRebootTest {
  @Test
  void it_is_said_once_for_all_machines_that_it_is_about() {
    AVm template = AVm.named("template");
    template.template = true;
    AVm away = AVm.named("away");
    away.connectionState = VmConnectionState.DISCONNECTED;
    Results results = Runs.run(new GuestReboot(), AVm.named("a"), AVm.named("b"), away, template);
    assertEquals(1, results.notObservable().size());
    assertEquals(3, results.notObservable().get(0).count());
    assertEquals("reason.reboot.guest", results.notObservable().get(0).reason().key());
    assertEquals(0, results.findings().size());
    assertEquals(0, results.undetermined().size());
  }
}
