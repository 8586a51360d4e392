// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.session.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service as an operations team meets it: a file, a process, and what it leaves behind. */
@Timeout(600)
class ServeTest {
  @TempDir Path temp;
  private Simulated server;
  private Path password;

  @BeforeEach
  void start() throws IOException {
    VCenterScenario paris = DemoCompany.now().vcenters().get(0);
    Path dump = temp.resolve("paris");
    paris.writeTo(dump);
    // The third wrong password locks the account for longer than any test.
    Sessions.Rules strict = Sessions.Rules.DEFAULT.lockOut(3, Duration.ofHours(1));
    server = Simulated.start(Simulator.load(dump).sessions(strict), temp);
    password = temp.resolve("password");
    write(password, server.password());
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private Path config(String schedules) throws IOException {
    Path file = temp.resolve("vpreflight.yaml");
    write(
        file,
        """
        vcenters:
          - url: %s
            username: %s
            passwordFile: %s
            thumbprints: %s
        %s
        """
            .formatted(server.url(), server.username(), password, server.thumbprint(), schedules));
    return file;
  }

  private static String schedule(String name, String cron, String... more) {
    return "  %s:\n    cron: \"%s\"\n".formatted(name, cron)
        + String.join("", List.of(more).stream().map(line -> "    " + line + "\n").toList());
  }

  /** What is listed, as soon as it is as wanted; a look does not disturb the service. */
  private List<JsonObject> listed(
      String command, String list, Predicate<List<JsonObject>> wanted, String... more)
      throws InterruptedException {
    while (true) {
      List<JsonObject> found = Serving.list(temp, command, list, more);
      if (wanted.test(found)) {
        return found;
      }
      Thread.sleep(200);
    }
  }

  @Test
  void an_audit_is_done_when_it_is_time_and_its_reports_and_findings_are_kept() throws Exception {
    Path config =
        config("schedules:\n" + schedule("often", "* * * * * ?", "formats: [json, html]"));
    try (Serving service = new Serving(temp, config)) {
      JsonObject audit = listed("audits", "audits", all -> all.size() >= 2).get(1);
      assertEquals("often", audit.get("schedule").getAsString());
      assertTrue(audit.get("complete").getAsBoolean());
      assertTrue(audit.get("newFindings").getAsInt() > 0);
      Path report = Path.of(audit.get("report").getAsString());
      assertTrue(Files.size(report.resolve("report.html")) > 10_000);
      assertTrue(Files.size(report.resolve("report.json")) > 10_000);
      List<JsonObject> findings =
          listed("findings", "findings", all -> !all.isEmpty(), "--schedule", "often");
      assertEquals(audit.get("newFindings").getAsInt(), findings.size());
      String all = new Shell(temp).run("findings").out();
      assertTrue(all.startsWith("often:\n"), all);
      Result ended = service.end();
      assertEquals(Exit.OK, ended.code(), ended.toString());
      assertTrue(ended.err().contains("often"), ended.err());
    }
    assertEquals(0, server.simulator().openSessions());
  }

  @Test
  void what_is_mended_is_resolved_and_what_is_new_is_told() throws Exception {
    Path config =
        config(
            "schedules:\n"
                + schedule("never", "0 0 0 1 1 ? 2099", "profile: cbt-health", "formats: json"));
    try (Serving service = new Serving(temp, config, "--now", "never")) {
      listed("audits", "audits", all -> all.size() == 1);
      service.end();
    }
    JsonObject old =
        listed("findings", "findings", all -> true, "--schedule", "never").stream()
            .filter(one -> one.get("check").getAsString().startsWith("vm.snapshot"))
            .findFirst()
            .orElseThrow();
    try (Store store = Store.look(StorePlace.in(temp.resolve("state/vpreflight")))) {
      String paris = old.get("vcenter").getAsString();
      assertFalse(store.changeIds().known().of(paris).isEmpty(), "a snapshot showed changeIds");
    }
    String vm = Govc.run(server, "find", "/", "-type", "m", "-name", old.get("name").getAsString());
    Govc.run(server, "snapshot.remove", "-vm", vm.strip(), "*");
    try (Serving service = new Serving(temp, config, "--now", "never")) {
      JsonObject second = listed("audits", "audits", all -> all.size() == 2).get(0);
      assertTrue(second.get("resolvedFindings").getAsInt() > 0, second.toString());
      Result ended = service.end();
      assertTrue(ended.err().contains("resolved"), ended.err());
    }
    assertTrue(
        listed("findings", "findings", all -> true, "--schedule", "never", "--resolved").stream()
            .anyMatch(
                one ->
                    one.get("object").equals(old.get("object"))
                        && !one.get("resolvedAt").isJsonNull()));
  }

  @Test
  void what_is_accepted_meanwhile_is_not_told_as_mended() throws Exception {
    String never = schedule("never", "0 0 0 1 1 ? 2099", "profile: cbt-health", "formats: json");
    try (Serving service = new Serving(temp, config("schedules:\n" + never), "--now", "never")) {
      listed("audits", "audits", all -> all.size() == 1);
      service.end();
    }
    Path waivers = temp.resolve("waivers.yaml");
    write(
        waivers,
        """
        - check: "*"
          object: "*"
          owner: ada@example.org
          reason: a test
          until: 2099-12-31
        """);
    Path config = config("waivers: " + waivers + "\nschedules:\n" + never);
    try (Serving service = new Serving(temp, config, "--now", "never")) {
      JsonObject second = listed("audits", "audits", all -> all.size() == 2).get(0);
      assertEquals(0, second.get("critical").getAsInt(), second.toString());
      assertEquals(0, second.get("resolvedFindings").getAsInt(), second.toString());
      service.end();
    }
  }

  @Tag("F14")
  @Test
  void f14_a_wrong_password_is_tried_twice_and_never_again_until_it_is_another() throws Exception {
    write(password, "wrong");
    Path config = config("schedules:\n" + schedule("often", "* * * * * ?"));
    try (Serving service = new Serving(temp, config)) {
      List<JsonObject> audits = listed("audits", "audits", all -> all.size() >= 4);
      assertTrue(audits.stream().noneMatch(one -> one.get("complete").getAsBoolean()));
      write(password, server.password());
      listed(
          "audits",
          "audits",
          all -> all.stream().anyMatch(one -> one.get("complete").getAsBoolean()));
      String log = service.end().err();
      assertTrue(log.contains("often: no virtual machine was read: nothing is known"), log);
      String listed = new Shell(temp).run("audits").out();
      assertTrue(listed.contains("often: NOT WHOLE, no virtual machine was read"), listed);
    }
  }

  @Tag("F15")
  @Test
  void f15_a_vcenter_that_has_no_room_for_a_session_is_asked_once_however_often_it_is_time()
      throws Exception {
    server.close();
    Path dump = temp.resolve("paris");
    server = Simulated.start(Simulator.load(dump).sessions(Sessions.Rules.DEFAULT.most(0)), temp);
    Path config = config("schedules:\n" + schedule("often", "* * * * * ?"));
    try (Serving service = new Serving(temp, config)) {
      List<JsonObject> audits = listed("audits", "audits", all -> all.size() >= 4);
      assertTrue(audits.stream().noneMatch(one -> one.get("complete").getAsBoolean()));
      service.end();
      List<String> reports = new ArrayList<>();
      for (JsonObject audit : audits) {
        Path report = Path.of(audit.get("report").getAsString());
        reports.add(Files.readString(report.resolve("report.json")));
      }
      int first = reports.size() - 1;
      assertTrue(reports.get(first).contains("HTTP 503"), reports.get(first));
      for (String later : reports.subList(0, first)) {
        assertTrue(later.contains("is not asked again before"), later);
        assertFalse(later.contains("HTTP 503"), later);
      }
    }
  }

  @Test
  void four_schedules_of_one_vcenter_that_are_due_at_the_same_second_are_all_done()
      throws Exception {
    List<String> names = List.of("s1", "s2", "s3", "s4");
    String all =
        names.stream()
            .map(name -> schedule(name, "0/2 * * * * ?", "formats: json"))
            .collect(Collectors.joining());
    try (Serving service = new Serving(temp, config("schedules:\n" + all))) {
      for (String name : names) {
        service.listed("audits", "audits", found -> found.size() >= 3, "--schedule", name);
      }
      Result ended = service.end();
      assertEquals(Exit.OK, ended.code(), ended.toString());
      assertFalse(ended.err().contains("FAILED"), ended.err());
    }
  }

  /** Whoever finds it full first: a report, an audit, or Quartz, which tells nobody. */
  @Tag("F35")
  @ParameterizedTest
  @ValueSource(strings = {"html", "[]"})
  void f35_a_state_folder_that_is_full_ends_the_service(String formats) throws Exception {
    Path state = Files.createDirectory(temp.resolve("state"));
    assumeTrue(isMounted(List.of("true"), state), "file systems cannot be mounted here");
    Path config = config("schedules:\n" + schedule("often", "* * * * * ?", "formats: " + formats));
    List<String> serve =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Apart.class.getName(),
            temp.toString(),
            "serve",
            "--config",
            config.toString());
    Path said = temp.resolve("said");
    Process process =
        new ProcessBuilder(mounted(serve, state))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    String all = Files.readString(said);
    assertTrue(ended, () -> "it goes on although nothing can be kept: " + all);
    assertEquals(Exit.INCOMPLETE, process.exitValue(), all);
    assertTrue(all.contains("Nothing can be kept any more"), all);
  }

