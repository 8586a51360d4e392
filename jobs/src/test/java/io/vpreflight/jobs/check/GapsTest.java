// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GapsTest {
  private static final Instant SINCE = AnInventory.NOW.minus(Duration.ofHours(2));

  private final AVm vm = AVm.named("app");
  private final AnInventory inventory = AnInventory.of(vm);

  private List<String> undetermined(String check) {
    Check wanted =
        Checks.all().stream().filter(each -> each.info().id().equals(check)).findFirst().get();
    return Runs.undetermined(Runs.run(wanted, inventory));
  }

  private static HistoryReach cut(boolean open, boolean failed) {
    Reach whole = new Reach(AnInventory.NOW.minus(Duration.ofHours(24)), false);
    Reach cut = new Reach(SINCE, true);
    return new HistoryReach(open ? cut : whole, failed ? cut : whole, cut, whole, cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vm.task.long-running", "vm.task.conflicting", "vm.task.stuck-snapshot"})
  void nothing_found_among_some_of_the_open_tasks_is_undetermined(String check) {
    inventory.reach = cut(true, false);
    assertEquals(List.of("app: reason.tasks-truncated"), undetermined(check));
    inventory.reach = cut(false, true);
    assertEquals(List.of(), undetermined(check));
  }

  @ParameterizedTest
  @CsvSource({"vm.snapshot.task-failed, app", "host.nfc.task-failed, esx01.example.org"})
  void nothing_found_among_some_of_the_failed_tasks_is_undetermined(String check, String object) {
    inventory.reach = cut(false, true);
    assertEquals(List.of(object + ": reason.tasks-truncated"), undetermined(check));
    inventory.reach = cut(true, false);
    assertEquals(List.of(), undetermined(check));
  }

  @Test
  void a_snapshot_that_succeeded_since_settles_what_was_cut_off() {
    inventory.reach = cut(false, true);
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.createSnapshot").ended(Duration.ofHours(1)).build());
    assertEquals(List.of(), undetermined("vm.snapshot.task-failed"));
  }

  @Test
  void a_path_of_another_type_of_object_is_no_property_of_this_one() {
    List<Property> required = List.of(DatastoreProperty.SUMMARY, HostProperty.PRODUCT);
    Unreadable ofHost = new Unreadable(Map.of(HostProperty.PRODUCT.path(), "NoPermission"));
    assertNotNull(Gaps.unreadable(HostProperty.class, required, ofHost));
    Unreadable ofDatastore = new Unreadable(Map.of("summary", "NoPermission"));
    assertNotNull(Gaps.unreadable(DatastoreProperty.class, required, ofDatastore));
    assertNull(
        Gaps.unreadable(DatastoreProperty.class, List.of(HostProperty.PRODUCT), ofDatastore));
  }
}
