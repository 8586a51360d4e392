// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The deep probe of a reset: what it says before, what it asks, and what a fault comes to. */
@Timeout(600)
class DeepProbeTest {
  @TempDir Path temp;

  private Shell.Result command(RepairBench bench, String command, String... more) {
    List<String> words = bench.words(command, more[0]);
    words.addAll(List.of(more).subList(1, more.length));
    return new Shell(temp).run(words.toArray(String[]::new));
  }

  @Test
  void what_is_asked_and_what_it_proves_is_said_before_and_a_fault_wants_a_person()
      throws IOException {
    Path dump = RepairBench.dump(temp);
    for (boolean fault : new boolean[] {false, true}) {
      Path home = java.nio.file.Files.createDirectory(temp.resolve("home-" + fault));
      try (RepairBench bench = new RepairBench(home, dump, Duration.ZERO)) {
        String vm =
            bench
                .approved(io.vpreflight.jobs.repair.plan.RepairKind.RESET_CBT, 1)
                .plan()
                .repaired()
                .get(0)
                .object()
                .name();
        if (fault) {
          bench
              .server
              .faults()
              .on("QueryChangedDiskAreas")
              .wire(new WireFault.Before(Fault.of("FileFault", "no such change")));
        }
        Shell.Result page =
            command(
                bench, "plan", "--kind=reset-cbt", "--vm", vm, "--own-vm", "none", "--deep-probe");
        assertEquals(Exit.OK, page.code(), page.toString());
        assertTrue(page.out().contains("an answer without one proves nothing"), page.out());
        assertTrue(page.out().contains("DiskRandomRead"), page.out());
        String digest = page.out().replaceAll("(?s).*Digest \\(SHA-256\\) ([0-9a-f]{64}).*", "$1");
        Shell.Result approved =
            new Shell(temp)
                .run(
                    "repair",
                    "approve",
                    digest,
                    "--digest",
                    digest,
                    "--reason",
                    "t",
                    "--state-dir",
                    bench.state().toString());
        assertEquals(Exit.OK, approved.code(), approved.toString());
        Shell.Result ran =
            command(bench, "run", digest, "--now", "--reason", "t", "--format", "json");
        String outcome =
            ran.json()
                .getAsJsonArray("targets")
                .get(0)
                .getAsJsonObject()
                .get("outcome")
                .getAsString();
        assertEquals(fault ? "needs-human" : "complete", outcome, ran.toString());
        assertEquals(fault, ran.out().contains("repair.reason.probe"), ran.toString());
        Shell.Result journal =
            new Shell(temp)
                .run(
                    "journal", "show", "--format", "json", "--state-dir", bench.state().toString());
        assertTrue(journal.out().contains("\"probe."), journal.toString());
        assertEquals(List.of(), bench.server.faults().pending());
      }
    }
  }
}
