// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.simulator.model.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan stands on, waits for and leaves behind: the same through a service and without. */
@Timeout(600)
class ServedPlansTest {
  private static final String CHECK = "vm.snapshot.consolidation-needed";

  @TempDir static Path shared;
  private static Path paris;

  @TempDir Path temp;

  @BeforeAll
  static void dump() throws IOException {
    paris = RepairBench.dump(shared);
  }

  private RepairBench bench() throws IOException {
    return new RepairBench(temp, paris, Duration.ZERO, ServedBench.REPAIRER);
  }

  private static Shell.Result alone(RepairBench bench, String command) {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
    List<String> connection = bench.words("", "");
    words.addAll(connection.subList(3, connection.size()));
    return new Shell(bench.home).hurrying().run(words.toArray(String[]::new));
  }

  /**
   * What is to be done, to which machine and why not: all but when it was asked and by whom, and
   * what room there is just then, for snapshots grow meanwhile.
   */
  private static JsonArray targets(Shell.Result plan) {
    assertEquals(Exit.OK, plan.code(), plan.toString());
    JsonArray targets = plan.json().getAsJsonArray("targets");
    for (JsonElement target : targets) {
      for (JsonElement place : target.getAsJsonObject().getAsJsonArray("datastores")) {
        assertTrue(place.getAsJsonObject().remove("freeBytes").getAsLong() > 0, place.toString());
        assertTrue(place.getAsJsonObject().remove("neededBytes").getAsLong() > 0, place.toString());
      }
    }
    return targets;
  }

  @Test
  void what_an_audit_found_is_planned_for_from_its_report_or_by_its_id_both_ways_alike()
      throws Exception {
    try (RepairBench bench = bench()) {
      Path report = temp.resolve("found.json");
      String connection = String.join(" ", bench.words("", "").subList(3, 11));
      Shell.Result audit =
          new Shell(temp)
              .run(
                  ("audit --format json --out " + report + " --check " + CHECK + " " + connection)
                      .split(" ", -1));
      assertFalse(audit.code() == Exit.USAGE, audit.toString());
      String plan = "repair plan --kind consolidate --own-vm none --format json --from-audit ";
      JsonArray alone = targets(alone(bench, plan + report));
      assertTrue(alone.size() > 1, alone.toString());

      Path config = ServedBench.config(bench, ServedBench.ON, ServedBench.repairAccount(bench));
      Files.writeString(config, "    check: [" + CHECK + "]\n", StandardOpenOption.APPEND);
      String id;
      try (ServedBench service = new ServedBench(bench, config)) {
        assertEquals(alone, targets(service.command(plan + report)));
        id = audited(service);
        assertEquals(alone, targets(service.command(plan + id)));

        String compared = "repair plan --kind consolidate --own-vm none --format json --check ";
        Shell.Result with = service.command(compared + CHECK + " --baseline stored:never");
        assertEquals(alone, targets(with));
      }
      assertEquals(alone, targets(alone(bench, plan + id)));
      String byName = "repair plan --kind consolidate --own-vm none --format json --check ";
      assertEquals(alone, targets(alone(bench, byName + CHECK + " --baseline stored:never")));
      Shell.Result none = alone(bench, byName + CHECK + " --baseline stored:nightly");
      assertEquals(Exit.USAGE, none.code(), none.toString());
      assertTrue(none.err().contains("a schedule nightly"), none.err());
    }
  }

