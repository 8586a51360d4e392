// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.simulator.vm.Between;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service is told to end, as by systemd, in each moment of a reset: while a call of it is at the
 * vCenter, and when its task has ended there. Judged by the log of the vCenter.
 */
@Tag("long")
@Timeout(600)
class ToldToEndTest {
  private static final String PLANS = "/api/v1/plans/";

  @TempDir static Path shared;

  @SuppressWarnings("NullAway.Init")
  private static RepairBench plant;

  @BeforeAll
  static void begin() throws Exception {
    plant =
        new RepairBench(
            Files.createTempDirectory(shared, "plant"),
            RepairBench.plant(shared, (int) moments().count()),
            Duration.ofMillis(60),
            ServedBench.REPAIRER);
  }

  @AfterAll
  static void end() {
    plant.close();
  }

  static Stream<String> moments() {
    return Trial.CALLS.keySet().stream()
        .sorted()
        .flatMap(step -> Stream.of(step + " is called", step + " has ended"));
  }

  @Tag("F33")
  @ParameterizedTest
  @MethodSource("moments")
  void it_parks_or_finishes_logs_out_and_the_next_one_brings_it_to_its_end(String moment)
      throws Exception {
    RepairBench bench = new RepairBench(Files.createTempDirectory(shared, "told"), plant);
    PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
    Path config = ServedBench.config(bench, ServedBench.ON, ServedBench.repairAccount(bench));
    int before = bench.executed().size();
    try (ServedApart service = new ServedApart(bench, config, null)) {
      CountDownLatch told = new CountDownLatch(1);
      when(
          moment,
          () -> {
            service.tellToEnd();
            told.countDown();
          });
      service.local().post(PLANS + plan.digest() + "/run", "{\"reason\":\"a test\"}", Map.of());
      assertTrue(told.await(300, TimeUnit.SECONDS), () -> moment + "\n" + service.said());
      service.ended();
      assertEquals(0, bench.server.openSessions(), service::said);
    }
    int sent = bench.executed().size() - before;
    long intents =
        bench.journal(plan).stream().filter(one -> one.event() == JournalEvent.INTENT).count();
    assertTrue(sent <= intents, sent + " calls and " + intents + " intents");
    try (Store store = Store.look(bench.state())) {
      String state = store.plans().find(plan.digest()).orElseThrow().state();
      assertTrue(Set.of("PARKED", "FINISHED").contains(state), state);
    }

    try (ServedBench service = new ServedBench(bench, config)) {
      ServiceClient api = service.as("reader", "read");
      JsonObject run = run(api, plan);
      while (!run.get("state").getAsString().equals("finished")) {
        Thread.sleep(50);
        run = run(api, plan);
      }
      List<String> executed = bench.executed();
      executed = executed.subList(before, executed.size());
      String outcome =
          run.getAsJsonArray("targets").get(0).getAsJsonObject().get("outcome").getAsString();
      if (outcome.equals("complete")) {
        assertEquals(Trial.SIX, executed, moment);
      } else {
        assertEquals("rolled-back", outcome, run.toString());
        assertEquals(2, count(executed, "ReconfigVM_Task"), moment + executed);
        assertEquals(
            count(executed, "CreateSnapshot_Task"),
            count(executed, "RemoveSnapshot_Task"),
            moment + executed);
      }
    }
    assertEquals(List.of(), bench.broken(plan.plan().repaired().get(0).object().ref()), moment);
    assertEquals(0, bench.server.openSessions());
    assertEquals(Exit.OK, ServedBench.command(bench, "journal verify").code());
  }

  private static void when(String moment, Runnable work) {
    Trial.Call call = Objects.requireNonNull(Trial.CALLS.get(moment.substring(0, 2)));
    Between between = plant.server.behaviour().between();
    between.forget();
    if (moment.endsWith("called")) {
      between.before(call.method(), call.number(), vm -> work.run());
    } else {
      between.whenEnded(call.method(), call.number(), vm -> work.run());
    }
  }

  private static JsonObject run(ServiceClient api, PlanFile plan) {
    return JsonParser.parseString(api.get(PLANS + plan.digest() + "/run")).getAsJsonObject();
  }

  private static long count(List<String> executed, String method) {
    return executed.stream().filter(method::equals).count();
  }
}
