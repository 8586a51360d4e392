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
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.plugin.server.TestServer;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Findings that follow what others do in a vCenter, without an audit in between. */
@Timeout(600)
class LiveModeTest {
  private static final String LIVE =
      """
      schedules:
        never:
          cron: "0 0 0 1 1 ? 2099"
          profile: %s
          formats: json
          live: true
      """;

  @TempDir Path temp;

  private Path config(TestServer server, String more) throws IOException {
    Path password = temp.resolve("password");
    Files.writeString(password, server.password());
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    String vcenter =
        "  - url: %s\n    username: %s\n    passwordFile: %s\n    thumbprints: \"%s\"\n"
            .formatted(server.url(), server.username(), password, server.thumbprint());
    return Files.writeString(temp.resolve("vpreflight.yaml"), "vcenters:\n" + vcenter + more);
  }

  private Simulated company() throws IOException {
    VCenterScenario paris = DemoCompany.now().vcenters().get(0);
    Path dump = temp.resolve("paris");
    paris.writeTo(dump);
    return Simulated.start(Simulator.load(dump), temp);
  }

  private static List<JsonObject> findings(Serving service, Predicate<List<JsonObject>> wanted)
      throws InterruptedException {
    return service.listed("findings", "findings", wanted, "--schedule", "never", "--resolved");
  }

  private static boolean is(JsonObject finding, String check, String name, boolean open) {
    return finding.get("check").getAsString().equals(check)
        && finding.get("name").getAsString().equals(name)
        && finding.get("resolvedAt").isJsonNull() == open;
  }

  /** One audit, the one with which a schedule begins that is followed. */
  private static void begun(Serving service) throws InterruptedException {
    service.listed("audits", "audits", all -> all.size() == 1);
  }

  /** The name of a machine with a snapshot that is a finding. */
  private static JsonObject snapshotFinding(Serving service) throws InterruptedException {
    return findings(service, all -> !all.isEmpty()).stream()
        .filter(one -> one.get("check").getAsString().startsWith("vm.snapshot"))
        .findFirst()
        .orElseThrow();
  }

  private static void removeSnapshots(TestServer server, String name) {
    String vm = Govc.run(server, "find", "/", "-type", "m", "-name", name).strip();
    Govc.run(server, "snapshot.remove", "-vm", vm, "*");
  }

