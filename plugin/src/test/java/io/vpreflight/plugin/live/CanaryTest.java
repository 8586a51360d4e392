// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.config.KeyStoreOfTests;
import io.vpreflight.plugin.http.LocalAccess;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that knows a secret of every kind, each with a word in it that stands nowhere else; and
 * everything that it says, writes, sends to whoever asks, and shows of itself to the machine.
 */
@Timeout(600)
class CanaryTest {
  private static final String CANARY = "c4n4ry";
  private static final String READER = "audit@vsphere.local";
  private static final String REPAIRER = "repair@vsphere.local";

  @TempDir Path temp;
  private final Map<String, String> shown = new LinkedHashMap<>();

  private Path secret(String name) throws IOException {
    Path file = Files.writeString(temp.resolve(name), CANARY + "-" + name);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Path state() {
    return temp.resolve("state/vpreflight");
  }

  private Path config(Simulator server, String more) throws IOException {
    KeyStoreOfTests keys = KeyStoreOfTests.in(temp, CANARY + "-store");
    keys.put("vc", CANARY + "-vc");
    keys.put("mail", CANARY + "-mail");
    return Files.writeString(
        temp.resolve("vpreflight.yaml"),
        """
        listen: 127.0.0.1:0
        vcenters:
          - url: %1$s
            username: %2$s
            passwordFile: p12:vc
            repairUsername: %3$s
            repairPasswordFile: %4$s
            thumbprints: ["%5$s"]
        repair:
          service: true
        schedules:
          never: {cron: "0 0 0 1 1 ? 2099", formats: [html, json, csv, text]}
        notify:
          box: {type: mail, folder: "%6$s", from: v@example.org, to: o@example.org}
          dead-mail: {type: mail, server: "127.0.0.1:1", from: v@example.org, to: o@example.org, username: v, passwordFile: "p12:mail"}
          dead-hook: {type: webhook, url: "${HOOK}", secretFile: "%7$s", allowPrivate: true}
          dead-duty: {type: pagerduty, routingKeyFile: "%8$s", url: "https://127.0.0.1:1/x", allowPrivate: true}
        """
                .formatted(
                    server.url(),
                    READER,
                    REPAIRER,
                    secret("repair"),
                    server.thumbprint(),
                    temp.resolve("mail"),
                    secret("hmac"),
                    secret("routing"))
            + keys.section()
            + more);
  }

  @Tag("F50")
  @Test
  void no_secret_of_any_kind_leaves_a_service_but_to_whom_it_belongs() throws Exception {
    Path dump = temp.resolve("paris");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    Map<String, String> variables = Map.of("HOOK", "https://127.0.0.1:1/" + CANARY + "-hook");
    String token;
    try (Simulator server =
        Simulator.load(dump)
            .user(READER, CANARY + "-vc")
            .user(REPAIRER, CANARY + "-repair")
            .start()) {
      Path config = config(server, "");
      List<String> words =
          List.of(
              "serve",
              "--config",
              config.toString(),
              "--state-dir",
              state().toString(),
              "--log-level=debug");
      try (Program service = Program.start(temp, variables, words)) {
        while (LocalAccess.read(state()).isEmpty()) {
          assertTrue(service.isAlive(), service.err());
          Thread.sleep(50);
        }
        LocalAccess local = LocalAccess.read(state()).orElseThrow();
        token = said("token create --name t --scope read,plan").strip();
        commands(config, variables);
        responses(ServiceClient.of(URI.create(local.url()), token, null));
        shown.put("cmdline", Files.readString(Path.of("/proc/" + local.pid() + "/cmdline")));
        while (!holds(state(), "dead-duty") || mails() == 0) {
          Thread.sleep(50);
        }
        service.interrupt();
        service.await();
        shown.put("log", service.out() + service.err());
      }
      // A database that is not there: who is asked for what, and never with which password.
      Path elsewhere =
          config(
              server,
              "store: {url: \"jdbc:postgresql://127.0.0.1:1/x\", username: v, passwordFile: \"%s\"}\n"
                  .formatted(secret("database")));
      try (Program service =
          Program.start(
              temp,
              variables,
              List.of(
                  "serve",
                  "--config",
                  elsewhere.toString(),
                  "--state-dir",
                  temp.resolve("other").toString()))) {
        assertEquals(Exit.USAGE, service.await(), service.err());
        shown.put("without a database", service.out() + service.err());
      }
    }
    // What is searched for would be found: each of these says what it is to say.
    assertTrue(shown.getOrDefault("log", "").contains("never: "), shown.toString());
    assertTrue(shown.getOrDefault("without a database", "").contains("127.0.0.1:1"));
    assertTrue(shown.getOrDefault("cmdline", "").contains("vpreflight.yaml"));
    assertTrue(holds(state(), "never"), "the search finds what is there");
    shown.forEach(
        (what, text) -> {
          assertFalse(text.contains(CANARY), () -> what + ": " + text);
          assertFalse(text.contains(token), () -> what + ": " + text);
        });
    for (String folder : List.of("state", "other", "mail", "cache", "config")) {
      assertFalse(holds(temp.resolve(folder), CANARY), folder);
      assertFalse(holds(temp.resolve(folder), token), folder);
    }
  }

  /** What a person types beside the service. */
  private void commands(Path config, Map<String, String> variables) throws Exception {
    shown.put("schedules run", said("schedules run never"));
    while (said("audits --format json").indexOf("\"startedAt\"") < 0) {
      Thread.sleep(100);
    }
    for (String command : List.of("audits", "findings", "schedules", "token list")) {
      shown.put(command, said(command));
    }
    for (String command : List.of("config check", "config explain", "doctor", "notify test")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.addAll(List.of("--config", config.toString()));
      shown.put(command, shell(variables).run(words.toArray(String[]::new)).toString());
    }
  }

  private Shell shell(Map<String, String> variables) {
    Shell shell = new Shell(temp);
    variables.forEach(shell::with);
    return shell;
  }

  private String said(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of("--state-dir", state().toString()));
    Shell.Result result = new Shell(temp).run(words.toArray(String[]::new));
    assertEquals(Exit.OK, result.code(), result.toString());
    return result.out();
  }

  /** What the service answers over HTTP. */
  private void responses(ServiceClient api) {
    for (String path : List.of("audits", "findings", "schedules", "vcenters", "plans", "journal")) {
      try {
        shown.put("GET " + path, api.get("/api/v1/" + path));
      } catch (RuntimeException e) {
        shown.put("GET " + path, String.valueOf(e));
      }
    }
  }

  private long mails() throws IOException {
    if (!Files.isDirectory(temp.resolve("mail"))) {
      return 0;
    }
    try (Stream<Path> all = Files.list(temp.resolve("mail"))) {
      return all.filter(file -> file.toString().endsWith(".eml")).count();
    }
  }

  private static boolean holds(Path folder, String words) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(words)) {
          return true;
        }
      }
      return false;
    }
  }
}
