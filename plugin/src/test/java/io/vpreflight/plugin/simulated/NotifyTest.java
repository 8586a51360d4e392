// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.config.KeyStoreOfTests;
import io.vpreflight.plugin.http.LocalAccess;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is told by a service that runs, and what nobody may ever find. */
@Timeout(600)
class NotifyTest {
  private static final String CANARY = "c4n4ry";
  private static final String DEAD = "127.0.0.1:1";

  @TempDir Path temp;
  private Simulated server;

  @BeforeEach
  void start() throws IOException {
    Path dump = temp.resolve("paris");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    server = Simulated.start(Simulator.load(dump), temp);
    secret("password", server.password());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path secret(String name, String value) throws IOException {
    Path file = Files.writeString(temp.resolve(name), value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Path config(String channels) throws IOException {
    return Files.writeString(
        temp.resolve("vpreflight.yaml"),
        """
        vcenters:
          - url: %s
            username: %s
            passwordFile: %s
            thumbprints: %s
        schedules:
          never: {cron: "0 0 0 1 1 ? 2099", profile: cbt-health}
        notify:
        %s
        """
            .formatted(
                server.url(),
                server.username(),
                temp.resolve("password"),
                server.thumbprint(),
                channels.indent(2)));
  }

  private String folder() {
    return """
        ops:
          type: mail
          folder: %s
          from: vpreflight@example.org
          to: ops@example.org
        """
        .formatted(temp.resolve("mail"));
  }

  /** Serves until so many mails are there, and some more time has gone by. */
  private Result serve(Path config, int mails) throws Exception {
    CompletableFuture<Result> result = new CompletableFuture<>();
    Thread service =
        new Thread(
            () ->
                result.complete(
                    new Shell(temp).run("serve", "--config", config.toString(), "--now", "never")));
    service.start();
    while (mails().size() < mails && service.isAlive()) {
      Thread.sleep(100);
    }
    // One that is still beginning does not hear that it is to end.
    while (LocalAccess.read(temp.resolve("state/vpreflight")).isEmpty() && service.isAlive()) {
      Thread.sleep(100);
    }
    TimeUnit.SECONDS.sleep(1);
    service.interrupt();
    return result.get();
  }

  private List<Path> mails() throws IOException {
    if (!Files.isDirectory(temp.resolve("mail"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(temp.resolve("mail"))) {
      return all.filter(file -> file.toString().endsWith(".eml"))
          .sorted(Comparator.comparing(NotifyTest::changed))
          .toList();
    }
  }

  private static long changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String subject(Path mail) throws IOException {
    return Files.readAllLines(mail).stream()
        .filter(line -> line.startsWith("Subject:"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_mail_tells_what_is_new_and_the_next_what_was_mended_and_none_when_nothing_changed()
      throws Exception {
    Path config = config(folder());
    Result first = serve(config, 1);
    assertEquals(Exit.OK, first.code(), first.toString());
    assertTrue(first.err().contains("tells: ops"), first.err());
    assertTrue(subject(mails().get(0)).matches("Subject: \\[vpreflight] never: \\d+ new"));

    String vm = Govc.run(server, "find", "/", "-type", "m", "-name", snapshotted());
    Govc.run(server, "snapshot.remove", "-vm", vm.strip(), "*");
    serve(config, 2);
    assertTrue(subject(mails().get(1)).contains(" resolved"), subject(mails().get(1)));
  }

  /** Serves until so many audits are kept, and some more time has gone by. */
  private void audits(Path config, int count, String... schedules) throws Exception {
    List<String> args = new ArrayList<>(List.of("serve", "--config", config.toString()));
    for (String schedule : schedules) {
      args.addAll(List.of("--now", schedule));
    }
    Thread service = new Thread(() -> new Shell(temp).run(args.toArray(String[]::new)));
    service.start();
    while (service.isAlive() && kept() < count) {
      Thread.sleep(200);
    }
    assertTrue(service.isAlive(), "it serves");
    TimeUnit.SECONDS.sleep(1);
    service.interrupt();
    service.join();
  }

  private int kept() {
    Result audits = new Shell(temp).run("audits", "--format", "json");
    return audits.code() == Exit.OK ? audits.json().getAsJsonArray("audits").size() : 0;
  }

  @Test
  void what_two_schedules_find_in_one_vcenter_is_one_mail_and_so_is_that_it_was_mended()
      throws Exception {
    Path config = config(folder());
    Files.writeString(
        config,
        Files.readString(config)
            .replace(
                "notify:", "  too: {cron: \"0 0 0 1 1 ? 2099\", profile: cbt-health}\nnotify:"));
    audits(config, 2, "never", "too");
    assertEquals(1, mails().size(), "one of the two");
    assertTrue(subject(mails().get(0)).matches(".* (never|too): \\d+ new"));

    String vm = Govc.run(server, "find", "/", "-type", "m", "-name", snapshotted());
    Govc.run(server, "snapshot.remove", "-vm", vm.strip(), "*");
    audits(config, 3, "never");
    assertEquals(0, resolved(), "the other one has not looked again");
    audits(config, 4, "too");
    assertEquals(1, resolved());
  }

  private long resolved() throws IOException {
    long count = 0;
    for (Path mail : mails()) {
      count += subject(mail).contains(" resolved") ? 1 : 0;
    }
    return count;
  }

  private String snapshotted() {
    Result findings = new Shell(temp).run("findings", "--schedule", "never", "--format", "json");
    return findings.json().getAsJsonArray("findings").asList().stream()
        .map(one -> one.getAsJsonObject())
        .filter(one -> one.get("check").getAsString().startsWith("vm.snapshot"))
        .map(one -> one.get("name").getAsString())
        .findFirst()
        .orElseThrow();
  }

  @Tag("F1")
  @Test
  void a_vcenter_that_cannot_be_read_is_one_mail_however_often_it_happens() throws Exception {
    secret("password", "wrong");
    Path config = config(folder());
    serve(config, 1);
    String mail = Files.readString(mails().get(0));
    assertTrue(subject(mails().get(0)).contains("the audit is not whole"), mail);
    serve(config, 1);
    assertEquals(1, mails().size());
  }

  @Tag("F1")
  @Test
  void findings_of_a_vcenter_that_cannot_be_read_say_since_when_nobody_looked() throws Exception {
    Path config = config(folder());
    serve(config, 1);
    assertFalse(new Shell(temp).run("findings").out().contains("NOT CHECKED"));
    secret("password", "wrong");
    serve(config, 2);
    Result json = new Shell(temp).run("findings", "--format", "json");
    Result audits = new Shell(temp).run("audits", "--format", "json");
    String first =
        audits
            .json()
            .getAsJsonArray("audits")
            .get(1)
            .getAsJsonObject()
            .get("startedAt")
            .getAsString();
    assertFalse(json.json().getAsJsonArray("findings").isEmpty());
    json.json()
        .getAsJsonArray("findings")
        .forEach(
            one ->
                assertEquals(
                    first,
                    one.getAsJsonObject().get("notCheckedSince").getAsString(),
                    one::toString));
    String text = new Shell(temp).run("findings").out();
    assertTrue(text.lines().skip(1).allMatch(line -> line.contains("; NOT CHECKED since ")), text);
  }

  @Tag("F50")
  @Test
  void no_secret_is_ever_found_in_the_log_the_store_or_a_report_and_dead_channels_hold_up_nobody()
      throws Exception {
    KeyStoreOfTests secrets = KeyStoreOfTests.in(temp, CANARY + "-store");
    secrets.put("mail", CANARY + "-mail");
    secrets.put("hmac", CANARY + "-hmac");
    secret("hook", "https://" + DEAD + "/" + CANARY + "-hook");
    secret("routing", CANARY + "-routing");
    String dead =
        """
        dead-mail: {type: mail, server: "%1$s", from: v@example.org, to: o@example.org, username: v, passwordFile: "p12:mail"}
        dead-hook: {type: webhook, urlFile: "%2$s/hook", secretFile: "p12:hmac", allowPrivate: true}
        dead-slack: {type: slack, url: "https://%1$s/%3$s-slack"}
        dead-duty: {type: pagerduty, routingKeyFile: "%2$s/routing", url: "https://%1$s/x", allowPrivate: true}
        dead-siem: {type: syslog, server: "%1$s"}
        """
            .formatted(DEAD, temp, CANARY);
    Path config = config(dead + folder());
    Files.writeString(config, secrets.section(), StandardOpenOption.APPEND);
    Result result = serve(config, 1);
    for (String channel :
        List.of("dead-mail", "dead-hook", "dead-slack", "dead-duty", "dead-siem")) {
      assertTrue(result.err().contains(channel + ": not sent"), channel + " in " + result.err());
    }
    assertFalse(result.toString().contains(CANARY), result.toString());
    Result test = new Shell(temp).run("notify", "test", "--config", config.toString());
    assertEquals(Exit.INCOMPLETE, test.code(), test.toString());
    assertTrue(test.err().contains("ops: sent"), test.err());
    assertFalse(test.toString().contains(CANARY), test.toString());

    assertTrue(
        holds(temp.resolve("state/vpreflight"), "dead-hook"), "the search finds what is there");
    assertFalse(holds(temp.resolve("state"), CANARY));
    assertFalse(holds(temp.resolve("mail"), CANARY));
    assertFalse(
        ProcessHandle.allProcesses()
            .anyMatch(one -> one.info().commandLine().orElse("").contains(CANARY)));
  }

  private static boolean holds(Path folder, String words) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(words)) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void a_test_is_sent_through_the_channels_that_are_named() throws Exception {
    Path config = config(folder() + "dead: {type: syslog, server: \"" + DEAD + "\"}\n");
    Shell shell = new Shell(temp);
    Result one = shell.run("notify", "test", "--config", config.toString(), "--channel", "ops");
    assertEquals(Exit.OK, one.code(), one.toString());
    assertTrue(subject(mails().get(0)).contains("Test message"));
    Result none = shell.run("notify", "test", "--config", config.toString(), "--channel", "opps");
    assertEquals(Exit.USAGE, none.code(), none.toString());
    assertTrue(none.err().contains("there are: ops, dead"), none.err());
  }
}
