// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.service.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API as a client meets it; every answer is held to {@code docs/openapi.yaml}. */
@Timeout(600)
class HttpServiceTest {
  @TempDir Path temp;
  private AService service;

  @BeforeEach
  void start() throws IOException {
    service = new AService(temp.resolve("state"), null).withAudits(temp.resolve("reports"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private JsonObject json(String path, String token) throws Exception {
    HttpResponse<String> answer = service.call("GET", path, token);
    assertEquals(200, answer.statusCode(), answer.body());
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  /** What comes back for bytes that no client of ours would send. */
  private String raw(String request) throws IOException {
    URI url = URI.create(service.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try (InputStream in = socket.getInputStream()) {
        in.transferTo(all);
      }
      return all.toString(StandardCharsets.UTF_8);
    }
  }

  @Test
  void every_address_is_in_the_contract_and_every_address_of_the_contract_is_there()
      throws IOException {
    TreeSet<String> ours =
        service.routes().stream()
            .map(route -> route.method() + " " + route.template())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new Contract().operations(), ours);
  }

  @Test
  void everything_can_be_read_with_a_token_that_may_read() throws Exception {
    String token = service.token(Scope.READ);
    assertEquals("1.0", json("/api/v1", token).get("version").getAsString());
    JsonObject audits = json("/api/v1/audits?limit=1", token);
    assertEquals(1, audits.getAsJsonArray("audits").size());
    String next = audits.get("next").getAsString();
    JsonObject rest = json("/api/v1/audits?limit=1&after=" + next, token);
    assertTrue(rest.get("next").isJsonNull());
    assertNotEquals(audits.get("audits"), rest.get("audits"));
    assertEquals(1, json("/api/v1/findings", token).getAsJsonArray("findings").size());
    assertEquals(2, json("/api/v1/findings?state=all", token).getAsJsonArray("findings").size());
    assertEquals(
        0, json("/api/v1/findings?severity=info", token).getAsJsonArray("findings").size());
    assertEquals(1, json("/api/v1/findings?vm=vm-7", token).getAsJsonArray("findings").size());
    JsonObject finding =
        json("/api/v1/findings?vm=vm-7", token).getAsJsonArray("findings").get(0).getAsJsonObject();
    assertEquals("Change tracking off", finding.get("title").getAsString());
    assertEquals("/Paris", finding.get("path").getAsString());
    assertEquals("vc1", finding.get("vcenterName").getAsString());
    assertEquals(1, json("/api/v1/schedules", token).getAsJsonArray("schedules").size());
    assertFalse(json("/api/v1/schedules/nightly", token).get("paused").getAsBoolean());
    assertEquals(2, json("/api/v1/vcenters", token).getAsJsonArray("vcenters").size());
  }

  @Test
  void reports_are_had_by_their_names_and_nothing_else_is() throws Exception {
    String token = service.token(Scope.READ);
    JsonObject audit = json("/api/v1/audits/20261121", token);
    assertEquals("[\"report.html\",\"report.json\"]", audit.get("reports").toString());
    String reports = "/api/v1/audits/20261121/reports/";
    HttpResponse<String> html = service.call("GET", reports + "report.html", token);
    assertEquals("<p>a</p>", html.body());
    assertTrue(html.headers().firstValue("Content-Disposition").orElseThrow().contains("attach"));
    Files.writeString(temp.resolve("secret"), "secret");
    Files.createSymbolicLink(temp.resolve("reports/link.json"), temp.resolve("secret"));
    for (String wrong : new String[] {"link.json", "..%2fsecret", "%2e%2e", "no.json", ""}) {
      HttpResponse<String> answer = service.call("GET", reports + wrong, token);
      assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, wrong + answer);
      assertFalse(answer.body().contains("secret\n"), answer.body());
    }
    assertEquals(404, service.call("GET", "/api/v1/audits/none", token).statusCode());
  }

  @Test
  void health_and_readiness_want_no_token_and_tell_nothing() throws Exception {
    assertEquals("{\"status\":\"alive\"}", service.call("GET", "/health", null).body().strip());
    assertEquals(200, service.call("GET", "/ready", null).statusCode());
    service.timetable.close();
    HttpResponse<String> answer = service.call("GET", "/ready", null);
    assertEquals(503, answer.statusCode());
    assertEquals(200, service.call("GET", "/health", null).statusCode());
  }

  @Test
  void who_comes_in_at_the_root_is_told_where_to_go_and_nothing_else() throws Exception {
    HttpResponse<String> root = service.call("GET", "/", null);
    assertEquals(200, root.statusCode(), root.body());
    for (String address : new String[] {"/api/v1", "/metrics", "/health", "/ready"}) {
      assertTrue(root.body().lines().anyMatch(line -> line.startsWith(address + "  ")), address);
    }
    assertTrue(root.body().contains("docs/openapi.yaml"), root.body());
    for (String known : new String[] {"nightly", "vc1", "1.0"}) {
      assertFalse(root.body().contains(known), known);
    }
    assertEquals(404, service.call("GET", "/none", null).statusCode());
  }

  @Test
  void without_a_token_that_is_worth_something_nothing_is_told() throws Exception {
    for (Route route : service.routes()) {
      if (route.scopes().isEmpty()) {
        continue;
      }
      String path =
          route
              .template()
              .replace("{name}", "nightly")
              .replace("{vcenter}", "uuid-1")
              .replace("{id}", "20261121")
              .replace("{digest}", "0".repeat(64));
      HttpResponse<String> none = service.call(route.method(), path, null);
      assertEquals(401, none.statusCode(), path);
      assertTrue(none.headers().firstValue("WWW-Authenticate").isPresent(), path);
      Set<Scope> others = EnumSet.complementOf(EnumSet.copyOf(route.scopes()));
      others.remove(Scope.ADMIN);
      String token = service.token(others.toArray(Scope[]::new));
      assertEquals(403, service.call(route.method(), path, token).statusCode(), path);
    }
    assertNull(service.done.poll());
  }

  @Test
  void who_guesses_is_slowed_down_and_a_right_token_still_works() throws Exception {
    String token = service.token(Scope.READ);
    int last = 0;
    for (int i = 0; i <= Failures.MOST; i++) {
      last = service.call("GET", "/api/v1", "vp_wrong" + i).statusCode();
    }
    assertEquals(429, last);
    assertEquals(200, service.call("GET", "/api/v1", token).statusCode());
  }

  @Test
  void a_schedule_is_run_once_for_a_key_and_paused_and_resumed() throws Exception {
    String token = service.token(Scope.ADMIN);
    String nightly = "/api/v1/schedules/nightly";
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer =
          service.call("POST", nightly + "/run", token, "Idempotency-Key", "k1");
      assertEquals(202, answer.statusCode());
      assertEquals(i > 0, answer.headers().firstValue("Idempotency-Replayed").isPresent());
    }
    assertEquals("nightly", service.done.poll(60, TimeUnit.SECONDS));
    service.call("POST", nightly + "/run", token, "Idempotency-Key", "k2");
    assertEquals("nightly", service.done.poll(60, TimeUnit.SECONDS));
    assertNull(service.done.poll(1, TimeUnit.SECONDS));
    assertEquals(200, service.call("POST", nightly + "/pause", token).statusCode());
    assertTrue(json(nightly, token).get("paused").getAsBoolean());
    service.call("POST", nightly + "/resume", token);
    assertFalse(json(nightly, token).get("paused").getAsBoolean());
    assertEquals(404, service.call("POST", "/api/v1/schedules/none/run", token).statusCode());
    assertEquals(
        400, service.call("POST", nightly + "/run", token, "Idempotency-Key", "a b").statusCode());
  }

  @Test
  void a_schedule_that_there_is_not_is_told_with_those_that_there_are() throws Exception {
    String token = service.token(Scope.READ);
    for (String list : new String[] {"findings", "audits"}) {
      HttpResponse<String> answer =
          service.call("GET", "/api/v1/" + list + "?schedule=nihgtly", token);
      assertEquals(400, answer.statusCode(), answer.body());
      assertEquals(
          "There is no schedule nihgtly; did you mean nightly? There are: nightly",
          JsonParser.parseString(answer.body()).getAsJsonObject().get("detail").getAsString());
      assertEquals(
          1,
          json("/api/v1/" + list + "?schedule=nightly&limit=1", token)
              .get("schemaVersion")
              .getAsInt());
    }
  }

  @Test
  void the_file_is_read_again_for_an_admin_alone() throws Exception {
    String admin = service.token(Scope.ADMIN);
    HttpResponse<String> done = service.call("POST", "/api/v1/reload", admin);
    assertEquals(200, done.statusCode(), done.body());
    assertTrue(done.body().contains("schedules.nightly.cron"), done.body());
    String reader = service.token(Scope.READ);
    assertEquals(403, service.call("POST", "/api/v1/reload", reader).statusCode());
  }

  @Test
  void tokens_are_made_listed_and_revoked() throws Exception {
    String admin = service.token(Scope.ADMIN);
    String wish = "{\"name\":\"grafana\",\"scopes\":[\"read\"],\"validForSeconds\":60}";
    HttpResponse<String> made = service.post("/api/v1/tokens", admin, wish);
    assertEquals(201, made.statusCode(), made.body());
    String token = JsonParser.parseString(made.body()).getAsJsonObject().get("token").getAsString();
    assertEquals(200, service.call("GET", "/api/v1", token).statusCode());
    assertFalse(service.call("GET", "/api/v1/tokens", admin).body().contains(token));
    assertEquals(409, service.post("/api/v1/tokens", admin, wish).statusCode());
    assertEquals(204, service.call("DELETE", "/api/v1/tokens/grafana", admin).statusCode());
    assertEquals(401, service.call("GET", "/api/v1", token).statusCode());
    assertEquals(404, service.call("DELETE", "/api/v1/tokens/grafana", admin).statusCode());
    for (String wrong :
        new String[] {
          "",
          "[]",
          "{",
          "{\"name\":\"a b\",\"scopes\":[\"read\"]}",
          "{\"name\":\"a\",\"scopes\":[]}",
          "{\"name\":\"a\",\"scopes\":[\"all\"]}",
          "{\"name\":\"a\",\"scopes\":[\"read\"],\"validForSeconds\":0}"
        }) {
      assertEquals(400, service.post("/api/v1/tokens", admin, wrong).statusCode(), wrong);
    }
  }

  @Test
  void what_has_not_changed_is_not_sent_again() throws Exception {
    String token = service.token(Scope.READ);
    HttpResponse<String> first = service.call("GET", "/api/v1/audits", token);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertEquals(
        304, service.call("GET", "/api/v1/audits", token, "If-None-Match", tag).statusCode());
    service.store.audits().forget("nightly", 1);
    HttpResponse<String> other =
        service.call("GET", "/api/v1/audits", token, "If-None-Match", "W/" + tag);
    assertEquals(200, other.statusCode());
    assertNotEquals(tag, other.headers().firstValue("ETag").orElseThrow());
  }

  @Test
  void a_slip_in_a_parameter_is_told_and_not_passed_over() throws Exception {
    String token = service.token(Scope.READ);
    for (String wrong :
        new String[] {
          "audits?limit=0",
          "audits?limit=x",
          "audits?shedule=nightly",
          "audits?after=x",
          "findings?severity=bad",
          "findings?state=gone",
          "findings?after=%00",
          "vcenters?a=b"
        }) {
      HttpResponse<String> answer = service.call("GET", "/api/v1/" + wrong, token);
      assertEquals(400, answer.statusCode(), wrong + " " + answer.body());
    }
  }

  @Test
  void every_answer_has_the_headers_of_a_careful_server_and_no_name() throws Exception {
    for (String path : new String[] {"/health", "/api/v1", "/none"}) {
      HttpResponse<String> answer = service.call("GET", path, null);
      assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
      assertEquals("DENY", answer.headers().firstValue("X-Frame-Options").orElse(""));
      assertTrue(answer.headers().firstValue("Content-Security-Policy").isPresent());
      assertTrue(answer.headers().firstValue("Server").isEmpty());
      assertTrue(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }
    HttpResponse<String> method = service.call("PUT", "/api/v1/audits", null);
    assertEquals(405, method.statusCode());
    assertEquals("GET, HEAD", method.headers().firstValue("Allow").orElse(""));
    HttpResponse<String> head = service.call("HEAD", "/health", null);
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
  }

  @Test
  void a_page_of_a_stranger_cannot_reach_it_by_a_name_of_its_own() throws Exception {
    String evil = "GET /health HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n";
    String answer = raw(evil);
    assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
    assertFalse(answer.contains("alive"), answer);
    assertTrue(raw(evil.replace("evil.example:80", "localhost")).contains("alive"));
  }

  @Test
  void what_is_no_request_or_too_long_is_refused_without_a_page_or_a_stack() throws Exception {
    String garbage = raw("\u0001\u0002 nonsense\r\n\r\n");
    assertTrue(garbage.startsWith("HTTP/1.1 400"), garbage);
    String header =
        raw(
            "GET /health HTTP/1.1\r\nHost: localhost\r\nX: "
                + "x".repeat(20_000)
                + "\r\nConnection: close\r\n\r\n");
    assertTrue(header.startsWith("HTTP/1.1 431"), header);
    for (String answer : new String[] {garbage, header}) {
      assertTrue(answer.contains("application/problem+json"), answer);
      assertFalse(answer.contains("jetty") || answer.contains("\tat "), answer);
    }
    String token = service.token(Scope.ADMIN);
    String longest = "x".repeat(FrontDoor.LONGEST_BODY + 1);
    String body =
        raw(
            "POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token
                + "\r\nContent-Length: "
                + longest.length()
                + "\r\nConnection: close\r\n\r\n"
                + longest);
    assertTrue(body.startsWith("HTTP/1.1 413"), body);
  }

  @Test
  void a_store_that_cannot_be_used_is_told_as_such() throws Exception {
    String token = service.token(Scope.READ);
    assertEquals(200, service.call("GET", "/api/v1/audits", token).statusCode());
    service.timetable.close();
    service.store.close();
    assertEquals(503, service.call("GET", "/api/v1/audits", token).statusCode());
    assertEquals(503, service.call("GET", "/ready", null).statusCode());
    assertEquals(200, service.call("GET", "/health", null).statusCode());
  }

  @Test
  void the_commands_of_this_machine_find_it_by_a_file_that_others_cannot_read() throws Exception {
    LocalAccess access = service.http.local();
    access.write(temp);
    Path file = temp.resolve("service.json");
    assertEquals(
        "[OWNER_READ, OWNER_WRITE]", new TreeSet<>(Files.getPosixFilePermissions(file)).toString());
    ServiceClient client = ServiceClient.of(LocalAccess.read(temp).orElseThrow());
    assertTrue(client.isAlive());
    assertTrue(client.get("/api/v1/tokens").contains("tokens"));
    assertFalse(access.toString().contains(access.token()));
    Path copy = Files.createDirectory(temp.resolve("copy"));
    Files.copy(file, copy.resolve("service.json"));
    assertTrue(LocalAccess.read(copy).isEmpty(), "a copy of the folder is not the service's");
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp);
    assertTrue(LocalAccess.read(link).isPresent(), "by another name it is the same folder");
    LocalAccess.remove(temp);
    assertTrue(LocalAccess.read(temp).isEmpty());
    Files.writeString(file, "{}");
    assertTrue(LocalAccess.read(temp).isEmpty());
  }
}
