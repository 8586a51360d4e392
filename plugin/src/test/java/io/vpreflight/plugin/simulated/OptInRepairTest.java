// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repairs that are off until they are switched on by name, as an admin types them. */
@Timeout(600)
class OptInRepairTest {
  private static final String APPLIANCE = "srv-par-ext01";
  private static final String COPY = "srv-par-paie04_restore_1411";

  @TempDir static Path shared;
  private static Path dump;

  @TempDir Path temp;

  @BeforeAll
  static void dump() throws IOException {
    dump = RepairBench.dump(shared);
  }

  private static Shell.Result plan(RepairBench bench, String kind, String vm, String... more) {
    List<String> all = new ArrayList<>(List.of("--vm", vm, "--own-vm", "none", "--format", "json"));
    all.addAll(List.of(more));
    return bench.run("plan", "--kind=" + kind, all.toArray(String[]::new));
  }

  private static PlanFile approved(RepairBench bench, Shell.Result made) {
    return bench.approved(made);
  }

  private static Shell.Result run(RepairBench bench, PlanFile plan, String... more) {
    List<String> all = new ArrayList<>(List.of("--now", "--reason", "a test"));
    all.addAll(List.of(more));
    return bench.run("run", plan.digest(), all.toArray(String[]::new));
  }

  private static String at(RepairBench bench, PlanTarget target, String property, String path) {
    return bench
        .server
        .world()
        .locked(
            () ->
                String.valueOf(
                    bench
                        .server
                        .world()
                        .get(new Ref("VirtualMachine", target.object().ref().moId()))
                        .textAt(property, path)));
  }

  private Path enabling(String kind) throws IOException {
    return Files.writeString(temp.resolve("v.yaml"), "repair:\n  enabled: [" + kind + "]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"power-on-vm", "new-instance-uuid"})
  void what_is_not_switched_on_is_told_before_anybody_logs_in(String kind) throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      Shell.Result made = plan(bench, kind, APPLIANCE);
      assertEquals(Exit.USAGE, made.code(), made.toString());
      assertTrue(made.err().contains("--enable " + kind), made.err());
      assertTrue(made.err().contains("enabled: [" + kind + "]"), made.err());
      assertEquals(List.of(), bench.executed());
    }
  }

  @Test
  void a_named_machine_is_powered_on_where_the_file_switches_it_on() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      String config = enabling("power-on-vm").toString();
      PlanFile plan = approved(bench, plan(bench, "power-on-vm", APPLIANCE, "--config", config));
      PlanTarget target = plan.plan().repaired().get(0);
      Shell.Result off = run(bench, plan);
      assertEquals(Exit.USAGE, off.code(), off.toString());
      assertEquals(List.of(), bench.executed());
      Shell.Result result = run(bench, plan, "--config", config);
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(List.of("PowerOnVM_Task"), bench.executed());
      assertEquals("poweredOn", at(bench, target, "runtime", "powerState"));
      assertEquals(0, bench.server.openSessions());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"power-on-vm", "new-instance-uuid"})
  void a_reply_that_is_swallowed_is_found_by_looking(String kind) throws IOException {
    boolean power = kind.equals("power-on-vm");
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      PlanFile plan =
          approved(bench, plan(bench, kind, power ? APPLIANCE : COPY, "--enable", kind));
      String method = power ? "PowerOnVM_Task" : "ReconfigVM_Task";
      bench.server.faults().on(method).wire(new WireFault.Swallowed());
      Shell.Result result = run(bench, plan, "--enable", kind);
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(List.of(method), bench.executed());
    }
  }

  @Test
  void the_copy_gets_the_instance_uuid_that_was_approved_and_the_original_keeps_its_own()
      throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      String[] on = {"--enable", "new-instance-uuid"};
      Shell.Result original = plan(bench, "new-instance-uuid", "srv-par-paie04", on);
      assertEquals(Exit.FINDINGS, original.code(), original.toString());
      assertTrue(original.out().contains("not-the-copy"), original.out());
      PlanFile plan = approved(bench, plan(bench, "new-instance-uuid", COPY, on));
      PlanTarget target = plan.plan().repaired().get(0);
      String uuid = target.steps().get(1).about();
      assertNotEquals(target.baseline().instanceUuid(), uuid);
      Shell.Result result = run(bench, plan, on);
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(List.of("ReconfigVM_Task"), bench.executed());
      assertEquals(uuid, at(bench, target, "config", "instanceUuid"));
      Shell.Result again = plan(bench, "new-instance-uuid", COPY, on);
      assertEquals(Exit.FINDINGS, again.code(), again.toString());
      assertTrue(again.out().contains("not-a-duplicate"), again.out());
    }
  }

  @Test
  void the_page_says_what_happens_in_both_languages() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
        for (String kind : List.of("power-on-vm", "new-instance-uuid")) {
          List<String> words =
              bench.words(
                  "plan",
                  "--kind=" + kind,
                  "--vm",
                  kind.equals("power-on-vm") ? APPLIANCE : COPY,
                  "--own-vm",
                  "none",
                  "--enable",
                  kind);
          Shell.Result page = new Shell(temp).in(language).run(words.toArray(String[]::new));
          assertEquals(Exit.OK, page.code(), page.toString());
          assertFalse(page.out().contains("plan.warning") || page.out().contains("plan.step"));
          assertFalse(page.out().contains("plan.kind"), page.out());
        }
      }
    }
  }

  @Test
  void nothing_is_powered_on_because_a_check_found_it() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      Shell.Result made =
          bench.run(
              "plan",
              "--kind=power-on-vm",
              "--check",
              "vm.network",
              "--own-vm",
              "none",
              "--enable",
              "power-on-vm");
      assertEquals(Exit.USAGE, made.code(), made.toString());
      assertTrue(made.err().contains("--vm"), made.err());
    }
  }
}
