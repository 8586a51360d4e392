// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.MutationLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fifty machines in one plan: how many have a snapshot of ours at once, by the vCenter's log. */
@Timeout(600)
class ManyAtOnceTest {
  private static final int MACHINES = 50;

  @TempDir static Path folder;

  /** The most that were open at once. */
  private static final class Open {
    private final Map<String, Integer> now = new HashMap<>();
    private final Map<String, Integer> most = new TreeMap<>();

    void more(String place) {
      most.merge(place, now.merge(place, 1, Integer::sum), Math::max);
    }

    void less(String place) {
      now.merge(place, -1, Integer::sum);
    }

    int most(String prefix) {
      return most.entrySet().stream()
          .filter(one -> one.getKey().startsWith(prefix))
          .mapToInt(Map.Entry::getValue)
          .max()
          .orElse(0);
    }
  }

  static Stream<Arguments> limits() {
    return Stream.of(Arguments.of(1, 2, 2, 2), Arguments.of(1, 4, 4, 4), Arguments.of(4, 4, 4, 8));
  }

  @Tag("F28")
  @ParameterizedTest(name = "{0} datastores, limit {1}: {2} on one, {3} in all")
  @MethodSource("limits")
  void of_fifty_machines_no_more_than_the_limits_have_a_snapshot_of_ours(
      int datastores, int limit, int onOne, int inAll) throws IOException {
    Path home = Files.createTempDirectory(folder, "many");
    try (RepairBench bench =
        new RepairBench(
            home, RepairBench.plant(home, MACHINES, datastores), Duration.ofMillis(20))) {
      RunLimits usual = RunLimits.DEFAULT;
      RunLimits limits =
          new RunLimits(
              8,
              limit,
              usual.openSnapshotsPerDatastore(),
              usual.perVCenter(),
              usual.waves(),
              usual.stopAfterFailures(),
              0,
              usual.deadline(),
              usual.guests());
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, MACHINES, limits);
      Shell.Result result = bench.run(plan);
      Set<String> outcomes = new HashSet<>();
      for (JsonElement target : result.json().getAsJsonArray("targets")) {
        outcomes.add(target.getAsJsonObject().get("outcome").getAsString());
      }
      assertEquals(Set.of("complete"), outcomes, result.toString());
      assertEquals(6 * MACHINES, bench.executed().size());
      Open open = open(plan, bench.server.mutations().entries());
      assertEquals(1, open.most("vm "), open.most.toString());
      int most = open.most("datastore ");
      assertTrue(most > 1 && most <= onOne, open.most.toString());
      assertTrue(open.most("all") <= inAll, open.most.toString());
      assertEquals(Set.of(0), new HashSet<>(open.now.values()));
    }
  }

  /** From the call that makes one to the end of the task that removes it. */
  private static Open open(PlanFile plan, List<MutationLog.Entry> log) {
    Map<String, List<String>> datastores = new HashMap<>();
    for (PlanTarget target : plan.plan().repaired()) {
      datastores.put(
          target.object().ref().toString(),
          target.datastores().stream().map(need -> "datastore " + need.datastore()).toList());
    }
    Map<String, String> machines = new HashMap<>();
    Map<String, String> removals = new HashMap<>();
    Open open = new Open();
    for (MutationLog.Entry entry : log) {
      boolean call = entry.kind().equals("call") && entry.outcome().startsWith("ok");
      if (call && entry.method().equals("CreateSnapshot_Task")) {
        machines.put(entry.operationId(), entry.target());
        open.more("all");
        open.more("vm " + entry.target());
        datastores.getOrDefault(entry.target(), List.of()).forEach(open::more);
      } else if (call && entry.method().equals("RemoveSnapshot_Task")) {
        removals.put(entry.outcome(), machines.getOrDefault(entry.operationId(), "?"));
      } else if (entry.kind().equals("task") && removals.containsKey(entry.outcome())) {
        String vm = removals.getOrDefault(entry.outcome(), "?");
        open.less("all");
        open.less("vm " + vm);
        datastores.getOrDefault(vm, List.of()).forEach(open::less);
      }
    }
    return open;
  }
}
