// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.schedule.Reminders;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.model.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A service is gone while it carries out a plan; the next one goes on although nobody says so,
 * judged from what the vCenter was asked to do.
 */
@Tag("long")
@Timeout(600)
class ServiceGoesOnTest {
  private static final String PLANS = "/api/v1/plans/";

  @TempDir Path temp;

  private RepairBench bench(int machines, Duration pace) throws Exception {
    return new RepairBench(temp, RepairBench.plant(temp, machines), pace, ServedBench.REPAIRER);
  }

  private static Path config(RepairBench bench) throws Exception {
    return ServedBench.config(bench, ServedBench.ON, ServedBench.repairAccount(bench));
  }

  private static JsonObject run(ServiceClient api, PlanFile plan) {
    return JsonParser.parseString(api.get(PLANS + plan.digest() + "/run")).getAsJsonObject();
  }

  private static void begin(ServiceClient api, PlanFile plan) {
    api.post(PLANS + plan.digest() + "/run", "{\"reason\":\"a test\"}", Map.of());
  }

  /** How the plan stands, as soon as that is so. */
  private static JsonObject when(ServiceClient api, PlanFile plan, Predicate<JsonObject> wanted)
      throws InterruptedException {
    while (true) {
      JsonObject run = run(api, plan);
      if (wanted.test(run)) {
        return run;
      }
      Thread.sleep(50);
    }
  }

  private static Predicate<JsonObject> is(String state) {
    return run -> run.get("state").getAsString().equals(state);
  }

  /** True when a machine of it waits for its next attempt. */
  private static boolean waits(JsonObject run) {
    return run.getAsJsonArray("targets").asList().stream()
        .map(target -> target.getAsJsonObject().get("progress"))
        .anyMatch(
            at ->
                at.isJsonObject()
                    && at.getAsJsonObject().get("phase").getAsString().equals("waiting"));
  }

  private static List<String> outcomes(JsonObject run) {
    return run.getAsJsonArray("targets").asList().stream()
        .map(target -> target.getAsJsonObject().get("outcome").getAsString())
        .toList();
  }

  private static void others(RepairBench bench) {
    bench
        .server
        .faults()
        .on("ReconfigVM_Task")
        .always()
        .task(new TaskFault.Fails(Fault.of("TaskInProgress", "another task runs")));
  }

  /** Who began the plan, and who took it up. */
  private static List<String> begun(RepairBench bench, PlanFile plan) {
    return bench.journal(plan).stream()
        .filter(line -> line.operationId().isEmpty())
        .filter(line -> Set.of(JournalEvent.STARTED, JournalEvent.RESUMED).contains(line.event()))
        .map(line -> line.event() + (isItself(line) ? " by itself" : ""))
        .toList();
  }

  private static boolean isItself(JournalEntry line) {
    return "service:itself".equals(line.details().get("by"));
  }

  private static boolean isReminded(RepairBench bench, PlanFile plan) {
    try (Store store = Store.look(bench.state())) {
      return store.reminders().all().containsKey(plan.digest());
    }
  }

  private static void assertWell(RepairBench bench, PlanFile plan) {
    plan.plan()
        .repaired()
        .forEach(target -> assertEquals(List.of(), bench.broken(target.object().ref())));
    assertFalse(isReminded(bench, plan), "nobody looks after what has ended");
    assertEquals(Exit.OK, ServedBench.command(bench, "journal verify").code());
  }

