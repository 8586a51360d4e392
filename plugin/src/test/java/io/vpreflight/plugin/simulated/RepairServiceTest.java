// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.plugin.http.ServiceException;
import io.vpreflight.simulator.MutationLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repairs through the running service, judged from what the vCenter was asked to do. */
@Timeout(600)
class RepairServiceTest {
  private static final String PLANS = "/api/v1/plans";

  @TempDir Path temp;

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static String reason(String text) {
    return "{\"reason\":\"" + text + "\"}";
  }

  /** How a plan stands, as soon as that is so. */
  private static JsonObject when(ServiceClient api, String path, Predicate<JsonObject> wanted)
      throws InterruptedException {
    while (true) {
      JsonObject run = json(api.get(path + "/run"));
      if (wanted.test(run)) {
        return run;
      }
      Thread.sleep(50);
    }
  }

  private static Predicate<JsonObject> is(String... states) {
    return run -> List.of(states).contains(run.get("state").getAsString());
  }

  private static String problem(Runnable work) {
    Text text = assertThrows(ServiceException.class, work::run).problem();
    return Texts.in(Locale.ENGLISH, ZoneOffset.UTC)
        .with(App.WORDS, Shell.class.getClassLoader())
        .say(text);
  }

  @Test
  void a_plan_is_made_approved_by_another_and_carried_out_once_by_the_account_that_repairs()
      throws Exception {
    Path dump = RepairBench.dump(temp);
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO, ServedBench.REPAIRER)) {
      Path config = ServedBench.config(bench, ServedBench.ON, ServedBench.repairAccount(bench));
      PlanFile old = bench.approved(RepairKind.RESET_CBT, 1);
      String history;
      String status;
      try (ServedBench service = new ServedBench(bench, config)) {
        ServiceClient planner = service.as("planner", "plan,approve");
        ServiceClient approver = service.as("approver", "approve");
        ServiceClient runner = service.as("runner", "execute");
        ServiceClient reader = service.as("reader", "read");
        assertEquals(old.json(), reader.get(PLANS + "/" + old.digest()));

        String wish =
            "{\"kind\":\"consolidate\",\"vm\":[\"srv-par-conso01\"],\"ownVm\":[\"none\"]}";
        PlanFile plan =
            PlanFile.read(
                planner
                    .post(PLANS, wish, Map.of("Idempotency-Key", "k"))
                    .getBytes(StandardCharsets.UTF_8));
        assertEquals("token:planner", plan.plan().planner());
        String path = PLANS + "/" + plan.digest();
        assertTrue(
            problem(() -> runner.post(path + "/run", reason("x"), Map.of())).contains("409"));
        assertTrue(
            problem(() -> planner.post(path + "/approval", reason("x"), Map.of()))
                .contains("token:planner made this plan"));
        assertEquals(List.of(), bench.executed());
        approver.post(path + "/approval", reason("INC1"), Map.of());

        String accepted = runner.post(path + "/run", reason("tonight"), Map.of());
        assertEquals(accepted, runner.post(path + "/run", reason("again"), Map.of()));
        JsonObject run = when(reader, path, is("finished", "parked"));
        assertEquals("finished", run.get("state").getAsString(), run.toString());
        assertTrue(run.get("good").getAsBoolean(), run.toString());
        assertEquals("token:runner", run.get("by").getAsString());
        assertEquals("tonight", run.get("reason").getAsString());
        JsonObject target = run.getAsJsonArray("targets").get(0).getAsJsonObject();
        assertEquals("complete", target.get("outcome").getAsString());
        assertEquals(accepted, runner.post(path + "/run", reason("and again"), Map.of()));
        assertEquals(List.of("ConsolidateVMDisks_Task"), bench.executed());
        assertEquals(
            Set.of(ServedBench.REPAIRER),
            bench.server.mutations().entries().stream()
                .filter(entry -> entry.kind().equals("call"))
                .map(MutationLog.Entry::user)
                .collect(Collectors.toSet()));

        history = reader.get(PLANS + "?state=all&limit=500");
        status = reader.get(PLANS + "?limit=500");
        assertEquals(
            history, ServedBench.command(bench, "repair history --format json").out(), "under way");
      }
      assertEquals(history, ServedBench.command(bench, "repair history --format json").out());
      assertEquals(status, ServedBench.command(bench, "repair status --format json").out());
      assertTrue(status.contains(old.digest()), status);
      assertEquals(Exit.OK, ServedBench.command(bench, "journal verify").code());
      assertEquals(0, bench.server.openSessions());
    }
  }

  @Test
  void what_a_command_made_and_the_service_carried_out_is_the_same_as_the_other_way_round()
      throws Exception {
    Path dump = RepairBench.plant(temp, 2);
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO, ServedBench.REPAIRER)) {
      PlanFile byCommand = bench.approved(RepairKind.RESET_CBT, 1);
      PlanFile byService = bench.approved(RepairKind.RESET_CBT, 1);
      JsonObject told = bench.run(byCommand).json();
      try (ServedBench service =
          new ServedBench(
              bench, ServedBench.config(bench, ServedBench.ON, ServedBench.repairAccount(bench)))) {
        ServiceClient api = service.as("both", "read,execute");
        String path = PLANS + "/" + byService.digest();
        api.post(path + "/run", reason("a test"), Map.of());
        JsonObject run = when(api, path, is("finished", "parked"));
        assertEquals(shape(told), shape(run), run.toString());
        JsonObject first = json(api.get(PLANS + "/" + byCommand.digest() + "/run"));
        assertEquals(
            told.getAsJsonArray("targets").get(0).getAsJsonObject().get("operationId"),
            first.getAsJsonArray("targets").get(0).getAsJsonObject().get("operationId"));
        assertEquals(shape(told), shape(first));
      }
      assertEquals(
          bench.journal(byCommand).stream().map(line -> line.event() + line.step()).toList(),
          bench.journal(byService).stream().map(line -> line.event() + line.step()).toList());
    }
  }

  /** What does not depend on which machine it was. */
  private static String shape(JsonObject run) {
    JsonObject target = run.getAsJsonArray("targets").get(0).getAsJsonObject();
    return run.get("good")
        + " "
        + run.get("stopped")
        + " "
        + target.get("outcome")
        + target.get("left")
        + target.get("commands");
  }

  @Test
  void a_service_that_nobody_allowed_to_repair_changes_nothing_and_says_what_to_do()
      throws Exception {
    Path dump = RepairBench.plant(temp, 1);
    try (RepairBench bench = new RepairBench(temp, dump, Duration.ZERO, ServedBench.REPAIRER)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      String path = PLANS + "/" + plan.digest();
      for (String[] said :
          new String[][] {
            {"", ServedBench.repairAccount(bench), "service: true"},
            {"repair:\n  service: false\n", ServedBench.repairAccount(bench), "service: true"},
            {ServedBench.ON, "", "repairUsername"},
            {ServedBench.ON, "    repairUsername: " + ServedBench.REPAIRER, "VPREFLIGHT_PASSWORD"}
          }) {
        try (ServedBench service =
            new ServedBench(bench, ServedBench.config(bench, said[0], said[1]))) {
          ServiceClient api = service.as("t" + System.nanoTime(), "execute");
          String why = problem(() -> api.post(path + "/run", reason("x"), Map.of()));
          assertTrue(why.contains(said[2]), why);
          assertEquals("approved", json(api.get(path + "/run")).get("state").getAsString());
        }
      }
      assertEquals(List.of(), bench.executed());
    }
  }

  @Test
  @Tag("F33")
  void told_to_end_it_stops_where_it_may_and_the_next_one_goes_on() throws Exception {
    Path dump = RepairBench.plant(temp, 3);
    try (RepairBench bench =
        new RepairBench(temp, dump, Duration.ofSeconds(1), ServedBench.REPAIRER)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 2);
      String path = PLANS + "/" + plan.digest();
      Path config = ServedBench.config(bench, ServedBench.ON, ServedBench.repairAccount(bench));
      try (ServedApart service = new ServedApart(bench, config, null)) {
        ServiceClient local = service.local();
        local.post(path + "/run", reason("x"), Map.of());
        when(local, path, run -> !bench.executed().isEmpty());
        service.end();
        try (Store store = Store.look(bench.state())) {
          String state = store.plans().find(plan.digest()).orElseThrow().state();
          assertEquals("PARKED", state, service::said);
        }
        assertEquals(0, bench.server.openSessions(), service::said);
      }
      // The one that was under way was taken back, or brought to its end; the others follow.
      finish(bench, plan, config, "complete", "rolled-back");
    }
  }

  @Test
  @Tag("F31")
  void killed_in_the_middle_it_is_settled_by_looking_before_anything_else_is_done()
      throws Exception {
    Path dump = RepairBench.plant(temp, 2);
    try (RepairBench bench =
        new RepairBench(temp, dump, Duration.ofMillis(60), ServedBench.REPAIRER)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      Path config = ServedBench.config(bench, ServedBench.ON, ServedBench.repairAccount(bench));
      halted(bench, plan, config);

      // Without an account it says so, and touches nothing.
      int before = bench.executed().size();
      try (ServedBench service =
          new ServedBench(bench, ServedBench.config(bench, ServedBench.ON, ""))) {
        String path = PLANS + "/" + plan.digest();
        JsonObject run = json(service.as("reader", "read").get(path + "/run"));
        assertEquals("parked", run.get("state").getAsString());
        assertFalse(run.get("goesOnAt").isJsonNull(), run.toString());
        String told = service.end().err();
        assertTrue(told.contains("were not looked at"), told);
        assertTrue(told.contains("repairUsername"), told);
      }
      assertEquals(before, bench.executed().size());
      finish(
          bench,
          plan,
          ServedBench.config(bench, ServedBench.ON, ServedBench.repairAccount(bench)),
          "complete");
      assertEquals(Trial.SIX, bench.executed());
    }
  }

  @Test
  @Tag("F31")
  void what_is_left_is_looked_at_by_the_timetable_as_well_and_told_until_it_is_over()
      throws Exception {
    Path dump = RepairBench.plant(temp, 2);
    try (RepairBench bench =
        new RepairBench(temp, dump, Duration.ofMillis(60), ServedBench.REPAIRER)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      Path mail = temp.resolve("mail");
      String more =
          ServedBench.ON
              + "notify:\n  box: {type: mail, folder: '"
              + mail
              + "', from: a@example.org, to: b@example.org}\n";
      Path config = ServedBench.config(bench, more, ServedBench.repairAccount(bench));
      Files.writeString(
          config,
          "  settle:\n    job: settle\n    cron: \"* * * * * ?\"\n",
          StandardOpenOption.APPEND);
      halted(bench, plan, config);
      // What somebody wished to stop does not go on by itself.
      ServedBench.command(bench, "repair cancel " + plan.digest() + " --reason x");
      try (ServedBench service = new ServedBench(bench, config)) {
        String told = mail(mail, "not finished");
        assertTrue(told.contains("repair resume " + plan.shortDigest()), told);
        int before = bench.executed().size();
        ServiceClient api = service.as("goes-on", "execute");
        String path = PLANS + "/" + plan.digest();
        assertEquals("parked", json(api.get(path + "/run")).get("state").getAsString());
        assertEquals(before, bench.executed().size(), "it only looks");
        // The timetable is there every second, and takes nothing away from who goes on.
        while (true) {
          try {
            api.post(path + "/resumption", null, Map.of());
            break;
          } catch (ServiceException e) {
            assertTrue(e.toString().contains("409"), e.toString());
          }
        }
        JsonObject run = when(api, path, is("finished", "parked"));
        assertEquals("finished", run.get("state").getAsString(), run.toString());
        mail(mail, "nothing of it is left unfinished");
      }
      assertEquals(Trial.SIX, bench.executed());
    }
  }

  /** A service that runs the plan, and is gone without a word once M3 was sent. */
  private void halted(RepairBench bench, PlanFile plan, Path config) throws Exception {
    try (ServedApart service = new ServedApart(bench, config, "M3:after-send")) {
      service.local().post(PLANS + "/" + plan.digest() + "/run", reason("x"), Map.of());
      service.halted();
    }
  }

  /** The first message that says so, as soon as there is one. */
  private static String mail(Path folder, String words) throws Exception {
    while (true) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.filter(one -> one.toString().endsWith(".eml")).toList()) {
            String text = Files.readString(file);
            if (text.contains(words)) {
              return text;
            }
          }
        }
      }
      Thread.sleep(50);
    }
  }

  /** It goes on by itself in another service, to its end. */
  private static void finish(RepairBench bench, PlanFile plan, Path config, String... outcomes)
      throws Exception {
    try (ServedBench service = new ServedBench(bench, config)) {
      ServiceClient api = service.as("goes-on", "execute");
      String path = PLANS + "/" + plan.digest();
      JsonObject run = when(api, path, is("finished"));
      run.getAsJsonArray("targets")
          .forEach(
              target -> {
                String outcome = target.getAsJsonObject().get("outcome").getAsString();
                assertTrue(List.of(outcomes).contains(outcome), run.toString());
              });
    }
    plan.plan()
        .repaired()
        .forEach(target -> assertEquals(List.of(), bench.broken(target.object().ref())));
    assertEquals(Exit.OK, ServedBench.command(bench, "journal verify").code());
  }
}
