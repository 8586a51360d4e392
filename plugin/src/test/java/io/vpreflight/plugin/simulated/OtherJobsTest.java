// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the service does by its timetable besides audits. */
@Timeout(600)
class OtherJobsTest {
  private static final String NEVER = "    cron: \"0 0 0 1 1 ? 2099\"\n";

  @TempDir Path temp;

  /** With a mailbox, so that it is seen who is told. */
  private Path config(RepairBench bench, String schedules) throws IOException {
    String mail =
        """
        notify:
          box:
            type: mail
            folder: %s
            from: a@example.org
            to: b@example.org
        """
            .formatted(temp.resolve("mail"));
    Path file = ServedBench.config(bench, mail, "");
    return Files.writeString(file, schedules, StandardOpenOption.APPEND);
  }

  private static JsonObject when(ServedBench service, String name, Predicate<JsonObject> wanted)
      throws InterruptedException {
    while (true) {
      JsonObject all = service.command("schedules --format json").json();
      for (JsonElement one : all.getAsJsonArray("schedules")) {
        JsonObject schedule = one.getAsJsonObject();
        if (schedule.get("name").getAsString().equals(name) && wanted.test(schedule)) {
          return schedule;
        }
      }
      Thread.sleep(50);
    }
  }

  /** Does it now, and waits until it is done. */
  private static JsonObject done(ServedBench service, String name) throws InterruptedException {
    JsonElement before = when(service, name, all -> true).get("lastRunAt");
    assertEquals(Exit.OK, service.command("schedules run " + name).code());
    return when(
        service,
        name,
        one -> !one.get("lastRunAt").equals(before) && !one.get("running").getAsBoolean());
  }

