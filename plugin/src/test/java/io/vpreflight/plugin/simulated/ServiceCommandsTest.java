// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.http.LocalAccess;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that speak to a running service, and what it answers over HTTP: the same. */
@Timeout(600)
class ServiceCommandsTest {
  @TempDir Path temp;
  private Simulated server;
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private Thread service;

  @BeforeEach
  void start() throws Exception {
    Path dump = temp.resolve("porto");
    DemoCompany.now().vcenters().get(3).writeTo(dump);
    server = Simulated.start(Simulator.load(dump), temp);
    Path config = temp.resolve("vpreflight.yaml");
    Files.writeString(
        config,
        """
        listen: 0
        vcenters:
          - url: %s
            username: %s
            passwordFile: %s
            thumbprints: %s
        schedules:
          never:
            cron: "0 0 0 1 1 ? 2099"
        """
            .formatted(
                server.url(),
                server.username(),
                secret("password", server.password()),
                server.thumbprint()));
    service =
        new Thread(
            () -> result.complete(run("serve", "--config", config.toString(), "--now", "never")));
    service.start();
    while (run("schedules").code() != Exit.OK || audits().get("audits").toString().equals("[]")) {
      assertFalse(result.isDone(), () -> String.valueOf(result.getNow(null)));
      Thread.sleep(100);
    }
    // An audit is kept a moment before it has ended, and one that is under way is not said paused.
    while (run("schedules").out().contains("under way")) {
      Thread.sleep(100);
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.interrupt();
    service.join();
    server.close();
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(temp.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Result run(String... words) {
    return new Shell(temp).run(words);
  }

  private JsonObject audits() {
    Result listed = run("audits", "--format", "json");
    return listed.code() == Exit.OK
        ? listed.json()
        : JsonParser.parseString("{\"audits\":[]}").getAsJsonObject();
  }

  private Path state() {
    return temp.resolve("state/vpreflight");
  }

  private String url() throws IOException {
    return LocalAccess.read(state()).orElseThrow().url();
  }

  @Test
  void a_schedule_or_token_that_there_is_not_is_told_with_those_that_there_are() {
    for (String words :
        List.of(
            "findings --schedule nevre",
            "audits --schedule nevre",
            "diff --schedule nevre",
            "schedules run nevre",
            "schedules pause nevre",
            "schedules resume nevre")) {
      Result refused = run(words.split(" ", -1));
      assertEquals(Exit.USAGE, refused.code(), words + ": " + refused);
      String wanted = "There is no schedule nevre; did you mean never? There are: never";
      assertTrue(refused.err().contains(wanted), words + ": " + refused);
    }
    Result none = run("token", "revoke", "reader");
    assertEquals(Exit.USAGE, none.code(), none.toString());
    assertTrue(none.err().contains("There is no token named reader: there is none"), none.err());
    assertEquals(Exit.OK, run("token", "create", "--name", "grafana", "--scope", "read").code());
    Result other = run("token", "revoke", "reader");
    assertTrue(other.err().contains("no token named reader; there are: grafana"), other.err());
    String resolved = run("findings", "--schedule", "never", "--resolved").out();
    assertEquals(run("findings", "--schedule", "never").out(), resolved, "open ones as well");
  }

  @Test
  void the_command_line_and_the_api_give_the_same_json() throws Exception {
    String token = run("token", "create", "--name", "reader", "--scope", "read").out().strip();
    assertTrue(token.startsWith("vp_"), token);
    ServiceClient api = ServiceClient.of(URI.create(url()), token, null);
    assertEquals(
        run("audits", "--limit", "20", "--format", "json").out(), api.get("/api/v1/audits"));
    String all = run("findings", "--schedule", "never", "--format", "json").out();
    assertTrue(all.contains("\"check\""), all);
    assertEquals(all, api.get("/api/v1/findings?schedule=never&limit=500"));
    assertEquals(
        run("findings", "--schedule", "never", "--severity", "warning", "--resolved", "--format")
            .code(),
        Exit.USAGE);
    assertEquals(
        run("findings --schedule never --severity warning --resolved --format json".split(" ", -1))
            .out(),
        api.get("/api/v1/findings?schedule=never&severity=warning&state=all&limit=500"));
    assertEquals(run("schedules", "--format", "json").out(), api.get("/api/v1/schedules"));
    assertTrue(api.get("/api/v1/vcenters").contains("\"reached\": true"));
    assertTrue(api.get("/metrics").contains("vpreflight_vcenter_up{vcenter="));

    Path file = secret("token", token);
    Result remote =
        run("schedules", "--server", url(), "--token-file", file.toString(), "--format", "json");
    assertEquals(api.get("/api/v1/schedules"), remote.out());
    Result refused =
        run("schedules", "run", "never", "--server", url(), "--token-file", file.toString());
    assertEquals(Exit.USAGE, refused.code(), refused.toString());
    assertTrue(refused.err().contains("lacks the scope admin"), refused.err());
  }

  @Test
  void schedules_are_paused_resumed_and_run_and_tokens_revoked_while_the_service_runs()
      throws Exception {
    assertTrue(run("schedules", "pause", "never").out().contains("paused"));
    assertTrue(
        run("schedules").out().contains("never: paused; last audit"), run("schedules").out());
    assertTrue(run("schedules", "resume", "never").out().contains("next time"));
    assertEquals(Exit.OK, run("schedules", "run", "never").code());
    while (audits().getAsJsonArray("audits").size() < 2) {
      Thread.sleep(100);
    }
    Result none = run("schedules", "run", "none");
    assertEquals(Exit.USAGE, none.code(), none.toString());

    String made = run("token create --name one --scope read,admin --expires 90d".split(" ")).out();
    assertTrue(run("token", "list").out().contains("one: admin, read; until"));
    assertFalse(run("token", "list", "--format", "json").out().contains(made.strip()));
    assertEquals(
        Exit.USAGE, run("token", "create", "--name", "one", "--scope", "read").code(), "taken");
    assertEquals(Exit.OK, run("token", "revoke", "one").code());
    assertTrue(run("token", "list").out().contains("no token"));
  }

  @Test
  void after_its_end_commands_say_so_and_tokens_are_made_in_the_store() throws Exception {
    String url = url();
    service.interrupt();
    assertEquals(Exit.OK, ended().code(), ended().toString());
    assertTrue(ended().err().contains("It answers on http://127.0.0.1:"), ended().err());
    assertFalse(Files.exists(state().resolve("service.json")));
    Result schedules = run("schedules");
    assertEquals(Exit.USAGE, schedules.code());
    assertTrue(schedules.err().contains("vpreflight serve"), schedules.err());
    assertEquals(Exit.OK, run("token", "create", "--name", "one", "--scope", "read").code());
    assertTrue(run("token", "list").out().contains("one: read"));
    Result gone =
        run("schedules", "--server", url, "--token-file", secret("token", "vp_x").toString());
    assertEquals(Exit.INCOMPLETE, gone.code(), gone.toString());
    for (String wrong :
        new String[] {
          "schedules --token-file x",
          "schedules --server http://127.0.0.1:1",
          "token create --name a/b --scope all --expires soon",
          "serve"
        }) {
      assertEquals(Exit.USAGE, run(wrong.split(" ", -1)).code(), wrong);
    }
  }

  private Result ended() throws ExecutionException, InterruptedException {
    return result.get();
  }
}