  @Tag("F31")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gone_while_a_machine_waits_for_others_it_is_reset_once_by_the_next_one(boolean killed)
      throws Exception {
    try (RepairBench bench = bench(1, Duration.ofMillis(20))) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      others(bench);
      try (ServedApart service = new ServedApart(bench, config(bench), null)) {
        begin(service.local(), plan);
        when(service.local(), plan, ServiceGoesOnTest::waits);
        if (killed) {
          service.kill();
        } else {
          service.end();
        }
      }
      assertTrue(isReminded(bench, plan));
      Shell.Result status = ServedBench.command(bench, "repair status");
      assertTrue(status.out().contains("goes on with it by itself"), status.toString());
      bench.server.faults().clear();
      // What was tried and failed is in the log of the vCenter as well.
      int tried = bench.executed().size();
      assertEquals(List.of(), bench.broken(plan.plan().repaired().get(0).object().ref()));
      try (ServedBench service = new ServedBench(bench, config(bench))) {
        JsonObject run = when(service.as("reader", "read"), plan, is("finished"));
        assertEquals(List.of("complete"), outcomes(run), run.toString());
        assertTrue(service.end().err().contains("goes on by itself"));
      }
      List<String> executed = bench.executed();
      assertEquals(Trial.SIX, executed.subList(tried, executed.size()));
      assertEquals(List.of("STARTED", "RESUMED by itself"), begun(bench, plan));
      assertWell(bench, plan);
    }
  }

  @Test
  @Tag("F31")
  void killed_with_tracking_off_it_is_on_again_although_nobody_asks() throws Exception {
    try (RepairBench bench = bench(2, Duration.ofMillis(60))) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      try (ServedApart service = new ServedApart(bench, config(bench), "M3:after-send")) {
        begin(service.local(), plan);
        service.halted();
      }
      assertFalse(bench.broken(plan.plan().repaired().get(0).object().ref()).isEmpty());
      try (ServedBench service = new ServedBench(bench, config(bench))) {
        JsonObject run = when(service.as("reader", "read"), plan, is("finished"));
        assertEquals(List.of("complete"), outcomes(run), run.toString());
      }
      assertEquals(Trial.SIX, bench.executed());
      assertWell(bench, plan);
    }
  }

  @Test
  @Tag("F31")
  void a_service_that_is_killed_again_does_not_try_at_once_but_on_the_ladder() throws Exception {
    try (RepairBench bench = bench(2, Duration.ofMillis(60))) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      try (ServedApart service = new ServedApart(bench, config(bench), "M2:after-send")) {
        begin(service.local(), plan);
        service.halted();
      }
      Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      try (ServedApart service = new ServedApart(bench, config(bench), "M4:after-send")) {
        service.halted();
      }
      try (Store store = Store.look(bench.state())) {
        Instant next = store.reminders().all().getOrDefault(plan.digest(), Instant.MIN);
        assertFalse(next.isBefore(before.plus(Duration.ofMinutes(1))), before + " " + next);
      }
      assertEquals(List.of("STARTED", "RESUMED by itself"), begun(bench, plan));
      try (ServedBench service = new ServedBench(bench, config(bench))) {
        // Who does not want to wait says so.
        ServiceClient api = service.as("runner", "read,execute");
        api.post(PLANS + plan.digest() + "/resumption", null, Map.of());
        when(api, plan, is("finished"));
        assertTrue(service.end().err().contains("the service goes on with it by itself"));
      }
      assertEquals(Trial.SIX, bench.executed());
      assertWell(bench, plan);
    }
  }

  @Test
  @Tag("F33")
  void told_to_end_in_the_middle_of_a_batch_the_next_one_does_the_rest() throws Exception {
    try (RepairBench bench = bench(3, Duration.ofSeconds(1))) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 2);
      try (ServedApart service = new ServedApart(bench, config(bench), null)) {
        begin(service.local(), plan);
        when(service.local(), plan, run -> !bench.executed().isEmpty());
        service.end();
        assertTrue(isReminded(bench, plan), service.said());
      }
      try (ServedBench service = new ServedBench(bench, config(bench))) {
        JsonObject run = when(service.as("reader", "read"), plan, is("finished"));
        assertTrue(Set.of("complete", "rolled-back").contains(outcomes(run).get(0)));
        assertEquals("complete", outcomes(run).get(1), run.toString());
      }
      assertEquals(0, bench.server.openSessions());
      assertWell(bench, plan);
    }
  }

  @Test
  void what_somebody_wished_to_stop_stays_where_it_is_until_somebody_says_so() throws Exception {
    try (RepairBench bench = bench(2, Duration.ofMillis(60))) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      try (ServedApart service = new ServedApart(bench, config(bench), "M3:after-send")) {
        begin(service.local(), plan);
        service.halted();
      }
      Shell.Result stop =
          ServedBench.command(bench, "repair cancel " + plan.digest() + " --reason no");
      assertEquals(Exit.OK, stop.code(), stop.toString());
      Shell.Result status = ServedBench.command(bench, "repair status");
      assertTrue(status.out().contains("repair resume"), status.toString());
      try (ServedBench service = new ServedBench(bench, config(bench))) {
        ServiceClient api = service.as("runner", "read,execute");
        while (isReminded(bench, plan)) {
          Thread.sleep(50);
        }
        assertEquals("parked", run(api, plan).get("state").getAsString());
        int before = bench.executed().size();
        api.post(PLANS + plan.digest() + "/resumption", null, Map.of());
        when(api, plan, is("finished"));
        assertTrue(before < bench.executed().size());
        assertTrue(service.end().err().contains("does not go on by itself"));
      }
      assertEquals(Trial.SIX, bench.executed());
      assertEquals(List.of("STARTED", "RESUMED"), begun(bench, plan));
      assertWell(bench, plan);
    }
  }

  @Test
  void after_a_first_machine_that_failed_no_other_is_begun_by_itself() throws Exception {
    try (RepairBench bench = bench(3, Duration.ofMillis(20))) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 2);
      bench
          .server
          .faults()
          .on("CreateSnapshot_Task")
          .always()
          .task(new TaskFault.Fails(Fault.of("FileFault", "full")));
      try (ServedBench service = new ServedBench(bench, config(bench))) {
        ServiceClient api = service.as("runner", "read,execute");
        begin(api, plan);
        JsonObject run = when(api, plan, is("parked"));
        assertEquals("rolled-back", outcomes(run).get(0), run.toString());
      }
      assertFalse(isReminded(bench, plan), "it stopped by itself");
      bench.server.faults().clear();
      int before = bench.executed().size();
      // As if it had been killed in the moment before it wrote down that it stopped.
      try (Store store = Store.open(bench.state(), "test");
          Reminders reminders = Reminders.of(store)) {
        assertTrue(store.plans().change(plan.digest(), "PARKED", "RUNNING"));
        reminders.keep(plan.digest());
      }
      try (ServedBench service = new ServedBench(bench, config(bench))) {
        while (isReminded(bench, plan)) {
          Thread.sleep(50);
        }
        ServiceClient api = service.as("runner2", "read,execute");
        when(api, plan, is("parked"));
        assertEquals(List.of("STARTED", "RESUMED by itself"), begun(bench, plan));
        assertEquals(before, bench.executed().size());
        api.post(PLANS + plan.digest() + "/resumption", null, Map.of());
        JsonObject run = when(api, plan, is("finished"));
        assertEquals(List.of("rolled-back", "complete"), outcomes(run));
      }
      assertWell(bench, plan);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_window_that_was_cut_off_goes_on_only_while_its_policy_stands(boolean stands)
      throws Exception {
    String merge = "ConsolidateVMDisks_Task";
    Path dump = RepairBench.dump(temp);
    try (RepairBench bench =
        new RepairBench(temp, dump, Duration.ofSeconds(3), ServedBench.REPAIRER)) {
      Path policy = policy();
      Path config = config(bench);
      Files.writeString(
          config,
          """
            weekend:
              job: repair
              cron: "* * * * * ?"
              length: 6h
              policy: %s
              ownVm: none
              timeZone: UTC
          """
              .formatted(policy),
          StandardOpenOption.APPEND);
      try (ServedApart service = new ServedApart(bench, config, null)) {
        while (bench.executed().isEmpty()) {
          Thread.sleep(20);
        }
        service.kill();
      }
      if (!stands) {
        Files.writeString(policy, "# another one", StandardOpenOption.APPEND);
      }
      // Without the schedule, so that it is not its next time that does it.
      try (ServedBench service = new ServedBench(bench, config(bench))) {
        while (isAnyReminded(bench)) {
          Thread.sleep(50);
        }
        String end = service.end().err();
        assertEquals(!stands, end.contains("does not go on by itself"), end);
      }
      assertEquals(stands ? List.of(merge, merge) : List.of(merge), bench.executed());
    }
  }

  private Path policy() throws IOException {
    Path file =
        Files.write(
            temp.resolve("nightly.yaml"),
            List.of(
                "name: nightly",
                "enabled: true",
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

  private static boolean isAnyReminded(RepairBench bench) {
    try (Store store = Store.look(bench.state())) {
      return !store.reminders().all().isEmpty();
    }
  }
}