  private List<String> mails(int atLeast) throws IOException, InterruptedException {
    while (true) {
      if (Files.isDirectory(temp.resolve("mail"))) {
        try (Stream<Path> files = Files.list(temp.resolve("mail"))) {
          List<Path> all = files.filter(file -> file.toString().endsWith(".eml")).toList();
          if (all.size() >= atLeast) {
            return all.stream().map(OtherJobsTest::text).toList();
          }
        }
      }
      Thread.sleep(50);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static List<Path> copies(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  @Test
  void the_store_is_copied_by_the_timetable_and_only_the_newest_copies_stay() throws Exception {
    Path copies = temp.resolve("copies");
    String backup = "  copies:\n    job: backup\n    to: " + copies + "\n    keep: 2\n" + NEVER;
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO)) {
      Path config = config(bench, backup);
      try (ServedBench service = new ServedBench(bench, config)) {
        assertTrue(
            service.command("schedules").out().contains("copies: next time"),
            service.command("schedules").out());
        for (int i = 0; i < 3; i++) {
          JsonObject state = done(service, "copies");
          assertEquals("backup", state.get("job").getAsString());
          assertTrue(state.get("lastRunGood").getAsBoolean(), state.toString());
          Thread.sleep(1_001); // a copy is named after its second
        }
        assertEquals(2, copies(copies).size());
        Shell.Result verified =
            new Shell(temp)
                .run("journal", "verify", "--state-dir", copies(copies).get(1).toString());
        assertEquals(Exit.OK, verified.code(), verified.toString());
        String state = bench.state().toString();
        assertTrue(
            new Shell(bench.home)
                .in(Locale.FRENCH)
                .run("schedules", "--state-dir", state)
                .out()
                .contains("fait pour la dernière fois"));
        assertTrue(service.end().err().contains("copies: copied to " + copies));
      }
      try (ServedBench service = new ServedBench(bench, config)) {
        JsonObject state = when(service, "copies", one -> true);
        assertTrue(state.get("lastRunGood").getAsBoolean(), "it is known after a restart");
      }
    }
  }

  @Test
  void a_copy_that_fails_is_told_once_with_its_reason_and_again_when_it_is_over() throws Exception {
    Path copies = temp.resolve("copies");
    String backup = "  copies:\n    job: backup\n    to: " + copies + "\n" + NEVER;
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO);
        ServedBench service = new ServedBench(bench, config(bench, backup))) {
      Files.writeString(copies, "in the way");
      JsonObject failed = done(service, "copies");
      assertFalse(failed.get("lastRunGood").getAsBoolean(), failed.toString());
      assertTrue(failed.get("lastGoodAt").isJsonNull(), failed.toString());
      assertTrue(service.command("schedules").out().contains("FAILED"));
      String told = mails(1).get(0);
      assertTrue(told.contains("somebody has to look at it"), told);
      assertTrue(told.contains(copies.getFileName().toString()), told);
      done(service, "copies");
      Files.delete(copies);
      JsonObject good = done(service, "copies");
      assertTrue(good.get("lastRunGood").getAsBoolean(), good.toString());
      List<String> mails = mails(2);
      assertEquals(2, mails.size(), "the second failure is no news");
      assertTrue(
          mails.stream().anyMatch(mail -> mail.contains("all is well again")), mails::toString);
      String metrics = service.as("m", "read").get("/metrics");
      assertTrue(metrics.contains("vpreflight_job_complete{schedule=\"copies\"} 1"), metrics);
    }
  }

  @Test
  void what_comes_to_its_end_is_told_in_time_and_only_what_can_be_known() throws Exception {
    String watch = "  watch:\n    job: expiry\n    ahead: 30d\n    passwordAge: 90d\n" + NEVER;
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO);
        ServedBench service = new ServedBench(bench, config(bench, watch))) {
      assertTrue(done(service, "watch").get("lastRunGood").getAsBoolean());
      service.command("token create --name soon --scope read --expires 20d");
      service.command("token create --name later --scope read --expires 200d");
      service.command("token create --name never --scope read");
      Files.setLastModifiedTime(
          bench.password(), FileTime.from(Instant.now().minus(Duration.ofDays(70))));
      done(service, "watch");
      String told = mails(1).get(0);
      assertTrue(told.contains("The token soon ends"), told);
      assertTrue(told.contains("passwordAge"), told);
      assertFalse(told.contains("later"), told);
      done(service, "watch");
      service.command("token revoke soon");
      done(service, "watch");
      assertEquals(2, mails(2).size(), "what is known is not told again");
      assertTrue(mails(2).stream().anyMatch(mail -> mail.contains("token soon: was renewed")));
      assertTrue(service.end().err().contains("watch: 2 things come to their end"));
    }
  }

  @Test
  void why_an_audit_did_not_come_about_is_told_in_words() throws Exception {
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO);
        ServedBench service = new ServedBench(bench, config(bench, ""))) {
      Files.setPosixFilePermissions(bench.password(), PosixFilePermissions.fromString("rw-r--r--"));
      service.command("schedules run never");
      String told = mails(1).get(0);
      assertFalse(told.contains("config.password-file-open"), told);
      assertTrue(told.contains("chmod 600"), told);
    }
  }

  @Test
  void what_was_resolved_long_ago_is_forgotten_when_it_is_time() throws Exception {
    String retention = "  tidy:\n    job: retention\n    resolved: 400d\n" + NEVER;
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO);
        ServedBench service = new ServedBench(bench, config(bench, retention))) {
      assertTrue(done(service, "tidy").get("lastRunGood").getAsBoolean());
      assertTrue(service.end().err().contains("tidy: forgotten: no finding resolved long ago"));
    }
  }

  @Test
  void whatever_is_wrong_with_a_job_is_said_at_once_with_its_line() throws Exception {
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO)) {
      Path file = ServedBench.config(bench, "", "");
      String before = Files.readString(file);
      Files.writeString(file, before + "  a:\n    job: bakcup\n" + NEVER);
      Shell.Result named = new Shell(temp).run("config", "check", "--config", file.toString());
      assertEquals(Exit.USAGE, named.code());
      assertTrue(named.err().contains("did you mean backup?"), named.err());
      Files.writeString(file, before + "  a:\n    job: settle\n    profile: cbt-health\n" + NEVER);
      Shell.Result key = new Shell(temp).run("config", "check", "--config", file.toString());
      assertTrue(key.err().contains("unknown key profile"), key.err());
      Files.writeString(
          file,
          before
              + "  a:\n    job: backup\n    keep: 0\n"
              + NEVER
              + "  b:\n    job: expiry\n    ahead: soon\n"
              + NEVER);
      Shell.Result more = new Shell(temp).run("config", "check", "--config", file.toString());
      assertTrue(more.err().contains("into which folder"), more.err());
      assertTrue(more.err().contains("not a number of audits"), more.err());
      assertTrue(more.err().contains("soon"), more.err());
      Files.writeString(file, before + "  a:\n    job: backup\n    to: /srv/backup\n" + NEVER);
      Shell.Result fine = new Shell(temp).run("config", "explain", "--config", file.toString());
      assertTrue(fine.out().contains("schedules.a.keep"), fine.toString());
      assertTrue(fine.out().contains("/srv/backup"), fine.toString());
    }
  }
}
