// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.Operations.NotAllowed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Both forms of the Automation API on the wire, as its public reference describes them, and
 * whatever else may answer. The older form is also held against a server of others, in plugin.
 */
@Timeout(600)
class RestTagsTest {
  private static final MoRef VM = new MoRef("VirtualMachine", "vm-1");
  private static final ServerTrust NOBODY = new ServerTrust(null, List.of("00".repeat(32)));
  private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

  private final MockWebServer server = new MockWebServer();
  private final Map<String, MockResponse> replies = new LinkedHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Runnable during = () -> {};
  private final LoginGuard guard = new LoginGuard(Clock.systemUTC());

  @BeforeEach
  void start() throws IOException {
    LOG.setLevel(Level.WARNING);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String line = request.getMethod() + " " + request.getTarget();
            asked.add(line);
            requests.add(request);
            during.run();
            return replies.getOrDefault(line, reply(404, "{}"));
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static MockResponse reply(int code, String json) {
    return new MockResponse.Builder()
        .code(code)
        .addHeader("Content-Type", "application/json")
        .body(json)
        .build();
  }

  private RestTags tags(Set<RestCall> allowed) throws IOException {
    return new RestTags(rest(allowed));
  }

  private RestTransport rest(Set<RestCall> allowed) throws IOException {
    return new RestTransport(
        VCenterEndpoint.parse("http://127.0.0.1:" + server.getPort()),
        NOBODY,
        ConnectionOptions.DEFAULT.withCallTimeout(Duration.ofSeconds(5)),
        new Credentials("ada@vsphere.local", new Secret("pässwort".toCharArray())),
        guard,
        allowed,
        "vpreflight/test");
  }

  private String body(int request) {
    var body = requests.get(request).getBody();
    return body == null ? "" : body.utf8();
  }

  @Test
  void the_newer_form_names_objects_in_the_path_and_wraps_nothing() throws IOException {
    replies.put("POST /api/session", reply(201, "\"s-1\""));
    replies.put("GET /api/cis/tagging/category", reply(200, "[\"c:1\",\"c:2\"]"));
    replies.put("GET /api/cis/tagging/category/c:1", reply(200, "{\"name\":\"other\"}"));
    replies.put("GET /api/cis/tagging/category/c:2", reply(200, "{\"name\":\"vpreflight\"}"));
    replies.put("POST /api/cis/tagging/tag?action=list-tags-for-category", reply(200, "[\"t:1\"]"));
    replies.put("GET /api/cis/tagging/tag/t:1", reply(200, "{\"name\":\"vpreflight-error\"}"));
    replies.put("POST /api/cis/tagging/tag", reply(201, "\"t:2\""));
    replies.put(
        "POST /api/cis/tagging/tag-association?action=list-attached-objects-on-tags",
        reply(
            200,
            "[{\"tag_id\":\"t:1\",\"object_ids\":[{\"type\":\"VirtualMachine\",\"id\":\"vm-1\"},"
                + "{\"type\":\"HostSystem\",\"id\":\"host-1\"}]}]"));
    replies.put(
        "POST /api/cis/tagging/tag-association/t:2?action=attach-tag-to-multiple-objects",
        reply(
            200,
            "{\"success\":false,\"error_messages\":[{\"id\":\"x\",\"args\":[],"
                + "\"default_message\":\"no privilege on vm-1\"}]}"));
    replies.put("POST /api/cis/tagging/tag-association/t:1?action=detach", reply(204, ""));
    replies.put("DELETE /api/session", reply(204, ""));
    try (RestTags tags = tags(RestCall.WRITE_BACK)) {
      assertEquals("c:2", tags.category("vpreflight"));
      assertEquals(Map.of("vpreflight-error", "t:1"), tags.tags("c:2"));
      assertEquals("t:2", tags.addTag("c:2", "vpreflight-info", "words"));
      assertEquals(Map.of("t:1", Set.of(VM)), tags.attached(List.of("t:1")));
      assertEquals(List.of("no privilege on vm-1"), tags.attach("t:2", List.of(VM)));
      tags.detach("t:1", VM);
    }
    assertEquals("POST /api/session", asked.get(0));
    assertEquals("DELETE /api/session", asked.get(asked.size() - 1));
    assertEquals(11, asked.size(), asked.toString());
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    "ada@vsphere.local:pässwort".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(basic, requests.get(0).getHeaders().get("Authorization"));
    for (RecordedRequest later : requests.subList(1, requests.size())) {
      assertNull(later.getHeaders().get("Authorization"));
      assertEquals("s-1", later.getHeaders().get("vmware-api-session-id"));
    }
    assertEquals("{\"category_id\":\"c:2\"}", body(4));
    assertEquals(
        "{\"name\":\"vpreflight-info\",\"description\":\"words\",\"category_id\":\"c:2\"}",
        body(6));
  }

  @Test
  void a_server_without_the_newer_form_is_spoken_to_in_the_older_one() throws IOException {
    replies.put("POST /rest/com/vmware/cis/session", reply(200, "{\"value\":\"s-2\"}"));
    replies.put("GET /rest/com/vmware/cis/tagging/category", reply(200, "{\"value\":[]}"));
    replies.put("POST /rest/com/vmware/cis/tagging/category", reply(200, "{\"value\":\"c:9\"}"));
    replies.put(
        "POST /rest/com/vmware/cis/tagging/tag/id:c:9?~action=list-tags-for-category",
        reply(200, "{\"value\":[]}"));
    replies.put("DELETE /rest/com/vmware/cis/tagging/category/id:c:9", reply(200, ""));
    replies.put("DELETE /rest/com/vmware/cis/session", reply(200, ""));
    try (RestTags tags = tags(RestCall.WRITE_BACK)) {
      assertNull(tags.category("vpreflight"));
      assertEquals("c:9", tags.addCategory("vpreflight", "words"));
      assertEquals(Map.of(), tags.tags("c:9"));
      tags.removeCategory("c:9");
    }
    assertEquals("POST /api/session", asked.get(0));
    assertTrue(body(3).startsWith("{\"create_spec\":{\"name\":\"vpreflight\""), body(3));
    assertTrue(body(3).contains("\"cardinality\":\"SINGLE\""), body(3));
    assertTrue(body(3).contains("\"associable_types\":[\"VirtualMachine\"]"), body(3));
    assertEquals("DELETE /rest/com/vmware/cis/session", asked.get(asked.size() - 1));
  }

  @Test
  void a_server_without_any_form_is_told_apart() throws IOException {
    try (RestTags tags = tags(RestCall.WRITE_BACK)) {
      Fault fault = assertThrows(Fault.class, () -> tags.category("vpreflight"));
      assertEquals(RestTransport.NO_API, fault.fault().faultClass());
    }
    assertEquals(List.of("POST /api/session", "POST /rest/com/vmware/cis/session"), asked);
  }

  @Test
  void a_wrong_password_is_not_tried_a_third_time() throws IOException {
    replies.put("POST /api/session", reply(401, "{}"));
    for (int i = 0; i < 2; i++) {
      try (RestTags tags = tags(RestCall.WRITE_BACK)) {
        Fault fault = assertThrows(Fault.class, () -> tags.category("vpreflight"));
        assertEquals("InvalidLogin", fault.fault().faultClass());
      }
    }
    try (RestTags tags = tags(RestCall.WRITE_BACK)) {
      assertThrows(LoginRefused.class, () -> tags.category("vpreflight"));
    }
    assertEquals(2, asked.size());
  }

  @Test
  void a_refusal_has_the_words_of_the_server() throws IOException {
    replies.put("POST /api/session", reply(201, "\"s-1\""));
    replies.put(
        "POST /api/cis/tagging/category",
        reply(
            403,
            "{\"error_type\":\"UNAUTHORIZED\",\"messages\":[{\"default_message\":\"not you\"}]}"));
    try (RestTags tags = tags(RestCall.WRITE_BACK)) {
      Fault fault = assertThrows(Fault.class, () -> tags.addCategory("vpreflight", ""));
      assertEquals("NoPermission", fault.fault().faultClass());
      assertEquals("not you", fault.fault().message());
    }
  }

  @Test
  void what_is_no_answer_is_not_taken_for_one_and_nothing_is_sent_twice() throws IOException {
    replies.put("POST /api/session", reply(201, "\"s-1\""));
    List<MockResponse> others = new ArrayList<>();
    others.add(reply(200, "{"));
    others.add(reply(200, "[1, {}]"));
    others.add(reply(200, "{\"a\":1}"));
    others.add(new MockResponse.Builder().code(302).addHeader("Location", "/login").build());
    others.add(
        new MockResponse.Builder().addHeader("Content-Type", "text/html").body("<p>hi").build());
    others.add(reply(200, "\"" + "x".repeat((16 << 20) + 10) + "\""));
    for (MockResponse other : others) {
      replies.put("GET /api/cis/tagging/category", other);
      int before = asked.size();
      try (RestTags tags = tags(RestCall.WRITE_BACK)) {
        assertThrows(BadReply.class, () -> tags.category("vpreflight"));
      }
      assertEquals(3, asked.size() - before, asked.toString());
    }
    replies.put(
        "POST /api/cis/tagging/category",
        new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build());
    int before = asked.size();
    try (RestTags tags = tags(RestCall.WRITE_BACK)) {
      assertThrows(Unreachable.class, () -> tags.addCategory("vpreflight", ""));
    }
    assertEquals(3, asked.size() - before, asked.toString());
  }

  @Test
  void a_session_that_only_looks_can_write_nothing() throws IOException {
    try (RestTags tags = tags(RestCall.READ)) {
      assertThrows(NotAllowed.class, () -> tags.addCategory("vpreflight", ""));
      assertThrows(NotAllowed.class, () -> tags.addTag("c", "vpreflight-info", ""));
      assertThrows(NotAllowed.class, () -> tags.attach("t", List.of(VM)));
      assertThrows(NotAllowed.class, () -> tags.detach("t", VM));
      assertThrows(NotAllowed.class, () -> tags.removeTag("t"));
      assertThrows(NotAllowed.class, () -> tags.removeCategory("c"));
    }
    assertEquals(List.of(), asked);
    assertFalse(RestCall.READ.contains(RestCall.ATTACH));
  }

  @Test
  void a_login_under_way_when_all_is_cancelled_comes_back_so_that_its_session_is_left()
      throws IOException {
    replies.put("POST /api/session", reply(201, "\"s-1\""));
    replies.put("DELETE /api/session", reply(204, ""));
    try (RestTransport rest = rest(RestCall.WRITE_BACK)) {
      during = rest::cancel;
      assertThrows(Cancelled.class, () -> new RestTags(rest).category("vpreflight"));
    }
    assertEquals(List.of("POST /api/session", "DELETE /api/session"), asked);
  }
}
