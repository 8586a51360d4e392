// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two installations that repair on one vCenter, and a third one. */
@Timeout(600)
class OtherInstallationTest {
  @TempDir Path temp;

  @SuppressWarnings("NullAway.Init")
  private RepairBench first;

  @SuppressWarnings("NullAway.Init")
  private RepairBench second;

  @BeforeEach
  void open() throws IOException {
    Path dump = RepairBench.plant(temp, 8);
    first = new RepairBench(temp, dump, Duration.ZERO, ServedBench.REPAIRER);
    second = elsewhere("second");
    assertNotEquals(first.installation(), second.installation());
  }

  @AfterEach
  void close() {
    first.close();
  }

  private RepairBench elsewhere(String name) throws IOException {
    return RepairBench.elsewhere(Files.createDirectory(temp.resolve(name)), first);
  }

  private static Shell.Result plan(RepairBench bench, String vm, String... more) {
    List<String> words = bench.words("plan", "--kind=reset-cbt", "--vm", vm, "--own-vm", "none");
    words.addAll(List.of(more));
    return new Shell(bench.home).hurrying().run(words.toArray(String[]::new));
  }

  private static Shell.Result planned(RepairBench bench, String vm, String... more) {
    List<String> all = new ArrayList<>(List.of("--format", "json"));
    all.addAll(List.of(more));
    return plan(bench, vm, all.toArray(String[]::new));
  }

  private static String answer(RepairBench other) {
    return "--acknowledge=other-installation=" + other.installation();
  }

  /** Has that installation repair a machine, so that its login is in the events. */
  private static void repair(RepairBench bench, String vm, String... more) throws IOException {
    Shell.Result result = bench.run(bench.approved(planned(bench, vm, more)));
    assertEquals(Exit.OK, result.code(), result.toString());
  }

  /** The refusals of the only machine of a plan that hold it back. */
  private static List<String> heldBackBy(Shell.Result plan) {
    List<String> held = new ArrayList<>();
    JsonObject target = plan.json().getAsJsonArray("targets").get(0).getAsJsonObject();
    for (JsonElement each : target.getAsJsonArray("refusals")) {
      JsonObject refusal = each.getAsJsonObject();
      if (!refusal.get("answer").getAsString().equals("acknowledged")) {
        JsonElement id = refusal.getAsJsonObject("evidence").get("installation");
        held.add(refusal.get("id").getAsString() + " " + (id == null ? "" : id.getAsString()));
      }
    }
    return held;
  }

  private static List<String> warnings(Shell.Result plan) {
    List<String> keys = new ArrayList<>();
    for (JsonElement each : plan.json().getAsJsonArray("warnings")) {
      String key = each.getAsJsonObject().get("key").getAsString();
      if (key.startsWith("installation.")) {
        keys.add(key);
      }
    }
    return keys;
  }

  @Tag("F42")
  @Test
  void the_other_one_is_named_and_refused_until_a_person_answers_for_it_and_for_no_third()
      throws IOException {
    repair(first, "app01");
    Shell.Result own = planned(first, "app02");
    assertEquals(Exit.OK, own.code(), "one installation is not another: " + own);
    assertEquals(List.of(), warnings(own));

    Shell.Result refused = plan(second, "app03");
    assertEquals(Exit.FINDINGS, refused.code(), refused.toString());
    for (String told :
        List.of(
            "x other-installation: ",
            first.installation(),
            SimulatorBuilder.USER,
            "127.0.0.1",
            Instant.now().toString().substring(0, 4),
            "--acknowledge other-installation=" + first.installation())) {
      assertTrue(refused.out().contains(told), told + " in " + refused);
    }
    Shell.Result other = planned(second, "app03", "--acknowledge=other-installation=zzzzzzzz2345");
    assertEquals(List.of("other-installation " + first.installation()), heldBackBy(other));
    Shell.Result wrong = plan(second, "app03", "--acknowledge=other-installation=app03");
    assertEquals(Exit.USAGE, wrong.code(), wrong.toString());

    int before = first.executed().size();
    repair(second, "app03", answer(first));
    assertEquals(before + Trial.SIX.size(), first.executed().size());

    RepairBench third = elsewhere("third");
    Shell.Result half = planned(third, "app04", answer(first));
    assertEquals(List.of("other-installation " + second.installation()), heldBackBy(half));
    repair(third, "app04", answer(first), answer(second));
    Shell.Result again = planned(second, "app05", answer(first));
    assertEquals(List.of("other-installation " + third.installation()), heldBackBy(again));
  }

  @Tag("F42")
  @Test
  void one_that_appears_after_the_approval_lets_nothing_begin() throws IOException {
    PlanFile plan = second.approved(planned(second, "app03"));
    repair(first, "app01");
    int before = first.executed().size();
    Shell.Result refused = second.run(plan);
    assertEquals(Exit.USAGE, refused.code(), refused.toString());
    assertTrue(refused.err().contains(first.installation()), refused.err());
    assertTrue(refused.err().contains("has not begun"), refused.err());
    assertEquals(before, first.executed().size());
    assertTrue(
        second.journal(plan).stream().noneMatch(line -> line.event() == JournalEvent.STARTED));
    assertEquals(0, first.server.openSessions());
  }

