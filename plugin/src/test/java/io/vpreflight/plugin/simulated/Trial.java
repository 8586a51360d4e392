// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The reset of one machine that nobody touched yet, on a vCenter whose script is empty. */
final class Trial {
  /** Which call of which method each mutation is. */
  static final Map<String, Call> CALLS =
      Map.of(
          "M1", new Call("ReconfigVM_Task", 1),
          "M2", new Call("CreateSnapshot_Task", 1),
          "M3", new Call("RemoveSnapshot_Task", 1),
          "M4", new Call("ReconfigVM_Task", 2),
          "M5", new Call("CreateSnapshot_Task", 2),
          "M6", new Call("RemoveSnapshot_Task", 2));

  /** What a reset that nothing disturbs sends, in order. */
  static final List<String> SIX =
      List.of(
          "ReconfigVM_Task",
          "CreateSnapshot_Task",
          "RemoveSnapshot_Task",
          "ReconfigVM_Task",
          "CreateSnapshot_Task",
          "RemoveSnapshot_Task");

  final RepairBench bench;
  final Simulator server;
  final PlanFile plan;
  final Ref vm;
  final Judge judge;

  record Call(String method, int number) {}

  /** Plans and approves it. */
  Trial(RepairBench shared, Path folder) throws IOException {
    bench = new RepairBench(Files.createTempDirectory(folder, "trial"), shared);
    server = bench.server;
    server.faults().clear();
    server.behaviour().between().forget();
    plan = bench.approved(RepairKind.RESET_CBT, 1);
    MoRef ref = plan.plan().repaired().get(0).object().ref();
    vm = new Ref(ref.type(), ref.moId());
    judge = new Judge(server, ref);
  }

  /** Carries it out, and goes on as long as it is parked and that helps. */
  Ended run() {
    Shell.Result result = bench.run(plan);
    for (int again = 0; again < 2 && !isEnded(result); again++) {
      // Without an answer of the vCenter a plan has not begun, and is run again.
      result =
          result.out().isEmpty()
              ? bench.run(plan)
              : bench.run("resume", plan.digest(), "--format", "json");
    }
    return ended(result);
  }

  private static boolean isEnded(Shell.Result result) {
    return result.out().startsWith("{") && !outcome(result).equals("parked");
  }

  private static String outcome(Shell.Result result) {
    return target(result).get("outcome").getAsString();
  }

  private static JsonObject target(Shell.Result result) {
    return result.json().getAsJsonArray("targets").get(0).getAsJsonObject();
  }

  /** What came of it: fails when an invariant does not hold. */
  Ended ended(Shell.Result result) {
    JsonObject target = target(result);
    assertEquals(List.of(), judge.broken(target, bench.journal(plan)), result.toString());
    Shell.Result verified =
        new Shell(bench.home).run("journal", "verify", "--state-dir", bench.state().toString());
    assertEquals(0, verified.code(), verified.toString());
    return new Ended(outcome(result), result.toString());
  }

  /** How it ended, and all that was said. */
  record Ended(String outcome, String said) {}
}
