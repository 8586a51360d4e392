// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaleDpmServerTest {
  private final AVm vm = AVm.named("app");

  private List<String> found() {
    return Runs.found(Runs.run(new StaleDpmServer(), vm));
  }

  @Test
  void a_server_that_claims_the_machine_is_found() {
    vm.customValues.put("DPMServer", "mabs01.example.org");
    assertEquals(List.of("app: claimed"), found());
  }

  @Test
  void a_cleared_value_and_other_attributes_pass() {
    vm.customValues.put("DPMServer", "");
    vm.customValues.put("Owner", "DPMServer");
    assertEquals(List.of(), found());
  }

  @Test
  void no_attribute_passes() {
    assertEquals(List.of(), found());
  }

  @Test
  void unreadable_values_and_names_are_undetermined() {
    vm.unreadable(VmProperty.CUSTOM_VALUE, "NoPermission");
    assertEquals(
        List.of("app: reason.unreadable"), Runs.undetermined(Runs.run(new StaleDpmServer(), vm)));
    AnInventory inventory = AnInventory.of(AVm.named("other"));
    inventory.historyUnreadable.put(VCenterFact.CUSTOM_FIELDS.path(), "NoPermission");
    assertEquals(
        List.of("other: reason.unreadable"),
        Runs.undetermined(Runs.run(new StaleDpmServer(), inventory)));
  }
}
