// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.http.LocalAccess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is read again while the service runs. */
@Timeout(600)
class ReloadTest {
  @TempDir Path temp;

  private RepairBench bench() throws IOException {
    return new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO);
  }

  private static void change(Path file, String what, String by) throws IOException {
    String before = Files.readString(file);
    assertTrue(before.contains(what), before);
    Files.writeString(file, before.replace(what, by));
  }

  private String mailbox() {
    return "notify:\n  box: {type: mail, folder: '"
        + temp.resolve("mail")
        + "', from: a@example.org, to: b@example.org, always: true}\nschedules:";
  }

  private void awaitMail() throws IOException, InterruptedException {
    while (true) {
      if (Files.isDirectory(temp.resolve("mail"))) {
        try (Stream<Path> files = Files.list(temp.resolve("mail"))) {
          if (files.anyMatch(file -> file.toString().endsWith(".eml"))) {
            return;
          }
        }
      }
      Thread.sleep(50);
    }
  }

  @Test
  void what_the_file_says_now_is_in_force_without_a_restart() throws Exception {
    try (RepairBench bench = bench()) {
      Path file = ServedBench.config(bench, "", "");
      try (ServedBench service = new ServedBench(bench, file)) {
        Shell.Result same = service.command("service reload");
        assertEquals(Exit.OK, same.code(), same.toString());
        assertTrue(same.out().contains("no value has changed"), same.out());
        service.command("schedules pause never");
        change(file, "schedules:", mailbox());
        Files.writeString(
            file, Files.readString(file) + "  often:\n    cron: \"* * * * * ?\"\n    keep: 3\n");
        Shell.Result done = service.command("service reload --format json");
        assertEquals(Exit.OK, done.code(), done.toString());
        List<String> changed = new ArrayList<>();
        done.json().getAsJsonArray("changed").forEach(key -> changed.add(key.getAsString()));
        assertTrue(changed.contains("schedules.often.cron"), changed.toString());
        assertTrue(changed.contains("notify.box.type"), changed.toString());
        assertFalse(changed.contains("schedules.never.cron"), changed.toString());
        awaitMail();
        assertTrue(service.command("schedules").out().contains("never: paused"));
        change(file, "  often:\n    cron: \"* * * * * ?\"\n    keep: 3\n", "");
        assertEquals(Exit.OK, service.command("service reload").code());
        assertFalse(service.command("schedules").out().contains("often"));
        String said = service.end().err();
        assertTrue(said.contains("was read again and is in force; other values: "), said);
      }
      assertEquals(0, bench.server.openSessions());
    }
  }

  @Test
  void another_account_of_a_vcenter_is_used_from_the_next_time_on() throws Exception {
    try (RepairBench bench =
        new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO, ServedBench.REPAIRER)) {
      Path file = ServedBench.config(bench, "", "");
      try (ServedBench service = new ServedBench(bench, file)) {
        change(file, "username: ", "username: nobody-");
        assertEquals(Exit.OK, service.command("service reload").code());
        service.command("schedules run never");
        while (!service.command("audits").out().contains("never")) {
          Thread.sleep(50);
        }
        assertTrue(
            service
                .command("audits --format json")
                .json()
                .toString()
                .contains("\"complete\":false"));
      }
    }
  }

  @Tag("F44")
  @Test
  void a_file_that_is_wrong_changes_nothing_and_all_of_it_is_said_with_its_lines()
      throws Exception {
    try (RepairBench bench = bench()) {
      Path file = ServedBench.config(bench, "", "");
      try (ServedBench service = new ServedBench(bench, file)) {
        String before = service.command("schedules --format json").out();
        Files.writeString(
            file,
            Files.readString(file)
                + "  often:\n    cron: \"* * * * *\"\n  a b:\n    cron: \"* * * * * ?\"\n");
        Shell.Result refused = service.command("service reload");
        assertNotEquals(Exit.OK, refused.code(), refused.toString());
        assertTrue(refused.err().contains("vpreflight.yaml:"), refused.err());
        assertTrue(refused.err().contains("has five fields"), refused.err());
        assertTrue(refused.err().contains("not a b"), "all of it, however long: " + refused.err());
        assertEquals(before, service.command("schedules --format json").out());
        Files.writeString(file, "schedules: [\n");
        assertNotEquals(Exit.OK, service.command("service reload").code());
        Files.delete(file);
        assertNotEquals(Exit.OK, service.command("service reload").code());
        assertEquals(before, service.command("schedules --format json").out());
        String said = service.end().err();
        assertTrue(said.contains("has five fields"), said);
        assertTrue(said.contains("not a b"), said);
        assertTrue(said.contains("what was in force stays in force"), said);
      }
    }
  }

  @Tag("F44")
  @Test
  void what_a_running_service_stands_on_is_refused_by_name_and_so_is_all_the_rest()
      throws Exception {
    try (RepairBench bench = bench()) {
      Path file = ServedBench.config(bench, "", "");
      try (ServedBench service = new ServedBench(bench, file)) {
        Files.writeString(
            file,
            Files.readString(file)
                + "  often:\n    cron: \"* * * * * ?\"\nlisten: 127.0.0.1:1\n"
                + "store:\n  url: jdbc:postgresql://db.example.org/x\n");
        Shell.Result refused = service.command("service reload");
        assertNotEquals(Exit.OK, refused.code(), refused.toString());
        assertTrue(refused.err().contains("listen.address: the running service"), refused.err());
        assertTrue(refused.err().contains("store.url: the running service"), refused.err());
        assertFalse(service.command("schedules").out().contains("often"));
      }
    }
  }

  @Test
  void who_follows_a_vcenter_goes_on_as_it_began_and_the_other_schedules_change() throws Exception {
    try (RepairBench bench = bench()) {
      Path file = ServedBench.config(bench, "", "");
      String other = "  other:\n    cron: \"0 0 0 1 1 ? 2098\"\n";
      Files.writeString(file, Files.readString(file) + other);
      change(file, "  never:\n", "  never:\n    live: true\n");
      try (ServedBench service = new ServedBench(bench, file)) {
        change(file, "2098", "2097");
        assertEquals(Exit.OK, service.command("service reload").code());
        change(file, "    live: true\n", "");
        Shell.Result refused = service.command("service reload");
        assertNotEquals(Exit.OK, refused.code(), refused.toString());
        assertTrue(refused.err().contains("schedules.never.live: the running"), refused.err());
      }
    }
  }

  @Tag("F44")
  @Test
  void a_hangup_has_the_file_read_again_and_ends_nothing() throws Exception {
    try (RepairBench bench = bench()) {
      Path file = ServedBench.config(bench, "", "");
      Path said = temp.resolve("said");
      Process process = apart(bench, file, said);
      try {
        Files.writeString(file, Files.readString(file) + "  other:\n    cron: \"nonsense\"\n");
        for (int i = 0; i < 3; i++) {
          hangup(process);
        }
        String before = ServedBench.command(bench, "schedules").out();
        assertTrue(before.contains("never: next time") && !before.contains("other"), before);
        change(file, "nonsense", "0 0 0 1 1 ? 2098");
        while (!ServedBench.command(bench, "schedules").out().contains("other: next time")) {
          hangup(process);
        }
        assertTrue(process.isAlive());
        process.destroy();
        assertTrue(process.waitFor(300, TimeUnit.SECONDS));
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static void hangup(Process process) throws Exception {
    assertTrue(process.isAlive());
    new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid())).start().waitFor();
    Thread.sleep(500);
  }

  private static Process apart(RepairBench bench, Path file, Path said) throws Exception {
    // Whoever runs the tests may ignore hangups, as nohup does, and children inherit that.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Apart.class.getName()));
    command.add(bench.home.toString());
    command.addAll(Arrays.asList(ServedBench.words(bench, file)));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    while (LocalAccess.read(bench.state()).isEmpty()) {
      assertTrue(process.isAlive(), () -> text(said));
      Thread.sleep(50);
    }
    return process;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
