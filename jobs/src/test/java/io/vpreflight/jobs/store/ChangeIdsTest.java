// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.ChangeIdMemory;
import io.vpreflight.jobs.check.ShownChangeId;
import io.vpreflight.jobs.testing.AStore;
import io.vpreflight.vsphere.inventory.MoRef;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is remembered of the changeIds of disks. */
@ParameterizedClass
@EnumSource(AStore.class)
class ChangeIdsTest {
  private static final Instant DAY = Instant.parse("2026-11-20T01:00:00Z");

  private final AStore kept;
  @TempDir Path temp;

  ChangeIdsTest(AStore kept) {
    this.kept = kept;
  }

  private static MoRef vm(int number) {
    return new MoRef("VirtualMachine", "vm-" + number);
  }

  private static ShownChangeId shown(int vm, String changeId, int day) {
    Instant at = DAY.plusSeconds(86_400L * day);
    MoRef snapshot = new MoRef("VirtualMachineSnapshot", "snapshot-" + day);
    return new ShownChangeId(
        vm(vm), 2000, "uuid-of-disk", at, snapshot, "backup " + day, at.minusSeconds(60), changeId);
  }

  @Test
  void of_each_epoch_of_a_disk_the_first_changeid_is_kept_for_its_vcenter() {
    try (Store store = kept.open(temp.resolve("state"))) {
      ShownChangeId first = shown(1, "a b/4", 0);
      ShownChangeId reset = shown(1, "c d/1", 2);
      store.changeIds().add("paris", List.of(first));
      store.changeIds().add("paris", List.of(shown(1, "a b/900", 1)));
      ChangeIdMemory before = store.changeIds().known();
      store.changeIds().add("paris", List.of(reset, shown(1, "c d/2", 2)));
      assertEquals(Set.of(first, reset), Set.copyOf(store.changeIds().known().of("paris")));
      assertEquals(List.of(first), before.of("paris"));
      assertEquals(List.of(), store.changeIds().known().of("lyon"));
    }
  }

  @Test
  void a_machine_that_is_gone_is_forgotten_in_its_vcenter_alone() {
    try (Store store = kept.open(temp.resolve("state"))) {
      store.changeIds().add("paris", List.of(shown(1, "a/1", 0), shown(2, "b/1", 0)));
      store.changeIds().add("lyon", List.of(shown(1, "a/1", 0)));
      store.changeIds().retain("paris", Set.of(vm(2), vm(3)));
      assertEquals(List.of(shown(2, "b/1", 0)), store.changeIds().known().of("paris"));
      assertEquals(1, store.changeIds().known().of("lyon").size());
    }
  }
}
