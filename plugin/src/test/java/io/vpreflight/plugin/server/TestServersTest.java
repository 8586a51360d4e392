// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench itself: what other tests build on must hold first. */
class TestServersTest {
  private static final String LOGIN =
      "<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this>"
          + "<userName>user</userName><password>%s</password></Login>";

  @Test
  void govc_and_pyvmomi_see_the_same_three_virtual_machines() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(3))) {
      List<String> listed = Govc.run(server, "find", "/", "-type", "m").lines().sorted().toList();
      List<String> read =
          objects(Pyvmomi.facts(server), "vms")
              .map(vm -> vm.get("folderPath").getAsString() + "/" + vm.get("name").getAsString())
              .sorted()
              .toList();
      assertEquals(3, listed.size());
      assertEquals(listed, read);
    }
  }

  @Test
  void stats_tell_the_calls_and_that_no_session_is_left() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      assertEquals(Map.of(), server.stats().calls());
      Pyvmomi.run(server, "facts.py");
      VcsimStats stats = server.stats();
      assertEquals(1, stats.logins());
      assertEquals(1, stats.logouts());
      assertEquals(0, stats.openSessions());
      assertEquals(5, stats.calls("CreateContainerView"));
      assertEquals(5, stats.calls("DestroyView"));
      assertEquals(0, stats.calls("NoSuchMethod"));
      assertEquals(1, stats.mostInFlight());
      assertTrue(stats.userAgents().keySet().stream().allMatch(a -> a.contains("pyvmomi")));
    }
  }

  @Test
  void a_wrong_password_is_refused() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1).login("user", "secret"))) {
      var refused = server.post(LOGIN.formatted("guess"));
      assertEquals(500, refused.statusCode());
      assertTrue(refused.body().contains("InvalidLogin"), refused.body());
      assertEquals(200, server.post(LOGIN.formatted("secret")).statusCode());
      VcsimStats stats = server.stats();
      assertEquals(1, stats.refusedLogins());
      assertEquals(1, stats.openSessions());
    }
  }

  @Test
  void unset_is_null_and_denied_is_missing() {
    VcsimOptions options =
        VcsimOptions.model()
            .vms(1)
            .hosts(1)
            .unset("VirtualMachine:runtime.consolidationNeeded")
            .deny("HostSystem:summary.rebootRequired")
            .deny("VirtualMachine:snapshot");
    try (Vcsim server = Vcsim.start(options)) {
      JsonObject facts = Pyvmomi.facts(server);
      JsonObject vm = objects(facts, "vms").findFirst().orElseThrow();
      JsonObject host = objects(facts, "hosts").findFirst().orElseThrow();
      assertTrue(vm.get("runtime.consolidationNeeded").isJsonNull());
      assertFalse(vm.get("config.template").getAsBoolean());
      assertEquals("poweredOn", vm.get("runtime.powerState").getAsString());
      assertEquals(
          List.of(
              List.of("VirtualMachine", vm.get("moId").getAsString(), "snapshot", "NoPermission"),
              List.of(
                  "HostSystem",
                  host.get("moId").getAsString(),
                  "summary.rebootRequired",
                  "NoPermission")),
          new Gson().fromJson(facts.get("missing"), List.class));
    }
  }

  @Test
  void what_govc_saved_is_served_again(@TempDir Path temp) throws Exception {
    String uuid = "11111111-2222-3333-4444-555555555555";
    Path dump;
    String first;
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(2).instanceUuid(uuid))) {
      Govc.run(server, "snapshot.create", "-vm", "DC0_C0_RP0_VM0", "before-upgrade");
      dump = Govc.save(server, temp.resolve("dump"));
      first = Pyvmomi.facts(server).get("vms").toString();
    }
    Files.createDirectory(dump.resolve("PerformanceManager-PerfMgr"));
    Files.writeString(dump.resolve("PerformanceManager-PerfMgr/QueryPerf.xml"), "<x/>");
    try (Vcsim server = Vcsim.start(VcsimOptions.dump(dump).apiVersion("8.0.3.0"))) {
      JsonObject facts = Pyvmomi.facts(server);
      assertEquals(first, facts.get("vms").toString());
      assertTrue(first.contains("before-upgrade"));
      JsonObject about = facts.get("about").getAsJsonObject();
      assertEquals("8.0.3.0", about.get("apiVersion").getAsString());
      assertEquals(uuid, about.get("instanceUuid").getAsString());
    }
  }

  @Test
  void a_server_without_tls_and_a_host_without_vcenter_are_served_too() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().esx().vms(1).plainHttp())) {
      assertEquals("http", server.url().getScheme());
      JsonObject facts = Pyvmomi.facts(server);
      assertEquals("HostAgent", facts.get("about").getAsJsonObject().get("apiType").getAsString());
      assertThrows(IllegalStateException.class, server::thumbprint);
    }
  }

  @Test
  void a_server_that_cannot_start_says_why() {
    TestServers.vcsim();
    VcsimOptions options = VcsimOptions.dump(Path.of("no-such-folder"));
    AssertionError e = assertThrows(AssertionError.class, () -> Vcsim.start(options).close());
    assertTrue(String.valueOf(e.getMessage()).contains("no-such-folder"), e.getMessage());
  }

  @Test
  void a_server_that_broke_fails_the_test() {
    Vcsim server = Vcsim.start(VcsimOptions.model().vms(1));
    // The simulator is known to end when a boolean is set in this way.
    assertThrows(
        AssertionError.class,
        () ->
            Govc.run(
                server,
                "vm.change",
                "-vm",
                "DC0_C0_RP0_VM0",
                "-e",
                "SET.runtime.consolidationNeeded=true"));
    AssertionError e = assertThrows(AssertionError.class, server::close);
    assertTrue(String.valueOf(e.getMessage()).contains("panic"), e.getMessage());
  }

  @Test
  void the_servers_own_tests_pass() throws Exception {
    assumeTrue(System.getProperty("vcsim.command") == null, "another server was given");
    TestServers.vcsim();
    Path module = TestServers.module().resolve("src/test/go/vcsim");
    for (List<String> words :
        List.of(
            List.of("gofmt", "-l", "."),
            List.of("go", "vet", "./..."),
            List.of("go", "test", "./..."))) {
      Command.Result result = new Command(words).in(module).within(Duration.ofMinutes(5)).run();
      assertTrue(result.ok(), () -> words + "\n" + result);
      assertFalse(words.get(0).equals("gofmt") && !result.output().isEmpty(), result.output());
    }
  }

  private static Stream<JsonObject> objects(JsonObject facts, String name) {
    return StreamSupport.stream(facts.getAsJsonArray(name).spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }
}