  /** Has the one schedule audit; the id of that audit. */
  private static String audited(ServedBench service) throws InterruptedException {
    assertEquals(Exit.OK, service.command("schedules run never").code());
    while (true) {
      JsonArray audits = service.command("audits --format json").json().getAsJsonArray("audits");
      if (!audits.isEmpty()) {
        assertTrue(audits.get(0).getAsJsonObject().get("complete").getAsBoolean());
        return audits.get(0).getAsJsonObject().get("id").getAsString();
      }
      Thread.sleep(50);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoever_waits_for_others_goes_on_when_they_have_gone(boolean served) throws Exception {
    Path dump = RepairBench.plant(temp, 1);
    try (RepairBench bench =
        new RepairBench(temp, dump, Duration.ofMillis(20), ServedBench.REPAIRER)) {
      PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
      var behaviour = bench.server.behaviour();
      AtomicReference<Ref> theirs = new AtomicReference<>();
      behaviour
          .between()
          .whenEnded(
              "ReconfigVM_Task",
              1,
              vm -> theirs.set(behaviour.otherHands().createSnapshot(vm, "of somebody else")));
      Thread others =
          new Thread(
              () -> {
                while (bench.journal(plan).stream()
                    .noneMatch(line -> line.event() == JournalEvent.PARKED)) {
                  Thread.onSpinWait();
                }
                behaviour.otherHands().removeSnapshot(Objects.requireNonNull(theirs.get()));
              });
      others.start();
      String run = "repair run " + plan.digest() + " --now --reason x --wait 1h --format json";
      Shell.Result ran;
      if (served) {
        try (ServedBench service = ServedBench.on(bench)) {
          ran = service.command(run);
        }
      } else {
        ran = alone(bench, run);
      }
      others.join();
      assertEquals(Exit.OK, ran.code(), ran.toString());
      assertEquals("complete", outcome(ran.json()));
    }
  }

  private static String outcome(JsonObject run) {
    JsonObject target = run.getAsJsonArray("targets").get(0).getAsJsonObject();
    return target.get("outcome").getAsString();
  }

  @Test
  void a_rehearsal_is_done_and_its_transcript_kept_by_the_service_as_without_one()
      throws Exception {
    try (RepairBench bench = bench()) {
      List<String> able = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        PlanFile plan = bench.approved(RepairKind.RESET_CBT, 1);
        able.add(plan.plan().repaired().get(0).object().name());
      }
      String rehearse = "repair rehearse --own-vm none --now --reason spare --format json --vm ";
      Shell.Result alone = alone(bench, rehearse + able.get(0));
      assertEquals(Exit.OK, alone.code(), alone.toString());
      assertEquals(List.of(kept(alone)), transcripts(bench));
      try (ServedBench service = ServedBench.on(bench)) {
        Shell.Result served = service.command(rehearse + able.get(1));
        assertEquals(Exit.OK, served.code(), served.toString());
        assertEquals(alone.json().keySet(), served.json().keySet());
        assertEquals(outcome(alone.json()), outcome(served.json()));
        assertTrue(transcripts(bench).contains(kept(served)), served.err());
        assertEquals(2, transcripts(bench).size());

        String planner = tokenFile(service, "planner", "plan,approve,execute");
        Shell.Result waits = service.elsewhere(rehearse + able.get(2) + planner);
        assertEquals(Exit.USAGE, waits.code(), waits.toString());
        Matcher digest = Pattern.compile("repair approve (\\w+)").matcher(waits.err());
        assertTrue(digest.find(), waits.err());
        String name = digest.group(1);
        String approve = "repair approve " + name + " --digest " + name + " --reason x";
        String other = tokenFile(service, "approver", "approve");
        assertEquals(Exit.OK, service.elsewhere(approve + other).code());
        Shell.Result run =
            service.elsewhere("repair run " + name + " --now --reason spare" + planner);
        assertEquals(Exit.OK, run.code(), run.toString());
        assertTrue(transcripts(bench).contains(kept(run)), run.err());
        assertEquals(3, transcripts(bench).size());
      }
    }
  }

  private static String kept(Shell.Result result) {
    Matcher said = Pattern.compile("Transcript: (.*)").matcher(result.err());
    assertTrue(said.find(), result.toString());
    return said.group(1);
  }

  private static List<String> transcripts(RepairBench bench) throws IOException {
    try (Stream<Path> files = Files.list(bench.state().resolve("rehearsals"))) {
      return files.map(Path::toString).toList();
    }
  }

  private String tokenFile(ServedBench service, String name, String scopes) throws IOException {
    Path file = temp.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, service.token(name, scopes));
    return " --server " + service.url() + " --token-file " + file;
  }

  @Test
  void a_policy_beside_a_service_is_only_looked_at_and_told_what_to_do_instead() throws Exception {
    try (RepairBench bench = bench()) {
      Path policy =
          Files.write(
              temp.resolve("nightly.yaml"),
              List.of(
                  "name: nightly",
                  "enabled: true",
                  "kind: consolidate",
                  "check: " + CHECK,
                  "scope: { vcenter: \"*\", include: srv-par-* }",
                  "window: Monday;0:00;7d",
                  "zone: UTC"));
      Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rw-r--r--"));
      Path config = ServedBench.config(bench, ServedBench.ON, ServedBench.repairAccount(bench));
      String auto = "repair auto --own-vm none --policy " + policy;
      try (ServedBench service = new ServedBench(bench, config)) {
        Shell.Result none = alone(bench, auto);
        assertEquals(Exit.USAGE, none.code(), none.toString());
        assertTrue(none.err().contains("job: repair"), none.err());
        assertTrue(none.err().contains("service reload --state-dir"), none.err());
        Files.writeString(
            config,
            """
              weekend:
                job: repair
                cron: "0 0 0 1 1 ? 2099"
                length: 6h
                policy: %s
            """
                .formatted(policy),
            StandardOpenOption.APPEND);
        assertEquals(Exit.OK, service.command("service reload").code());
        Shell.Result refused = alone(bench, auto);
        assertEquals(Exit.USAGE, refused.code(), refused.toString());
        assertTrue(
            refused.err().contains("vpreflight schedules run weekend --state-dir"), refused.err());
        Shell.Result looked = alone(bench, auto + " --dry-run --format json");
        assertEquals("dry-run", looked.json().get("status").getAsString(), looked.toString());
        assertTrue(looked.json().get("found").getAsInt() > 0, looked.toString());
      }
      assertEquals(List.of(), bench.executed());
    }
  }
}
