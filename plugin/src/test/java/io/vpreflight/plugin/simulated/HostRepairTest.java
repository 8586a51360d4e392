// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.scenario.ClusterScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Fault;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts are woken and connected again, as an admin types it, judged by the vCenter. */
@Tag("long")
@Timeout(600)
class HostRepairTest {
  private static final String ASLEEP = "esx02.example.org";
  private static final String LET_GO = "esx03.example.org";
  private static final String ASKED_FOR = "esx04.example.org";
  private static final int HALTED = 137;

  @TempDir static Path shared;
  private static Path dump;

  @TempDir Path temp;

  @BeforeAll
  static void dump() throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    VCenterScenario vcenter = Scenario.vcenter("vcenter-hosts", now);
    ClusterScenario cluster = vcenter.datacenter("Plant").cluster("Production").dpm(false);
    cluster.host("esx01.example.org");
    cluster.host(ASLEEP).standby();
    cluster
        .host(LET_GO)
        .disconnected()
        .event(
            "HostDisconnectedEvent",
            now.minus(Duration.ofHours(3)),
            event -> event.user("").field("reason", "licenseExpired"));
    cluster
        .host(ASKED_FOR)
        .disconnected()
        .event(
            "HostDisconnectedEvent",
            now.minus(Duration.ofHours(3)),
            event -> event.user("VALOMBRE\\p.garnier").field("reason", "userRequest"));
    vcenter.datacenter("Plant").vm("app01").on(cluster.host("esx05.example.org"));
    dump = shared.resolve("hosts");
    vcenter.writeTo(dump);
  }

  private static String host(String kind) {
    return kind.equals("power-up-host") ? ASLEEP : LET_GO;
  }

  private static String method(String kind) {
    return kind.equals("power-up-host") ? "PowerUpHostFromStandBy_Task" : "ReconnectHost_Task";
  }

  private static Shell.Result plan(RepairBench bench, String kind, String host, String... more) {
    List<String> all = new ArrayList<>(List.of("--host", host, "--format", "json"));
    all.addAll(List.of(more));
    return bench.run("plan", "--kind=" + kind, all.toArray(String[]::new));
  }

  private static PlanFile approved(RepairBench bench, String kind) {
    Shell.Result made = plan(bench, kind, host(kind), "--enable", kind);
    return bench.approved(made);
  }

  private static Shell.Result run(RepairBench bench, PlanFile plan, String kind) {
    return bench.run(
        "run", plan.digest(), "--now", "--reason", "a test", "--enable", kind, "--format", "json");
  }

  private static String runtime(RepairBench bench, PlanFile plan, String property) {
    String moId = plan.plan().repaired().get(0).object().ref().moId();
    return bench
        .server
        .world()
        .locked(
            () ->
                String.valueOf(
                    bench
                        .server
                        .world()
                        .get(new Ref("HostSystem", moId))
                        .textAt("runtime", property)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"power-up-host", "reconnect-host"})
  void a_named_host_is_brought_back(String kind) throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      Shell.Result off = plan(bench, kind, host(kind));
      assertEquals(Exit.USAGE, off.code(), off.toString());
      assertTrue(off.err().contains("--enable " + kind), off.err());
      PlanFile plan = approved(bench, kind);
      Shell.Result still = bench.run("run", plan.digest(), "--now", "--reason", "a test");
      assertEquals(Exit.USAGE, still.code(), still.toString());
      assertEquals(List.of(), bench.executed());
      Shell.Result result = run(bench, plan, kind);
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(List.of(method(kind)), bench.executed());
      assertEquals("connected", runtime(bench, plan, "connectionState"));
      assertEquals("poweredOn", runtime(bench, plan, "powerState"));
      assertEquals(0, bench.server.openSessions());
      Shell.Result again = plan(bench, kind, host(kind), "--enable", kind);
      assertEquals(Exit.FINDINGS, again.code(), again.toString());
    }
  }

  @Tag("F4")
  @ParameterizedTest
  @ValueSource(strings = {"power-up-host", "reconnect-host"})
  void a_reply_that_is_swallowed_is_found_by_looking(String kind) throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      PlanFile plan = approved(bench, kind);
      bench.server.faults().on(method(kind)).wire(new WireFault.Swallowed());
      Shell.Result result = run(bench, plan, kind);
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals(List.of(method(kind)), bench.executed());
    }
  }

  @Test
  void a_host_that_a_person_disconnected_stays_so() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      Shell.Result made = plan(bench, "reconnect-host", ASKED_FOR, "--enable", "reconnect-host");
      assertEquals(Exit.FINDINGS, made.code(), made.toString());
      assertTrue(made.out().contains("disconnected-by-user"), made.out());
      assertTrue(made.out().contains("userRequest"), made.out());
    }
  }

  @Tag("F21")
  @Test
  void what_the_vcenter_refuses_is_told_with_the_state_that_is_left() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      PlanFile plan = approved(bench, "reconnect-host");
      bench
          .server
          .faults()
          .on("ReconnectHost_Task")
          .task(new TaskFault.Fails(Fault.of("AlreadyBeingManaged", "taken")));
      Shell.Result result = run(bench, plan, "reconnect-host");
      assertEquals(Exit.FINDINGS, result.code(), result.toString());
      assertTrue(result.out().contains("AlreadyBeingManaged"), result.out());
      assertEquals("disconnected", runtime(bench, plan, "connectionState"));
    }
  }

  @Test
  void hosts_are_named_and_machines_are_not_hosts() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      for (String[] words :
          List.of(
              new String[] {"--kind=power-up-host", "--vm", "app01"},
              new String[] {"--kind=power-up-host", "--check", "host.power.standby"},
              new String[] {"--kind=reset-cbt", "--host", ASLEEP},
              new String[] {"--kind=power-up-host", "--host", "nowhere"})) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--enable", "power-up-host"));
        Shell.Result made =
            bench.run("plan", all.get(0), all.subList(1, all.size()).toArray(String[]::new));
        assertEquals(Exit.USAGE, made.code(), made.toString());
      }
      assertEquals(List.of(), bench.executed());
    }
  }

  @Test
  void the_page_says_what_happens_in_both_languages() throws IOException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO)) {
      for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
        for (String kind : List.of("power-up-host", "reconnect-host")) {
          List<String> words =
              bench.words("plan", "--kind=" + kind, "--host", host(kind), "--enable", kind);
          Shell.Result page = new Shell(temp).in(language).run(words.toArray(String[]::new));
          assertEquals(Exit.OK, page.code(), page.toString());
          assertFalse(page.out().contains("plan.") && page.out().contains("refusal."), page.out());
        }
      }
    }
  }

  static Stream<Arguments> cuts() {
    return Stream.of("power-up-host", "reconnect-host")
        .flatMap(
            kind ->
                Stream.of(
                        "before-intent",
                        "after-intent",
                        "after-send",
                        "after-reply",
                        "after-task-stored",
                        "after-completion")
                    .map(
                        point ->
                            Arguments.of(
                                kind, (kind.equals("power-up-host") ? "H1:" : "N1:") + point)));
  }

  @Tag("F31")
  @ParameterizedTest
  @MethodSource("cuts")
  void a_power_cut_ends_with_one_execution(String kind, String point)
      throws IOException, InterruptedException {
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ofMillis(60))) {
      PlanFile plan = approved(bench, kind);
      Path said = temp.resolve("said.txt");
      Process process =
          bench.apart(plan, said, List.of("--enable", kind), "-Dvpreflight.crash=" + point);
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), Files.readString(said));
      assertEquals(HALTED, process.exitValue(), Files.readString(said));
      Shell.Result resumed =
          bench.run("resume", plan.digest(), "--enable", kind, "--format", "json");
      assertEquals(Exit.OK, resumed.code(), resumed.toString());
      assertEquals(List.of(method(kind)), bench.executed());
      assertEquals("connected", runtime(bench, plan, "connectionState"));
    }
  }
}
