// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.MutationLog;
import io.vpreflight.simulator.SimulatorBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who plans is not who repairs, and what repairs is out of reach until a plan is approved. */
@Timeout(600)
class RepairAccountTest {
  private static final String REPAIRER = "repair@vsphere.local";

  @TempDir Path temp;

  @Test
  void the_repair_account_is_not_looked_at_before_an_approved_plan_runs() throws IOException {
    Path dump = RepairBench.dump(temp);
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO, REPAIRER)) {
      Path secret = temp.resolve("repair-password");
      Path config =
          Files.writeString(
              temp.resolve("vpreflight.yaml"),
              String.format(
                  """
                  vcenters:
                    - url: %s
                      username: %s
                      passwordFile: %s
                      thumbprints: ["%s"]
                      repairUsername: %s
                      repairPasswordFile: %s
                  """,
                  bench.server.url(),
                  SimulatorBuilder.USER,
                  bench.password(),
                  bench.server.thumbprint(),
                  REPAIRER,
                  secret));
      Shell shell = new Shell(temp).with("VPREFLIGHT_REPAIR_PASSWORD", "wrong, and never tried");
      List<String> ends =
          List.of("--config", config.toString(), "--state-dir", bench.state().toString());
      // Its password is wrong in the environment and not there in the file: nobody minds.
      Shell.Result planned =
          run(
              shell,
              ends,
              "repair",
              "plan",
              "--kind",
              "consolidate",
              "--vm",
              "srv-par-conso01",
              "--own-vm",
              "none",
              "--format",
              "json");
      assertEquals(Exit.OK, planned.code(), planned.toString());
      assertEquals(0, bench.server.openSessions());
      String digest =
          run(new Shell(temp), ends.subList(2, 4), "repair", "history", "--format", "json")
              .json()
              .getAsJsonArray("plans")
              .get(0)
              .getAsJsonObject()
              .get("digest")
              .getAsString();
      run(
          shell,
          ends.subList(2, 4),
          "repair",
          "approve",
          digest,
          "--digest",
          digest,
          "--reason",
          "t");

      Shell.Result gone =
          run(new Shell(temp), ends, "repair", "run", digest, "--now", "--reason", "t");
      assertEquals(Exit.USAGE, gone.code(), gone.toString());
      assertTrue(gone.err().contains(secret.toString()), gone.err());
      assertEquals(List.of(), bench.executed());

      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, RepairBench.PASSWORD_OF_OTHERS);
      Shell.Result ran =
          run(new Shell(temp), ends, "repair", "run", digest, "--now", "--reason", "t");
      assertEquals(Exit.OK, ran.code(), ran.toString());
      assertEquals(
          Set.of(REPAIRER),
          bench.server.mutations().entries().stream()
              .filter(entry -> entry.kind().equals("call"))
              .map(MutationLog.Entry::user)
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void a_password_without_a_name_and_another_ones_password_are_no_way_in() throws IOException {
    Path dump = RepairBench.dump(temp);
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO, REPAIRER)) {
      String digest =
          bench.approved(io.vpreflight.jobs.repair.plan.RepairKind.RESET_CBT, 1).digest();
      Shell.Result nameless =
          new Shell(temp)
              .with("VPREFLIGHT_REPAIR_PASSWORD", RepairBench.PASSWORD_OF_OTHERS)
              .run(bench.words("run", digest, "--now", "--reason", "t").toArray(String[]::new));
      assertEquals(Exit.USAGE, nameless.code(), nameless.toString());
      assertTrue(nameless.err().contains("--repair-username"), nameless.err());
      Shell.Result unasked =
          bench.run("run", digest, "--now", "--reason", "t", "--repair-username", REPAIRER);
      assertEquals(Exit.USAGE, unasked.code(), unasked.toString());
      assertEquals(List.of(), bench.executed());
      // A plan that could not begin was not begun.
      Shell.Result ran =
          new Shell(temp)
              .with("VPREFLIGHT_REPAIR_USERNAME", REPAIRER)
              .with("VPREFLIGHT_REPAIR_PASSWORD", RepairBench.PASSWORD_OF_OTHERS)
              .run(bench.words("run", digest, "--now", "--reason", "t").toArray(String[]::new));
      assertEquals(Exit.OK, ran.code(), ran.toString());
    }
  }

  private static Shell.Result run(Shell shell, List<String> ends, String... words) {
    List<String> all = new java.util.ArrayList<>(List.of(words));
    all.addAll(ends);
    return shell.run(all.toArray(String[]::new));
  }
}