  @Tag("F42")
  @Test
  void what_is_under_way_goes_on_when_whoever_resumes_it_answers_for_the_other_one()
      throws IOException {
    PlanFile plan = second.approved(planned(second, "app03"));
    AtomicReference<Ref> foreign = new AtomicReference<>();
    first
        .server
        .behaviour()
        .between()
        .whenEnded(
            "ReconfigVM_Task",
            1,
            vm ->
                foreign.set(
                    first.server.behaviour().otherHands().createSnapshot(vm, "of somebody else")));
    Shell.Result parked = second.run(plan);
    assertTrue(parked.out().contains("parked"), parked.toString());
    repair(first, "app01", answer(second));
    int before = first.executed().size();

    Shell.Result refused = second.run("resume", plan.digest());
    assertEquals(Exit.USAGE, refused.code(), refused.toString());
    assertTrue(refused.err().contains("--acknowledge other-installation="), refused.err());
    assertEquals(before, first.executed().size());
    Shell.Result wrong = second.run("resume", plan.digest(), "--acknowledge", "task-running=app03");
    assertEquals(Exit.USAGE, wrong.code(), wrong.toString());
    assertTrue(wrong.err().contains("task-running=app03"), wrong.err());

    Shell.Result still = second.run("resume", plan.digest(), answer(first));
    assertTrue(still.out().contains("parked"), still.toString());
    first.server.behaviour().otherHands().removeSnapshot(Objects.requireNonNull(foreign.get()));
    // What was answered for once is on record.
    Shell.Result done = second.run("resume", plan.digest());
    assertEquals(Exit.OK, done.code(), done.toString());
    assertEquals(List.of(), first.broken(plan.plan().repaired().get(0).object().ref()));
    assertEquals(
        Exit.OK,
        new Shell(second.home)
            .run("journal", "verify", "--state-dir", second.state().toString())
            .code());
  }

  @Tag("F42")
  @Test
  void events_that_may_not_be_read_are_said_and_hold_nothing_back() throws IOException {
    WireFault denied = new WireFault.Before(Fault.of("NoPermission", "not for you"));
    // Two are for the history of the vCenter.
    first.server.faults().on("CreateCollectorForEvents").call(3).wire(denied);
    Shell.Result result = planned(second, "app03");
    assertEquals(List.of("installation.unreadable"), warnings(result));
    PlanFile plan = second.approved(result);
    first.server.faults().on("CreateCollectorForEvents").always().wire(denied);
    Shell.Result ran = second.run(plan);
    assertEquals(Exit.OK, ran.code(), ran.toString());
    assertTrue(ran.err().contains("could not be read (NoPermission)"), ran.err());
  }

  @Tag("F42")
  @Test
  void a_login_that_does_not_say_which_program_it_was_is_not_known_and_holds_nothing_back() {
    login(null);
    Shell.Result result = planned(second, "app03");
    assertEquals(Exit.OK, result.code(), result.toString());
    assertEquals(List.of("installation.nameless"), warnings(result));
    login("vpreflight/9.9 (repair; installation of tomorrow)");
    Shell.Result odd = planned(second, "app03");
    assertEquals(List.of("installation.nameless", "installation.odd"), warnings(odd));
  }

  private void login(@Nullable String userAgent) {
    first
        .server
        .world()
        .locked(
            () -> {
              Element event =
                  Element.typed("event", "UserLoginSessionEvent")
                      .add("key", "")
                      .add("chainId", "")
                      .add("createdTime", first.server.clock().now())
                      .add("userName", "somebody")
                      .add("ipAddress", "10.0.0.9");
              if (userAgent != null) {
                event.add("userAgent", userAgent);
              }
              return first.server.world().history().addEvent(event);
            });
  }

  @Tag("F42")
  @Test
  void through_a_service_it_is_the_same() throws Exception {
    PlanFile early = second.approved(RepairKind.RESET_CBT, 1);
    repair(first, "app01");
    int before = first.executed().size();
    String plan = "repair plan --kind reset-cbt --vm app05 --own-vm none --format json";
    try (ServedBench service = ServedBench.on(second)) {
      Shell.Result begun = service.command("repair run " + early.digest() + " --now --reason x");
      assertEquals(Exit.USAGE, begun.code(), begun.toString());
      assertTrue(begun.err().contains(first.installation()), begun.err());
      Shell.Result refused = service.command(plan);
      assertEquals(List.of("other-installation " + first.installation()), heldBackBy(refused));
      assertEquals(before, first.executed().size());
      PlanFile made = second.approved(service.command(plan + " " + answer(first)));
      Shell.Result ran = service.command("repair run " + made.digest() + " --now --reason x");
      assertEquals(Exit.OK, ran.code(), ran.toString());
      assertEquals(before + Trial.SIX.size(), first.executed().size());
      Shell.Result resumed =
          service.command("repair resume " + made.digest() + " " + answer(first));
      assertEquals(Exit.OK, resumed.code(), "it has come to its end: " + resumed);
    }
  }

  @Tag("F42")
  @Test
  void the_doctor_warns_of_it_where_there_is_a_store_to_tell_it_by() throws IOException {
    repair(first, "app01");
    assertEquals("ok", step(first, first.state()).get("status").getAsString());
    JsonObject warned = step(second, second.state());
    assertEquals("warning", warned.get("status").getAsString(), warned.toString());
    assertTrue(warned.get("text").getAsString().contains(first.installation()));
    JsonObject skipped = step(second, temp.resolve("nowhere"));
    assertEquals("skipped", skipped.get("status").getAsString(), skipped.toString());
  }

  private static JsonObject step(RepairBench bench, Path state) {
    List<String> words = bench.words("", "");
    List<String> connection = words.subList(3, words.size() - 2);
    List<String> all = new ArrayList<>(List.of("doctor", "--format", "json"));
    all.addAll(connection);
    all.addAll(List.of("--state-dir", state.toString()));
    Shell.Result result = new Shell(bench.home).run(all.toArray(String[]::new));
    for (JsonElement each :
        result.json().getAsJsonArray("vcenters").get(0).getAsJsonObject().getAsJsonArray("steps")) {
      if (each.getAsJsonObject().get("step").getAsString().equals("installations")) {
        return each.getAsJsonObject();
      }
    }
    throw new AssertionError(result.toString());
  }
}
