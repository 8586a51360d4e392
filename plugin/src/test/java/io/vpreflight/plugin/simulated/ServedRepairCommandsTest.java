// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.MutationLog;
import java.nio.charset.StandardCharsets;
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

/** The commands of repairs where a service has the store: they ask it, and print the same. */
@Timeout(600)
class ServedRepairCommandsTest {
  @TempDir Path temp;

  @Test
  void a_repair_by_commands_goes_through_the_service_and_prints_what_it_does_without()
      throws Exception {
    Path dump = RepairBench.dump(temp);
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO, ServedBench.REPAIRER)) {
      JsonObject alone = bench.run(bench.approved(RepairKind.RESET_CBT, 1)).json();
      int before = bench.server.mutations().entries().size();
      try (ServedBench service = ServedBench.on(bench)) {
        Shell.Result made =
            service.command(
                "repair plan --kind consolidate --vm srv-par-conso01 --own-vm none --format json");
        assertEquals(Exit.OK, made.code(), made.toString());
        PlanFile plan = PlanFile.read(made.out().getBytes(StandardCharsets.UTF_8));
        assertEquals(System.getProperty("user.name"), plan.plan().planner());
        String name = plan.digest().substring(0, PlanFile.SHORTEST_DIGEST);

        Shell.Result early = service.command("repair run " + name + " --now --reason x");
        assertEquals(Exit.USAGE, early.code(), early.toString());
        assertTrue(early.err().contains("not approved"), early.err());
        Shell.Result approved =
            service.command(
                "repair approve " + name + " --digest " + name + " --reason INC1 --format json");
        assertEquals(Exit.OK, approved.code(), approved.toString());
        assertFalse(approved.json().get("authenticated").getAsBoolean());

        Shell.Result ran =
            service.command("repair run " + name + " --now --reason INC1 --format json");
        assertEquals(Exit.OK, ran.code(), ran.toString());
        assertEquals(alone.keySet(), ran.json().keySet());
        assertEquals(target(alone).keySet(), target(ran.json()).keySet());
        assertEquals("complete", target(ran.json()).get("outcome").getAsString());
        assertTrue(ran.json().get("good").getAsBoolean());
        Shell.Result again = service.command("repair resume " + name);
        assertEquals(Exit.OK, again.code(), again.toString());
        assertTrue(again.out().contains("srv-par-conso01: complete"), again.out());
        assertEquals(
            Set.of(ServedBench.REPAIRER),
            bench.server.mutations().entries().stream()
                .skip(before)
                .filter(entry -> entry.kind().equals("call"))
                .map(MutationLog.Entry::user)
                .collect(Collectors.toSet()));

        Path token = temp.resolve("token");
        Files.createFile(
            token,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, service.token("reader", "read"));
        for (String list : List.of("repair status", "repair history")) {
          for (String form : List.of(" --format json", "")) {
            // With its file away nobody but the service, which has it open, can tell.
            Path store = bench.state().resolve("store.mv.db");
            Files.move(store, temp.resolve("away"));
            Shell.Result here = service.command(list + form);
            Files.move(temp.resolve("away"), store);
            assertEquals(Exit.OK, here.code(), here.toString());
            Shell.Result there =
                service.elsewhere(
                    list + form + " --server " + service.url() + " --token-file " + token);
            assertEquals(Exit.OK, there.code(), there.toString());
            assertEquals(wayless(here.out()), wayless(there.out()));
          }
        }
      }
    }
  }

  @Test
  void what_a_service_cannot_be_told_is_refused_and_not_passed_over() throws Exception {
    Path dump = RepairBench.plant(temp, 1);
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO, ServedBench.REPAIRER)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      Path report = Files.writeString(temp.resolve("report.json"), "{}");
      try (ServedBench service = ServedBench.on(bench)) {
        for (String[] wrong :
            new String[][] {
              {"run " + plan.digest() + " --now --reason x --wait soon", "--wait"},
              {"run " + plan.digest() + " --now --reason x --enable move-vm", "service reload"},
              {"resume " + plan.digest() + " --repair-username x", "--repair-username"},
              {"run " + plan.digest(), "--now --reason"},
              {"plan --kind reload --from-audit " + report, "no report"},
              {"plan --kind reload --from-audit 20261122", "neither a file nor an audit"},
              {"plan --kind reload --vm a --baseline " + report, "Name a schedule"},
              {"plan --kind reload --vm a --baseline stored:nightly", "a schedule nightly"},
              {"plan --kind reload --vm a --longest-stun soon", "--longest-stun"},
              {"plan --kind reload --vm none-such", "none-such"},
              {"plan --kind reload --vm a --vcenter other.example.org", "vcenter"},
              {"run 0000", "0000"}
            }) {
          Shell.Result refused = service.command("repair " + wrong[0]);
          assertEquals(Exit.USAGE, refused.code(), refused.toString());
          assertTrue(refused.err().contains(wrong[1]), refused.toString());
        }
        assertEquals(List.of(), bench.executed());
        Shell.Result stopped = service.command("repair cancel " + plan.digest() + " --reason x");
        assertEquals(Exit.OK, stopped.code(), stopped.toString());
      }
    }
  }

  /** Without what the next command says to come to the same plans. */
  private static String wayless(String out) {
    return out.replaceAll(" --(state-dir|server) .*", "");
  }

  private static JsonObject target(JsonObject run) {
    return run.getAsJsonArray("targets").get(0).getAsJsonObject();
  }
}
