// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.MutationLog;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A policy that the service carries out by its timetable, judged by what was executed. */
@Tag("long")
@Timeout(600)
class RepairWindowTest {
  private static final String MERGE = "ConsolidateVMDisks_Task";

  @TempDir Path temp;

  private Path policy(boolean enabled) throws IOException {
    Path file =
        Files.write(
            temp.resolve("nightly.yaml"),
            List.of(
                "name: nightly",
                "enabled: " + enabled,
                "kind: consolidate",
                "check: vm.snapshot.consolidation-needed",
                "scope:",
                "  vcenter: \"*\"",
                "  include: srv-par-*",
                "  exclude: [srv-par-mandataire01]",
                "window: Monday;0:00;7d",
                "zone: UTC"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  private Path config(RepairBench bench, String repair, Path policy, String cron)
      throws IOException {
    return config(bench, repair, policy, cron, "6h");
  }

  private Path config(RepairBench bench, String repair, Path policy, String cron, String length)
      throws IOException {
    Path file = ServedBench.config(bench, repair, ServedBench.repairAccount(bench));
    String window =
        """
          weekend:
            job: repair
            cron: "%s"
            length: %s
            policy: %s
            ownVm: none
            timeZone: UTC
        """;
    return Files.writeString(
        file, window.formatted(cron, length, policy), StandardOpenOption.APPEND);
  }

  private RepairBench bench() throws IOException {
    return new RepairBench(temp, RepairBench.dump(temp), Duration.ZERO, ServedBench.REPAIRER);
  }

  private static JsonObject when(ServedBench service, Predicate<JsonObject> wanted)
      throws InterruptedException {
    while (true) {
      JsonObject all = service.command("schedules --format json").json();
      for (JsonElement one : all.getAsJsonArray("schedules")) {
        JsonObject schedule = one.getAsJsonObject();
        if (schedule.get("job").getAsString().equals("repair") && wanted.test(schedule)) {
          return schedule;
        }
      }
      Thread.sleep(50);
    }
  }

  private static void when(BooleanSupplier wanted) throws InterruptedException {
    while (!wanted.getAsBoolean()) {
      Thread.sleep(50);
    }
  }

  private static void endTasks(RepairBench bench) {
    World world = bench.server.world();
    Tasks tasks = bench.server.behaviour().tasks();
    world.locked(() -> world.ofType("Task").forEach(task -> tasks.finishNow(task.ref())));
  }

  private static JsonObject done(ServedBench service) throws InterruptedException {
    assertEquals(Exit.OK, service.command("schedules run weekend").code());
    return when(service, one -> !one.get("lastRunAt").isJsonNull());
  }

  @Test
  void within_its_window_what_the_policy_wants_is_done_by_the_account_that_repairs()
      throws Exception {
    try (RepairBench bench = bench()) {
      Path config = config(bench, ServedBench.ON, policy(true), "* * * * * ?");
      try (ServedBench service = new ServedBench(bench, config)) {
        JsonObject state = when(service, one -> bench.executed().size() >= 2);
        when(service, one -> !one.get("lastRunAt").isJsonNull());
        assertEquals("repair", state.get("job").getAsString());
        JsonObject plan =
            service
                .command("repair history --format json")
                .json()
                .getAsJsonArray("plans")
                .get(0)
                .getAsJsonObject();
        assertEquals(
            "policy nightly", plan.getAsJsonObject("approval").get("approver").getAsString());
        String said = service.end().err();
        assertTrue(said.contains("2 machines repaired"), said);
      }
      assertEquals(List.of(MERGE, MERGE), bench.executed(), "and never again");
      assertEquals(
          Set.of(ServedBench.REPAIRER),
          bench.server.mutations().entries().stream()
              .filter(entry -> entry.kind().equals("call"))
              .map(MutationLog.Entry::user)
              .collect(Collectors.toSet()));
      assertEquals(0, bench.server.openSessions());
      assertEquals(Exit.OK, ServedBench.command(bench, "journal verify").code());
    }
  }

  @Test
  void at_the_end_of_its_window_nothing_more_begins_and_the_plan_is_parked() throws Exception {
    try (RepairBench bench = bench()) {
      Duration untilItIsEnded = Duration.ofDays(1);
      bench.server.behaviour().pace().of(MERGE, untilItIsEnded);
      OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
      String cron = "%d %d %d * * ?".formatted(now.getSecond(), now.getMinute(), now.getHour());
      Path config = config(bench, ServedBench.ON, policy(true), cron, "4min");
      try (ServedBench service = new ServedBench(bench, config)) {
        assertEquals(Exit.OK, service.command("schedules run weekend").code());
        when(() -> !bench.executed().isEmpty());
        when(() -> service.now().isAfter(now.plusMinutes(5).toInstant()));
        endTasks(bench);
        when(service, one -> !one.get("lastRunAt").isJsonNull());
        JsonObject plan =
            service
                .command("repair history --format json")
                .json()
                .getAsJsonArray("plans")
                .get(0)
                .getAsJsonObject();
        assertEquals("parked", plan.get("state").getAsString(), plan.toString());
        assertEquals(List.of(MERGE), bench.executed(), "the first was merged, the other untouched");

        String digest = plan.get("digest").getAsString();
        Shell.Result outside = service.command("repair resume " + digest);
        assertEquals(Exit.USAGE, outside.code(), outside.toString());
        assertTrue(outside.err().contains("approves it anew"), outside.err());
        String approve = "repair approve " + digest + " --digest " + digest + " --reason tonight";
        assertEquals(Exit.OK, service.command(approve).code());
        assertEquals(Exit.USAGE, service.command(approve).code(), "once");
        Shell.Result resumed = service.command("repair resume " + digest);
        assertEquals(Exit.FINDINGS, resumed.code(), "what has ended is not begun again");
        assertTrue(resumed.out().contains("srv-par-conso01: complete"), resumed.toString());
        String journal = service.command("journal show --format json").out();
        assertTrue(journal.contains("tonight"), journal);
        String said = service.end().err();
        assertTrue(said.contains("stopped where it may be left"), said);
        assertTrue(said.contains("srv-par-conso02: untouched"), said);
      }
      assertEquals(List.of(MERGE), bench.executed());
      assertEquals(0, bench.server.openSessions());
    }
  }

  @Test
  void a_window_that_ends_with_the_service_did_not_fail() throws Exception {
    Path dump = RepairBench.dump(temp);
    try (RepairBench bench =
        new RepairBench(temp, dump, Duration.ofSeconds(3), ServedBench.REPAIRER)) {
      Path config = config(bench, ServedBench.ON, policy(true), "* * * * * ?");
      try (ServedBench service = new ServedBench(bench, config)) {
        when(service, one -> !bench.executed().isEmpty());
        service.end();
      }
      assertEquals(List.of(MERGE), bench.executed());
      try (Store store = Store.look(bench.state())) {
        assertEquals(List.of(), store.jobs().list());
      }
    }
  }

  @Test
  void outside_its_window_or_while_the_policy_is_off_nothing_begins_even_by_hand()
      throws Exception {
    try (RepairBench bench = bench()) {
      Path closed = config(bench, ServedBench.ON, policy(true), "0 0 0 1 1 ? 2099");
      try (ServedBench service = new ServedBench(bench, closed)) {
        assertTrue(done(service).get("lastRunGood").getAsBoolean());
        assertTrue(service.end().err().contains("the window of the schedule weekend is closed"));
      }
      Path off = config(bench, ServedBench.ON, policy(false), "* * * * * ?");
      try (ServedBench service = new ServedBench(bench, off)) {
        when(service, one -> !one.get("lastGoodAt").isJsonNull());
        assertTrue(service.end().err().contains("nightly"));
      }
      assertEquals(List.of(), bench.executed());
      String journal = ServedBench.command(bench, "journal show --format json").out();
      assertTrue(!journal.contains("planned"), journal);
    }
  }

  @Test
  void what_is_off_for_the_service_is_off_for_its_timetable_and_said_at_once() throws Exception {
    try (RepairBench bench = bench()) {
      Path file = config(bench, "", policy(true), "* * * * * ?");
      Shell.Result refused = new Shell(temp).run("config", "check", "--config", file.toString());
      assertEquals(Exit.USAGE, refused.code(), refused.toString());
      assertTrue(refused.err().contains("service: true"), refused.err());
      Files.writeString(file, Files.readString(file).replace("    length: 6h\n", ""));
      Shell.Result half = new Shell(temp).run("config", "check", "--config", file.toString());
      assertTrue(half.err().contains("policy and length"), half.err());
    }
  }
}