  /** In a file system of two megabytes, of which nobody else knows. */
  private static List<String> mounted(List<String> command, Path folder) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t tmpfs -o size=2m tmpfs " + folder + " && exec \"$@\"",
                "sh"));
    words.addAll(command);
    return words;
  }

  private static boolean isMounted(List<String> command, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(mounted(command, folder)).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  @Test
  void only_the_newest_audits_are_kept() throws Exception {
    Path config =
        config("schedules:\n" + schedule("often", "* * * * * ?", "keep: 2", "formats: json"));
    List<String> first;
    try (Serving service = new Serving(temp, config)) {
      first =
          listed("audits", "audits", all -> all.size() == 2).stream()
              .map(one -> one.get("report").getAsString())
              .toList();
      listed(
          "audits",
          "audits",
          all ->
              all.size() == 2
                  && all.stream()
                      .noneMatch(one -> first.contains(one.get("report").getAsString())));
      service.end();
    }
    first.forEach(report -> assertFalse(Files.exists(Path.of(report)), report));
  }

  @Tag("F44")
  @Test
  void everything_that_is_wrong_with_the_file_is_said_at_once_with_its_line() throws Exception {
    Path config =
        config(
            """
            schedules:
              nightly:
                cron: "30 2 * * *"
                timeZone: Europe/Pari
                missed: perhaps
              "a b":
                keep: 0
                except: [2026-12-24, tomorrow]
                chron: "x"
            """);
    Result result = new Shell(temp).run("serve", "--config", config.toString());
    assertEquals(Exit.USAGE, result.code(), result.toString());
    assertTrue(result.err().contains(config + ":14: unknown key chron"), result.err());
    assertTrue(result.err().contains(config + ":8: 30 2 * * * has five fields"), result.err());
    assertTrue(result.err().contains("did you mean Europe/Paris?"), result.err());
    for (String wrong :
        List.of("perhaps", "tomorrow", "a b", "not a number of audits", "has no cron")) {
      assertTrue(result.err().contains(wrong), wrong + " in " + result.err());
    }
    assertFalse(Files.exists(temp.resolve("state")), "nothing is made before the file is right");
  }

  @Test
  void a_second_service_on_the_same_folder_is_refused() throws Exception {
    Path config = config("schedules:\n" + schedule("never", "0 0 0 1 1 ? 2099"));
    try (Serving service = new Serving(temp, config, "--now", "never")) {
      listed("audits", "audits", all -> all.size() == 1);
      Result second = new Shell(temp).run("serve", "--config", config.toString());
      assertEquals(Exit.USAGE, second.code(), second.toString());
      assertTrue(second.err().contains("serve"), second.err());
      service.end();
    }
  }
}
