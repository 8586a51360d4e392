// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is never sent: a page, as an admin asks for it. */
@Timeout(600)
class RunbookTest {
  @TempDir Path temp;

  private static Shell.Result runbook(RepairBench bench, String kind, String... more) {
    List<String> words = new ArrayList<>(bench.words("runbook", "--kind=" + kind, more));
    int state = words.indexOf("--state-dir");
    words.remove(state + 1);
    words.remove(state);
    return new Shell(bench.home).run(words.toArray(String[]::new));
  }

  @Test
  void evidence_preconditions_and_commands_are_printed_and_nothing_is_sent() throws IOException {
    try (RepairBench bench = new RepairBench(temp, RepairBench.dump(temp), Duration.ZERO)) {
      Shell.Result made =
          runbook(bench, "reboot-guest", "--vm", "srv-par-paie04", "--format", "json");
      assertEquals(Exit.OK, made.code(), made.toString());
      JsonObject page = made.json().getAsJsonArray("runbooks").get(0).getAsJsonObject();
      assertEquals("srv-par-paie04", page.get("name").getAsString());
      assertEquals(3, page.getAsJsonArray("before").size());
      assertTrue(
          page.getAsJsonArray("commands").get(0).getAsString().startsWith("Restart-VMGuest"));
      assertEquals(
          "poweredOn", page.getAsJsonObject("evidence").get("runtime.powerState").getAsString());
      Shell.Result withheld = runbook(bench, "reboot-guest", "--vm", "srv-par-paie04_restore_1411");
      assertEquals(Exit.FINDINGS, withheld.code(), withheld.toString());
      assertFalse(withheld.out().contains("Restart-VMGuest"), withheld.out());
      assertEquals(List.of(), bench.server.mutations().entries());
      assertEquals(0, bench.server.openSessions());
    }
  }

  @Test
  void a_plan_of_what_is_never_sent_names_the_runbook_and_what_is_planned_has_none()
      throws IOException {
    try (RepairBench bench = new RepairBench(temp, RepairBench.dump(temp), Duration.ZERO)) {
      Shell.Result made = bench.run("plan", "--kind=reboot-guest", "--vm", "srv-par-paie04");
      assertEquals(Exit.USAGE, made.code(), made.toString());
      assertTrue(made.err().contains("repair runbook --kind reboot-guest"), made.err());
      Shell.Result planned = runbook(bench, "reconnect-host", "--vm", "srv-par-paie04");
      assertEquals(Exit.USAGE, planned.code(), planned.toString());
      Shell.Result none = runbook(bench, "reboot-guest");
      assertEquals(Exit.USAGE, none.code(), none.toString());
    }
  }
}
