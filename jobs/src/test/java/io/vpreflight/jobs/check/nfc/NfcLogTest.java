// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostLogLine;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.List;
import org.junit.jupiter.api.Test;

class NfcLogTest {
  private static final String NO_MEMORY =
      "2026-11-20T05:10:00.123Z warning hostd[2099] NFC: Failed to allocate the requested 2097176"
          + " bytes";
  private final AnInventory inventory = AnInventory.of(AHost.usual());

  private Results run() {
    return Runs.run(new NfcLog(), inventory);
  }

  private void line(String text) {
    inventory.hostLog.add(new HostLogLine(AnInventory.HOST, inventory.hostLog.size() + 1, text));
  }

  @Test
  void lines_are_found_by_what_they_mean() {
    line(NO_MEMORY);
    line("2026-11-20T05:11:00Z error hostd[2099] [NFC ERROR] connection reset");
    assertEquals(
        List.of("esx01.example.org#memory: memory", "esx01.example.org#other: other"),
        Runs.found(run()));
  }

  @Test
  void a_line_of_last_week_is_over() {
    line(NO_MEMORY.replace("2026-11-20", "2026-11-13"));
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_line_without_a_time_counts() {
    line("NFC: Failed to allocate the requested 2097176 bytes");
    line("Failed to allocate the requested 12 bytes in Nfc");
    assertEquals(List.of("esx01.example.org#memory: memory"), Runs.found(run()));
  }

  @Test
  void lines_of_other_hosts_and_other_matters_do_not() {
    line("2026-11-20T05:11:00Z info hostd[2099] all is well");
    inventory.hostLog.add(new HostLogLine(new MoRef("HostSystem", "host-99"), 1, NO_MEMORY));
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void a_log_that_nobody_asked_for_is_not_observable_in_one_line() {
    inventory.without(VCenterFact.HOST_LOG);
    inventory.hosts.add(AHost.named("esx02").build());
    Results results = run();
    assertEquals(List.of(), Runs.undetermined(results));
    assertEquals(1, results.notObservable().size());
    assertEquals(2, results.notObservable().get(0).count());
  }

  @Test
  void an_unreadable_log_is_undetermined() {
    inventory.historyUnreadable.put(VCenterFact.HOST_LOG.path(), "NoPermission");
    assertEquals(List.of("esx01.example.org: reason.unreadable"), Runs.undetermined(run()));
  }

  @Test
  void a_log_that_was_not_read_beside_others_that_were_says_so() {
    Host away = AHost.named("esx02").build();
    Host late = AHost.named("esx03").build();
    inventory.hosts.addAll(List.of(away, late));
    inventory.historyUnreadable.put(HostLogLine.path(away.ref()), HostLogLine.NOT_CONNECTED);
    inventory.historyUnreadable.put(HostLogLine.path(late.ref()), HostLogLine.NOT_ASKED);
    line(NO_MEMORY);
    Results results = run();
    assertEquals(List.of("esx01.example.org#memory: memory"), Runs.found(results));
    assertEquals(List.of("esx02: reason.unreadable"), Runs.undetermined(results));
    assertEquals(1, results.notObservable().size());
  }
}
