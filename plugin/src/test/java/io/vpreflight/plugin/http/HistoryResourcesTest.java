// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of audits and repairs, as it is asked for over HTTP. */
@Timeout(600)
class HistoryResourcesTest {
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

  private static JournalEntry line(String operation) {
    return new JournalEntry(
        0,
        AService.START,
        operation,
        "ab12",
        0,
        JournalEvent.INTENT,
        "uuid-1",
        "VirtualMachine:vm-7",
        "M1",
        Map.of());
  }

  @Test
  void a_check_operation_or_schedule_that_there_is_not_is_told_with_the_one_that_is_meant()
      throws Exception {
    String token = service.token(Scope.READ);
    service.store.journal().append(line("op-1"));
    for (String[] slip :
        new String[][] {
          {
            "findings?check=vm.cbt.of",
            "400",
            "There is no check vm.cbt.of; did you mean vm.cbt.off?"
          },
          {"journal?operation=op1", "400", "The journal has no operation op1; did you mean op-1?"},
          {
            "schedules/nihgtly",
            "404",
            "There is no schedule nihgtly; did you mean nightly? There are: nightly"
          }
        }) {
      HttpResponse<String> answer = service.call("GET", "/api/v1/" + slip[0], token);
      assertEquals(slip[1], String.valueOf(answer.statusCode()), answer.body());
      assertEquals(
          slip[2],
          JsonParser.parseString(answer.body()).getAsJsonObject().get("detail").getAsString());
    }
    assertEquals(1, json("/api/v1/journal?operation=op-1", token).getAsJsonArray("lines").size());
    assertEquals(
        1, json("/api/v1/findings?check=vm.cbt.off", token).getAsJsonArray("findings").size());
  }

  @Test
  void an_audit_that_is_not_whole_says_why() throws Exception {
    String token = service.token(Scope.READ);
    StoredAudit whole = service.store.audits().list("", 1).get(0).audit();
    StoredAudit lost =
        new StoredAudit(
            "20261122",
            "nightly",
            "cbt-health",
            AService.START.plusSeconds(9_000),
            AService.START.plusSeconds(9_009),
            false,
            List.of(
                new StoredAudit.Reason("unreachable", Text.of("incomplete.unreachable", "vc2"))),
            whole.counts(),
            "");
    service.store.audits().record(lost, List.of(), Set.of(), Set.of());
    JsonArray audits = json("/api/v1/audits", token).getAsJsonArray("audits");
    for (JsonObject said :
        List.of(audits.get(0).getAsJsonObject(), json("/api/v1/audits/20261122", token))) {
      JsonObject why = said.getAsJsonArray("incomplete").get(0).getAsJsonObject();
      assertEquals("unreachable", why.get("cause").getAsString());
      assertEquals("vc2 could not be read", why.get("text").getAsString());
    }
    assertEquals(0, audits.get(1).getAsJsonObject().getAsJsonArray("incomplete").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fr                              | fr | Il n’y a pas de calendrier nihgtly
          de-CH, fr-CH;q=0.9, en;q=0.5    | fr | Il n’y a pas de calendrier nihgtly
          en-GB,en;q=0.8,fr;q=0.2         | en | There is no schedule nihgtly
          fr;q=0, de                      | en | There is no schedule nihgtly
          *                               | en | There is no schedule nihgtly
          ;;;q                            | en | There is no schedule nihgtly
          """)
  void whatever_is_refused_is_said_in_the_language_that_is_wished_for(
      String wish, String language, String said) throws Exception {
    String token = service.token(Scope.READ);
    HttpResponse<String> answer =
        service.call("GET", "/api/v1/audits?schedule=nihgtly", token, "Accept-Language", wish);
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(said), answer.body());
    assertEquals(language, answer.headers().firstValue("Content-Language").orElseThrow());
    HttpResponse<String> nobody =
        service.call("GET", "/api/v1/audits", "vp_wrong", "Accept-Language", wish);
    assertEquals(401, nobody.statusCode());
    assertEquals(language, nobody.headers().firstValue("Content-Language").orElseThrow());
  }

  @Test
  void what_is_said_in_words_besides_is_in_that_language_too() throws Exception {
    String token = service.token(Scope.READ);
    String[] french = {"Accept-Language", "fr"};
    String path = "/api/v1/findings?check=vm.cbt.off";
    Texts texts = Texts.in(Locale.FRENCH, ZoneOffset.UTC);
    String title = texts.title("vm.cbt.off");
    assertTrue(service.call("GET", path, token, french).body().contains(title), title);
    assertFalse(service.call("GET", path, token).body().contains(title), title);
    Path head = temp.resolve("state/store.head");
    service.store.journal().append(line("op-1"));
    Files.write(head, new byte[(int) Files.size(head)]);
    String verified = "/api/v1/journal/verification";
    assertTrue(service.call("GET", verified, token, french).body().contains("incompréhensible"));
    assertTrue(service.call("GET", "/", null, french).body().contains("Voici le service"));
  }

  @Test
  void what_two_audits_need_to_be_compared_is_told_when_it_is_not_there() throws Exception {
    String token = service.token(Scope.READ);
    for (String[] wrong :
        new String[][] {
          {"diff", "from and to"},
          {"diff?from=20261120", "from and to"},
          {"diff?from=20261120&to=20261121&schedule=nightly", "from and to"},
          {"diff?from=none&to=20261121", "none is neither a file nor an audit"},
          {"diff?from=20261121&to=20261120", "report.json is no report in JSON"},
          {"diff?schedule=nihgtly", "did you mean nightly?"},
          {"diff?to=a&form=b", "form"},
          {"baselines?schedle=nightly", "schedle"}
        }) {
      HttpResponse<String> answer = service.call("GET", "/api/v1/" + wrong[0], token);
      assertEquals(400, answer.statusCode(), wrong[0] + ": " + answer.body());
      assertTrue(answer.body().contains(wrong[1]), wrong[0] + ": " + answer.body());
    }
    assertEquals(0, json("/api/v1/baselines", token).getAsJsonArray("baselines").size());
  }

  @Test
  void a_journal_is_verified_for_whoever_may_read_and_what_is_wrong_with_it_is_said()
      throws Exception {
    String token = service.token(Scope.READ);
    service.store.journal().append(line("op-1"));
    JsonObject whole = json("/api/v1/journal/verification", token);
    assertTrue(whole.get("good").getAsBoolean());
    assertEquals(1, whole.get("lines").getAsLong());
    Path head = temp.resolve("state/store.head");
    Files.write(head, new byte[(int) Files.size(head)]);
    JsonObject bad = json("/api/v1/journal/verification", token);
    assertFalse(bad.get("good").getAsBoolean(), bad.toString());
    assertFalse(bad.get("problem").isJsonNull(), bad.toString());
  }
}
