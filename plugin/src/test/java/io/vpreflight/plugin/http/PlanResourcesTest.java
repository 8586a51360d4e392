// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.vsphere.VSphereException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans over HTTP, where nothing needs a vCenter; answers are held to the contract. */
@Timeout(600)
class PlanResourcesTest {
  private static final String PLANS = "/api/v1/plans";
  private static final String WISH = "{\"kind\":\"consolidate\",\"vm\":[\"srv\"]}";

  @TempDir Path temp;
  private AService service;
  private String planner;
  private String approver;
  private String runner;

  @BeforeEach
  void start() throws Exception {
    service = new AService(temp.resolve("state"), null);
    planner = service.token(Scope.PLAN);
    approver = service.token(Scope.APPROVE);
    runner = service.token(Scope.EXECUTE);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private HttpResponse<String> make(String key) throws Exception {
    return service.post(PLANS, planner, WISH, "Idempotency-Key", key);
  }

  /** A plan that was made; its path. */
  private String made() throws Exception {
    HttpResponse<String> answer = make("made");
    assertEquals(201, answer.statusCode(), answer.body());
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  private static String detail(HttpResponse<String> answer) {
    return json(answer).get("detail").getAsString();
  }

  @Test
  void a_plan_is_made_once_for_a_key_and_its_bytes_have_its_digest() throws Exception {
    HttpResponse<String> first = make("one");
    HttpResponse<String> again = make("one");
    assertEquals(201, again.statusCode());
    assertEquals(first.body(), again.body());
    String path = first.headers().firstValue("Location").orElseThrow();
    byte[] bytes = first.body().getBytes(StandardCharsets.UTF_8);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertEquals(PLANS + "/" + digest, path);
    assertEquals(first.body(), service.call("GET", path, planner).body());
    assertNotEquals(first.body(), make("two").body());
    assertEquals(2, service.made.size());
    assertEquals(422, service.post(PLANS, planner, "{}", "Idempotency-Key", "one").statusCode());
    assertEquals(400, service.post(PLANS, planner, WISH).statusCode(), "no key");
    assertEquals(400, service.post(PLANS, planner, "[]", "Idempotency-Key", "x").statusCode());
  }

  @Test
  void what_failed_may_be_asked_again_with_the_same_key() throws Exception {
    service.fails = new ConfigException(List.of(Text.of("http.bad-json"), Text.of("http.busy")));
    HttpResponse<String> wrong = make("one");
    assertEquals(400, wrong.statusCode());
    assertTrue(detail(wrong).contains("JSON object. Too many"), wrong.body());
    service.fails = ConfigException.afterReading(List.of(Text.of("http.bad-json")));
    assertEquals(422, make("one").statusCode());
    service.fails =
        new VSphereException.LoginRefused(
            "not again", VSphereException.LoginRefused.Why.WRONG, null);
    assertEquals(502, make("one").statusCode());
    service.fails = null;
    assertEquals(201, make("one").statusCode());
  }

  @Test
  void nobody_waits_longer_than_proxies_do_and_the_plan_is_had_with_the_same_key()
      throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    service.reading = read;
    HttpResponse<String> waits = make("slow");
    assertEquals(202, waits.statusCode(), waits.body());
    assertTrue(waits.headers().firstValue("Retry-After").isPresent());
    read.countDown();
    assertEquals(201, make("slow").statusCode());
    assertEquals(1, service.made.size());
  }

  @Test
  void who_made_a_plan_does_not_approve_it_and_another_one_does_once() throws Exception {
    String path = made() + "/approval";
    String both = service.token(Scope.PLAN, Scope.APPROVE);
    String own =
        service
            .post(PLANS, both, WISH, "Idempotency-Key", "own")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    HttpResponse<String> refused = service.post(own + "/approval", both, "{\"reason\":\"x\"}");
    assertEquals(403, refused.statusCode(), refused.body());
    assertEquals(403, service.post(path, planner, "{\"reason\":\"x\"}").statusCode(), "scope");
    assertEquals(400, service.post(path, approver, "").statusCode());
    assertEquals(400, service.post(path, approver, "{\"why\":\"x\"}").statusCode());
    HttpResponse<String> approved = service.post(path, approver, "{\"reason\":\"INC1\"}");
    assertEquals(201, approved.statusCode(), approved.body());
    assertTrue(json(approved).get("authenticated").getAsBoolean());
    assertEquals("token:t1", json(approved).get("approver").getAsString());
    assertEquals(409, service.post(path, approver, "{\"reason\":\"INC1\"}").statusCode());
    assertEquals(404, service.post(PLANS + "/none/approval", approver, "{}").statusCode());

    JsonObject journal = json(service.call("GET", "/api/v1/journal", service.token(Scope.READ)));
    assertTrue(journal.toString().contains("\"approver\":\"token:t1\""), journal.toString());
  }

  @Test
  void whoever_has_the_local_token_is_the_user_whom_nobody_authenticated() throws Exception {
    String user = System.getProperty("user.name");
    made();
    String local = service.http.local().token();
    String path =
        service
            .post(PLANS, local, WISH, "Idempotency-Key", "local")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    HttpResponse<String> own = service.post(path + "/approval", local, "{\"reason\":\"x\"}");
    assertEquals(201, own.statusCode(), own.body());
    assertEquals(user, json(own).get("approver").getAsString());
    assertFalse(json(own).get("authenticated").getAsBoolean(), "nobody knows who had the file");
  }

  @Test
  void what_was_not_approved_or_may_not_be_run_here_is_not_begun() throws Exception {
    String path = made();
    assertEquals(409, service.post(path + "/run", runner, "{\"reason\":\"x\"}").statusCode());
    assertEquals(409, service.post(path + "/resumption", runner, "").statusCode());
    service.post(path + "/approval", approver, "{\"reason\":\"INC1\"}");
    assertEquals(409, service.post(path + "/run", runner, "").statusCode(), "no reason");
    for (String wrong : List.of("{\"wait\":\"soon\"}", "{\"wait\":[]}", "{\"when\":\"x\"}")) {
      assertEquals(400, service.post(path + "/run", runner, wrong).statusCode(), wrong);
      assertEquals(400, service.post(path + "/resumption", runner, wrong).statusCode(), wrong);
    }
    HttpResponse<String> refused =
        service.post(path + "/run", runner, "{\"reason\":\"x\",\"wait\":\"2h\"}");
    assertEquals(409, refused.statusCode());
    assertEquals("This plan has come to its end.", detail(refused), "what the road says");
    JsonObject state = json(service.call("GET", path + "/run", runner));
    assertEquals("approved", state.get("state").getAsString());
    assertTrue(state.get("startedAt").isJsonNull());
    assertEquals(404, service.post(PLANS + "/" + "0".repeat(64) + "/run", runner, "").statusCode());
  }

  @Test
  void plans_and_lines_of_the_journal_are_had_page_by_page() throws Exception {
    for (String key : new String[] {"a", "b", "c"}) {
      make(key);
    }
    String read = service.token(Scope.READ);
    JsonObject page = json(service.call("GET", PLANS + "?limit=2", read));
    assertEquals(2, page.getAsJsonArray("plans").size());
    String next = page.get("next").getAsString();
    JsonObject rest = json(service.call("GET", PLANS + "?limit=2&after=" + next, read));
    assertEquals(1, rest.getAsJsonArray("plans").size());
    assertTrue(rest.get("next").isJsonNull());
    JsonObject lines = json(service.call("GET", "/api/v1/journal?limit=2", read));
    assertEquals(2, lines.getAsJsonArray("lines").size());
    next = lines.get("next").getAsString();
    lines = json(service.call("GET", "/api/v1/journal?after=" + next, read));
    assertEquals(1, lines.getAsJsonArray("lines").size());
    for (String wrong : new String[] {"plans?state=gone", "plans?after=x", "journal?after=eA"}) {
      assertEquals(400, service.call("GET", "/api/v1/" + wrong, read).statusCode(), wrong);
    }
    String tag = service.call("GET", PLANS, read).headers().firstValue("ETag").orElseThrow();
    assertEquals(304, service.call("GET", PLANS, read, "If-None-Match", tag).statusCode());
  }

  @Test
  void a_plan_may_be_stopped_by_whoever_has_a_part_in_it() throws Exception {
    String path = made();
    HttpResponse<String> asked =
        service.post(path + "/cancellation", approver, "{\"reason\":\"not tonight\"}");
    assertEquals(202, asked.statusCode(), asked.body());
    assertEquals("token:t1", json(asked).get("by").getAsString());
    assertEquals(
        403, service.post(path + "/cancellation", service.token(Scope.READ), "").statusCode());
  }
}
