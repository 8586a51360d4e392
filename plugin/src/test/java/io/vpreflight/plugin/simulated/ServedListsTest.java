// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.http.LocalAccess;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only reads prints the same and ends with the same through the service, be it beside it or
 * from elsewhere, and without one.
 */
@Timeout(600)
class ServedListsTest {
  /** More than fit on one page. */
  private static final int LINES = 501;

  private static final List<String> FRENCH =
      List.of(
          "findings --format json",
          "audits --schedule lost",
          "audits --schedule lost --format json",
          "audits --schedule on",
          "findings --check vm.cbt.of",
          "diff --schedule one",
          "journal show --operation op-ood",
          "baseline --schedule on");

  @TempDir Path temp;
  private Simulated server;
  private Path state;

  @BeforeEach
  void start() throws IOException {
    Path dump = temp.resolve("porto");
    DemoCompany.now().vcenters().get(3).writeTo(dump);
    server = Simulated.start(Simulator.load(dump), temp);
    state = temp.resolve("state/vpreflight");
    try (Store store = Store.open(state, "test")) {
      for (int i = 0; i < LINES; i++) {
        store.journal().append(line(i % 2 == 0 ? "op-even" : "op-odd", i));
      }
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static JournalEntry line(String operation, int number) {
    return new JournalEntry(
        0,
        Instant.parse("2026-11-21T10:00:00Z"),
        operation,
        "ab12",
        3,
        JournalEvent.INTENT,
        "vc-uuid",
        "VirtualMachine:vm-42",
        "M1",
        Map.of("number", String.valueOf(number), "odd", "\"é\\\u202e<&"));
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(temp.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Path config() throws IOException {
    return Files.writeString(
        temp.resolve("vpreflight.yaml"),
        """
        vcenters:
          - {url: "%s", username: "%s", passwordFile: "%s", thumbprints: "%s"}
        schedules:
          all: {cron: "0 0 0 1 1 ? 2099"}
          one: {cron: "0 0 0 1 1 ? 2099", include: ["srv-por-forno01"]}
          lost: {cron: "0 0 0 1 1 ? 2099", include: ["/nowhere"]}
          copies: {job: backup, cron: "0 0 0 1 1 ? 2099", to: "%s"}
        """
            .formatted(
                server.url(),
                server.username(),
                secret("password", server.password()),
                server.thumbprint(),
                temp.resolve("copies")));
  }

  private Result run(Locale language, String words) {
    return new Shell(temp).in(language).run(words.split(" ", -1));
  }

  private Result elsewhere(Locale language, String words) {
    return new Shell(temp.resolve("elsewhere")).in(language).run(words.split(" ", -1));
  }

  private Result run(String words) {
    return run(Locale.ENGLISH, words);
  }

  /** What came of a command, without the moment at which it was typed. */
  private static String said(Result result) {
    String out = result.out().replaceFirst("(?m)^  \"at\": \"[^\"]*\",$", "  \"at\": \"\",");
    return result.code() + "\n" + out + "\n" + result.err();
  }

  private List<String> commands(String one, String all, Path report) {
    List<String> commands = new ArrayList<>();
    for (String form : List.of("", " --format json")) {
      for (String command :
          List.of(
              "audits",
              "audits --schedule one",
              "audits --schedule lost",
              "audits --limit 1",
              "audits --limit 0",
              "audits --limit 600",
              "findings",
              "findings --schedule all --severity WARNING --resolved",
              "findings --check vm.hardware.version",
              "findings --vm srv-por-forno01",
              "diff " + one + " " + all,
              "diff " + all + " " + one,
              "diff " + report + " " + all,
              "diff " + one + " " + report,
              "baseline",
              "baseline --schedule one",
              "journal show",
              "journal show --operation op-odd",
              "journal verify",
              "audits --after x",
              "audits --schedule on",
              "findings --schedule on",
              "findings --check vm.cbt.of",
              "findings --severity bad",
              "diff --schedule one",
              "diff --schedule on",
              "diff " + one + " no-such-audit",
              "diff " + report + " no-such-audit",
              "baseline --schedule on",
              "journal show --operation op-ood")) {
        commands.add(command + form);
      }
    }
    return commands;
  }

  @Test
  void every_list_is_the_same_through_the_service_and_without_it() throws Exception {
    Map<String, String> asked = new LinkedHashMap<>();
    Map<String, String> french = new LinkedHashMap<>();
    try (Serving service =
        new Serving(temp, config(), "--now", "all", "--now", "one", "--now", "lost")) {
      List<JsonObject> audits = service.listed("audits", "audits", rows -> rows.size() == 3);
      Path bad = Files.writeString(state.resolve("baselines/all/bad.vpf"), "no capture");
      String one = id(audits, "one");
      Path report = Path.of(text(audits, "one", "report")).resolve("report.json");
      Path copy = Files.copy(report, temp.resolve("mine.json"));
      String there =
          " --server "
              + LocalAccess.read(state).orElseThrow().url()
              + " --token-file "
              + secret("token", run("token create --name r --scope read").out().strip());
      // With its file away nobody but the service, which has it open, can tell what is in it.
      Path store = state.resolve("store.mv.db");
      Path away = temp.resolve("away");
      for (String command : commands(one, id(audits, "all"), copy)) {
        String through = said(elsewhere(Locale.ENGLISH, command + there));
        boolean looks = command.startsWith("journal verify");
        if (!looks) {
          Files.move(store, away);
        }
        try {
          assertEquals(through, said(run(command)), command);
        } finally {
          if (!looks) {
            Files.move(away, store);
          }
        }
        asked.put(command, through);
      }
      for (String command : FRENCH) {
        french.put(command, said(elsewhere(Locale.FRENCH, command + there)));
      }
      exported(there);
      assertTrue(came(asked, "baseline").contains(bad.toString()), asked.toString());
      Result backup = elsewhere(Locale.ENGLISH, "backup --to x" + there);
      assertEquals(Exit.USAGE, backup.code(), backup.toString());
      String instead = "vpreflight schedules run copies" + there.split(" --token-file", 2)[0];
      assertTrue(backup.err().contains(instead), backup.err());
      Result none = elsewhere(Locale.ENGLISH, "audits" + there.replace("/token", "/password"));
      assertEquals(Exit.USAGE, none.code(), none.toString());
      assertTrue(none.err().contains("(401)"), none.err());
    }
    for (Map.Entry<String, String> each : asked.entrySet()) {
      assertEquals(said(run(each.getKey())), each.getValue(), each.getKey());
    }
    for (Map.Entry<String, String> each : french.entrySet()) {
      assertEquals(said(run(Locale.FRENCH, each.getKey())), each.getValue(), each.getKey());
    }
    assertTrue(came(french, "audits --schedule on").contains("Il n’y a pas de calendrier on"));
    assertTrue(came(french, "audits --schedule lost").contains("ne correspond à /nowhere"));

    // That there was something to be told at all.
    assertTrue(came(asked, "findings").startsWith(Exit.OK + "\n"), asked.toString());
    assertTrue(came(asked, "findings --vm srv-por-forno01").contains("srv-por-forno01"));
    for (String form : List.of("", " --format json")) {
      String why = came(asked, "audits --schedule lost" + form);
      assertTrue(why.contains("nothing that was read matches /nowhere of include"), why);
    }
    assertTrue(came(asked, "baseline").startsWith(Exit.INCOMPLETE + "\n"), asked.toString());
    assertTrue(came(asked, "journal verify").contains(LINES + " lines"));
    assertTrue(came(asked, "journal show").contains("number: " + (LINES - 1)));
    assertFalse(came(asked, "journal show --operation op-odd").contains("op-even"));
    List<String> worse =
        asked.entrySet().stream()
            .filter(each -> each.getKey().startsWith("diff "))
            .filter(each -> each.getValue().startsWith(Exit.FINDINGS + "\n"))
            .map(Map.Entry::getKey)
            .toList();
    assertEquals(4, worse.size(), "one machine, then all of them: " + asked);
    for (String slip :
        List.of("op-odd?", "vm.cbt.off?", "did you mean one?", "Two audits of one")) {
      assertTrue(asked.values().stream().anyMatch(said -> said.contains(slip)), slip);
    }
  }

  /** What is kept of a schedule, as a copy: the same from elsewhere as beside the service. */
  private void exported(String there) throws IOException {
    Path here = temp.resolve("here.vpf");
    Path far = temp.resolve("far.vpf");
    assertEquals(Exit.OK, run("baseline export one --out " + here).code());
    Result copied = elsewhere(Locale.ENGLISH, "baseline export one --out " + far + there);
    assertEquals(Exit.OK, copied.code(), copied.toString());
    assertArrayEquals(Files.readAllBytes(here), Files.readAllBytes(far));
    for (String wrong : List.of("on", "one --vcenter x")) {
      String command = "baseline export " + wrong + " --out " + temp.resolve("none.vpf");
      Result refused = elsewhere(Locale.ENGLISH, command + there);
      assertEquals(Exit.USAGE, refused.code(), refused.toString());
      assertEquals(Exit.USAGE, run(command).code(), command);
      assertFalse(Files.exists(temp.resolve("none.vpf")), command);
    }
  }

  private static String came(Map<String, String> asked, String command) {
    return asked.getOrDefault(command, "");
  }

  private static String id(List<JsonObject> audits, String schedule) {
    return text(audits, schedule, "id");
  }

  private static String text(List<JsonObject> audits, String schedule, String key) {
    return audits.stream()
        .filter(audit -> audit.get("schedule").getAsString().equals(schedule))
        .map(audit -> audit.get(key).getAsString())
        .findFirst()
        .orElseThrow();
  }
}
