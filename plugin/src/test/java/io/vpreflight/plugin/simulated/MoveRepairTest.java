// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.scenario.ClusterScenario;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.VmScenario;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine leaves a host that is short, as an admin types it, judged by the vCenter. */
@Tag("long")
@Timeout(600)
class MoveRepairTest {
  private static final String METHOD = "RelocateVM_Task";
  private static final int HALTED = 137;

  @TempDir Path temp;

  /** A small cluster: app01 and db01 on the first host, web01 on the second. */
  private static final class Plant {
    final VCenterScenario vcenter =
        Scenario.vcenter("vcenter-moves", Instant.now().truncatedTo(ChronoUnit.SECONDS));
    final DatacenterScenario datacenter = vcenter.datacenter("Plant");
    final ClusterScenario cluster = datacenter.cluster("Production").drsBehavior("manual");
    final HostScenario first = cluster.host("esx01.example.org");
    final HostScenario second = cluster.host("esx02.example.org");
    final VmScenario app = datacenter.vm("app01").on(first);
    final VmScenario db = datacenter.vm("db01").on(first);
    final VmScenario web = datacenter.vm("web01").on(second);
  }

  private RepairBench bench(Consumer<Plant> change, Duration pace) throws IOException {
    Plant plant = new Plant();
    change.accept(plant);
    Path dump = temp.resolve("dump");
    plant.vcenter.writeTo(dump);
    return new RepairBench(temp, dump, pace);
  }

  private RepairBench bench(Consumer<Plant> change) throws IOException {
    return bench(change, Duration.ZERO);
  }