  @Test
  void what_is_mended_is_resolved_and_what_comes_is_new_without_another_audit() throws Exception {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(4));
        Serving service = new Serving(temp, config(server, LIVE.formatted("discovery-audit")))) {
      begun(service);
      String check = "vm.identity.duplicate-bios-uuid";
      String uuid = "4207aaaa-1111-2222-3333-444444444444";
      Govc.run(server, "vm.change", "-vm", "DC0_C0_RP0_VM0", "-uuid", uuid);
      Govc.run(server, "vm.change", "-vm", "DC0_C0_RP0_VM1", "-uuid", uuid);
      findings(
          service, all -> all.stream().anyMatch(one -> is(one, check, "DC0_C0_RP0_VM1", true)));
      Govc.run(server, "vm.destroy", "DC0_C0_RP0_VM0");
      findings(
          service, all -> all.stream().anyMatch(one -> is(one, check, "DC0_C0_RP0_VM1", false)));
      assertEquals(1, Serving.list(temp, "audits", "audits").size());
      Result ended = service.end();
      assertEquals(Exit.OK, ended.code(), ended.toString());
      assertTrue(ended.err().contains("followed from now on"), ended.err());
      assertTrue(ended.err().contains("since the last look"), ended.err());
      assertEquals(0, server.stats().openSessions(), server.stats().toString());
    }
  }

  @Tag("F13")
  @Test
  void a_session_that_is_ended_means_a_whole_reading_and_nothing_is_missed() throws Exception {
    try (Simulated server = company();
        Serving service = new Serving(temp, config(server, LIVE.formatted("cbt-health")))) {
      begun(service);
      JsonObject old = snapshotFinding(service);
      String name = old.get("name").getAsString();
      server.simulator().endSessions();
      removeSnapshots(server, name);
      findings(
          service,
          all ->
              all.stream().anyMatch(one -> is(one, old.get("check").getAsString(), name, false)));
      Result ended = service.end();
      assertTrue(ended.err().contains("not followed any more"), ended.err());
      assertEquals(0, server.simulator().openSessions());
    }
  }

  @Tag("F1")
  @Test
  void a_dead_vcenter_holds_up_nothing_and_its_findings_stay() throws Exception {
    int nobody;
    try (ServerSocket closed = new ServerSocket(0)) {
      nobody = closed.getLocalPort();
    }
    try (Simulated server = company()) {
      String dead =
          "  - url: https://127.0.0.1:%d/sdk\n    username: nobody\n    passwordFile: %s\n"
              .formatted(nobody, temp.resolve("password"));
      try (Serving service =
          new Serving(temp, config(server, dead + LIVE.formatted("cbt-health")))) {
        begun(service);
        JsonObject old = snapshotFinding(service);
        String name = old.get("name").getAsString();
        removeSnapshots(server, name);
        String check = old.get("check").getAsString();
        findings(service, all -> all.stream().anyMatch(one -> is(one, check, name, false)));
      }
    }
  }

  @Test
  void how_fresh_it_is_is_told_over_http() throws Exception {
    String listen = "listen:\n  address: 127.0.0.1:0\n  metrics: open\n";
    try (Simulated server = company();
        Serving service =
            new Serving(temp, config(server, listen + LIVE.formatted("cbt-health")))) {
      begun(service);
      LocalAccess local = LocalAccess.read(temp.resolve("state/vpreflight")).orElseThrow();
      String url = local.url();
      JsonObject live = live(local);
      while (live.get("following").getAsInt() == 0) {
        Thread.sleep(100);
        live = live(local);
      }
      assertEquals("{\"status\":\"alive\"}", get(url + "/health").strip(), "to a stranger");
      assertEquals(1, live.get("vcenters").getAsInt());
      assertTrue(live.get("oldestSeconds").getAsLong() < 60, live.toString());
      String metrics = get(url + "/metrics");
      assertTrue(
          metrics.lines().anyMatch(line -> line.matches("vpreflight_live_following\\{.*} 1")),
          metrics);
      assertTrue(metrics.contains("\nvpreflight_live_current_timestamp_seconds{"), metrics);
    }
  }

  @Test
  void what_it_asks_of_a_vcenter_is_measured_and_its_sessions_are_counted() throws Exception {
    String listen = "listen:\n  address: 127.0.0.1:0\n  metrics: open\n";
    try (Simulated server = company();
        Serving service =
            new Serving(temp, config(server, listen + LIVE.formatted("cbt-health")))) {
      begun(service);
      String url = LocalAccess.read(temp.resolve("state/vpreflight")).orElseThrow().url();
      String vcenter = "{vcenter=\"" + server.url().getAuthority() + "\",";
      String one = "vpreflight_sessions" + vcenter + "api=\"soap\"} 1";
      // One session waits for what changes; that of the audit is logged out.
      while (!get(url + "/metrics").lines().toList().contains(one)) {
        Thread.sleep(100);
      }
      assertEquals(1, server.simulator().openSessions());
      for (String method : List.of("Login", "RetrievePropertiesEx", "RetrieveServiceContent")) {
        assertTrue(count(url, vcenter, method, "ok") > 0, method);
      }
      assertEquals(0, count(url, vcenter, "Login", "fault"));
      double logins = count(url, vcenter, "Login", "ok");
      server.simulator().endSessions();
      while (count(url, vcenter, "Login", "ok") == logins) {
        Thread.sleep(100);
      }
      while (!get(url + "/metrics").lines().toList().contains(one)) {
        Thread.sleep(100);
      }
      assertEquals(1, server.simulator().openSessions(), "the one that is gone is not counted");
    }
  }

  /** How many requests were measured; 0 when there is no such series. */
  private static double count(String url, String vcenter, String method, String outcome)
      throws Exception {
    String series =
        "vpreflight_vcenter_request_seconds_count"
            + vcenter
            + "method=\"%s\",outcome=\"%s\"} ".formatted(method, outcome);
    return get(url + "/metrics")
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .sum();
  }

  @Tag("F44")
  @Test
  void several_nodes_do_not_follow_and_nothing_is_guessed() throws IOException {
    Path file = temp.resolve("wrong.yaml");
    Files.writeString(
        file,
        """
        vcenters:
          - url: vc1.example.org
            username: audit
        store:
          url: jdbc:postgresql://db.example.org/vpreflight
          username: vpreflight
        """
            + LIVE.formatted("cbt-health")
            + "  other:\n    cron: \"0 0 0 1 1 ? 2099\"\n    live: often\n");
    Result result = new Shell(temp).run("config", "check", "--config", file.toString());
    assertFalse(result.code() == Exit.OK, result.toString());
    assertTrue(result.err().contains("wrong.yaml:12: live is for a store"), result.err());
    assertTrue(result.err().contains("often"), result.err());
  }

  private static JsonObject live(LocalAccess local) throws IOException, InterruptedException {
    URI uri = URI.create(local.url() + "/health");
    String answer =
        ask(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + local.token()));
    return JsonParser.parseString(answer).getAsJsonObject().getAsJsonObject("live");
  }

  private static String get(String url) throws IOException, InterruptedException {
    return ask(HttpRequest.newBuilder(URI.create(url)));
  }

  private static String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
