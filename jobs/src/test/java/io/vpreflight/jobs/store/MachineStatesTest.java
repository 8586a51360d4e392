// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.store.MachineStates.Seen;
import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the last audits saw of single machines. */
@ParameterizedClass
@EnumSource(AStore.class)
class MachineStatesTest {
  private static final Instant AT = Instant.parse("2026-11-20T01:00:00Z");
  private static final MachineState KNOWN =
      new MachineState(
          "vm-1", "é \"1\"\n\u202e", "Paris", "blue", "esx1", true, 2, false, 3, AT, false);
  private static final MachineState UNKNOWN =
      new MachineState("vm-2", "web", "", "", "", null, null, null, null, null, null);

  private final AStore kept;
  @TempDir Path temp;

  MachineStatesTest(AStore kept) {
    this.kept = kept;
  }

  private static Seen seen(String schedule, String vcenter, MachineState... machines) {
    return new Seen(
        schedule, vcenter, vcenter + ".example.org", "cbt-health", AT, List.of(machines));
  }

  @Test
  void what_is_known_and_what_is_not_comes_back_as_it_was() {
    Seen seen = seen("nightly", "paris", KNOWN, UNKNOWN);
    try (Store store = kept.open(temp.resolve("state"))) {
      store.machines().keep(List.of(seen));
      assertEquals(List.of(seen), store.machines().list());
    }
  }

  @Test
  void an_audit_replaces_what_its_schedule_knew_of_the_vcenters_that_it_read() {
    try (Store store = kept.open(temp.resolve("state"))) {
      Seen lyon = seen("nightly", "lyon", UNKNOWN);
      Seen weekly = seen("weekly", "paris", UNKNOWN);
      store.machines().keep(List.of(seen("nightly", "paris", UNKNOWN), lyon));
      store.machines().keep(List.of(weekly));
      Seen now = seen("nightly", "paris", KNOWN);
      store.machines().keep(List.of(now));
      assertEquals(List.of(lyon, now, weekly), store.machines().list());
    }
  }

  @Test
  void of_too_many_machines_the_first_are_kept() {
    MachineState[] many =
        IntStream.rangeClosed(0, MachineStates.MOST)
            .mapToObj(
                i ->
                    new MachineState(
                        "vm-" + i, "web", "", "", "", null, null, null, null, null, null))
            .toArray(MachineState[]::new);
    try (Store store = kept.open(temp.resolve("state"))) {
      store.machines().keep(List.of(seen("nightly", "paris", many)));
      List<MachineState> all = store.machines().list().get(0).machines();
      assertEquals(MachineStates.MOST, all.size());
      assertEquals("vm-0", all.get(0).id());
    }
  }
}