  private static String[] words(String... more) {
    List<String> all = new ArrayList<>(List.of("--vm", "app01", "--own-vm", "none"));
    all.addAll(List.of("--enable", "move-vm", "--acknowledge", "host-not-short=app01"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static Shell.Result plan(RepairBench bench) {
    return bench.run("plan", "--kind=move-vm", words("--format", "json"));
  }

  private static PlanFile approved(RepairBench bench) {
    Shell.Result made = plan(bench);
    return bench.approved(made);
  }

  private static Shell.Result run(RepairBench bench, PlanFile plan) {
    return bench.run(
        "run",
        plan.digest(),
        "--now",
        "--reason",
        "a test",
        "--enable",
        "move-vm",
        "--format",
        "json");
  }

  private static String host(RepairBench bench, PlanFile plan) {
    String moId = plan.plan().repaired().get(0).object().ref().moId();
    return bench
        .server
        .world()
        .locked(
            () -> {
              ManagedObject vm = bench.server.world().get(new Ref("VirtualMachine", moId));
              Element host = Objects.requireNonNull(vm.at("runtime", "host"));
              Ref ref = Objects.requireNonNull(host.ref());
              return String.valueOf(bench.server.world().get(ref).textAt("name"));
            });
  }

  @Test
  void a_machine_is_moved_where_rules_and_vcenter_let_it_and_its_disks_stay() throws IOException {
    try (RepairBench bench =
        bench(plant -> plant.cluster.apart("databases", plant.app, plant.db))) {
      PlanFile plan = approved(bench);
      assertEquals(List.of(), bench.executed());
      Shell.Result result = run(bench, plan);
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(List.of(METHOD), bench.executed());
      assertEquals("esx02.example.org", host(bench, plan));
      assertEquals(0, bench.server.openSessions());
    }
  }

  @Test
  void a_host_on_which_nothing_is_short_is_told() throws IOException {
    try (RepairBench bench = bench(plant -> {})) {
      Shell.Result made =
          bench.run(
              "plan",
              "--kind=move-vm",
              "--vm",
              "app01",
              "--own-vm",
              "none",
              "--enable",
              "move-vm",
              "--format",
              "json");
      assertEquals(Exit.FINDINGS, made.code(), made.toString());
      assertTrue(made.out().contains("host-not-short"), made.out());
    }
  }

  private void refused(String key, Consumer<Plant> change) throws IOException {
    try (RepairBench bench = bench(change)) {
      Shell.Result made = plan(bench);
      assertEquals(Exit.FINDINGS, made.code(), made.toString());
      assertTrue(made.out().contains(key), made.out());
    }
  }

  @Test
  void fully_automated_drs_decides_alone() throws IOException {
    refused("repair.move.drs-automated", plant -> plant.cluster.drsBehavior("fullyAutomated"));
  }

  @Test
  void machines_that_are_kept_apart_stay_apart() throws IOException {
    refused("repair.move.apart", plant -> plant.cluster.apart("r", plant.app, plant.web));
  }

  @Test
  void machines_that_are_kept_together_stay_together() throws IOException {
    refused("repair.move.together", plant -> plant.cluster.together("r", plant.app, plant.db));
  }

  @Test
  void a_machine_that_belongs_to_a_host_stays_there() throws IOException {
    refused("repair.move.host-rule", plant -> plant.cluster.onlyOn("r", plant.app, plant.first));
  }

  @Test
  void a_rule_of_a_class_that_nobody_understands_refuses() throws IOException {
    refused("repair.move.rule-unknown", plant -> plant.cluster.rule("ClusterRuleInfo", "r"));
  }

  @Test
  void what_vcenter_itself_says_no_to_is_told() throws IOException {
    try (RepairBench bench = bench(plant -> {})) {
      bench
          .server
          .world()
          .locked(
              () -> {
                for (ManagedObject host : bench.server.world().ofType("HostSystem")) {
                  if ("esx02.example.org".equals(host.textAt("name"))) {
                    host.setRefs("datastore", List.of());
                  }
                }
                return null;
              });
      Shell.Result made = plan(bench);
      assertEquals(Exit.FINDINGS, made.code(), made.toString());
      assertTrue(made.out().contains("repair.move.not-possible"), made.out());
      assertTrue(made.out().contains("InaccessibleDatastore"), made.out());
    }
  }

  @Test
  void a_host_in_maintenance_is_no_place() throws IOException {
    refused("repair.move.no-host", plant -> plant.second.inMaintenanceMode(true));
  }

  @Tag("F25")
  @Test
  void what_somebody_changes_after_the_approval_keeps_it_where_it_is() throws IOException {
    try (RepairBench bench = bench(plant -> {})) {
      PlanFile plan = approved(bench);
      bench
          .server
          .world()
          .locked(
              () -> {
                var cluster = bench.server.world().ofType("ClusterComputeResource").get(0);
                Element changed = Objects.requireNonNull(cluster.get("configurationEx")).copy();
                Objects.requireNonNull(changed.child("drsConfig"))
                    .put("defaultVmBehavior", "fullyAutomated");
                cluster.set("configurationEx", changed);
                return null;
              });
      Shell.Result result = run(bench, plan);
      assertEquals(Exit.FINDINGS, result.code(), result.toString());
      assertTrue(result.out().contains("untouched"), result.out());
      assertEquals(List.of(), bench.executed());
    }
  }

  @Tag("F4")
  @Test
  void a_reply_that_is_swallowed_is_found_by_looking() throws IOException {
    try (RepairBench bench = bench(plant -> {})) {
      PlanFile plan = approved(bench);
      bench.server.faults().on(METHOD).wire(new WireFault.Swallowed());
      Shell.Result result = run(bench, plan);
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(List.of(METHOD), bench.executed());
    }
  }

  @Test
  void the_page_says_what_happens_in_both_languages() throws IOException {
    try (RepairBench bench = bench(plant -> {})) {
      for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
        Shell.Result page =
            new Shell(temp)
                .in(language)
                .run(bench.words("plan", "--kind=move-vm", words()).toArray(String[]::new));
        assertEquals(Exit.OK, page.code(), page.toString());
        assertFalse(page.out().contains("plan.warning"), page.out());
        assertTrue(page.out().contains("esx02.example.org"), page.out());
      }
    }
  }

  @Tag("F31")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "before-intent",
        "after-intent",
        "after-send",
        "after-reply",
        "after-task-stored",
        "after-completion"
      })
  void a_power_cut_ends_with_one_move(String point) throws IOException, InterruptedException {
    try (RepairBench bench = bench(plant -> {}, Duration.ofMillis(60))) {
      PlanFile plan = approved(bench);
      Path said = temp.resolve("said.txt");
      Process process =
          bench.apart(plan, said, List.of("--enable", "move-vm"), "-Dvpreflight.crash=T1:" + point);
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), Files.readString(said));
      assertEquals(HALTED, process.exitValue(), Files.readString(said));
      Shell.Result resumed =
          bench.run("resume", plan.digest(), "--enable", "move-vm", "--format", "json");
      assertEquals(Exit.OK, resumed.code(), resumed.toString());
      assertEquals(List.of(METHOD), bench.executed());
      assertEquals("esx02.example.org", host(bench, plan));
    }
  }
}
