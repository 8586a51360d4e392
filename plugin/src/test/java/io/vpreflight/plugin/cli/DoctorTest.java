// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.plugin.server.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} against servers that work, and against everything that stands in the way. */
class DoctorTest {
  private static final String WRONG_PIN = "AA" + ":AA".repeat(31);

  @TempDir Path temp;

  private Shell shell() {
    return new Shell(temp).with("VPREFLIGHT_USERNAME", "user").with("VPREFLIGHT_PASSWORD", "pass");
  }

  private Result doctor(String... args) {
    return doctor(shell(), args);
  }

  private static Result doctor(Shell shell, String... args) {
    List<String> words = new ArrayList<>(List.of("doctor", "--format", "json"));
    words.addAll(List.of(args));
    return shell.run(words.toArray(String[]::new));
  }

  private static String[] to(Vcsim server) {
    return new String[] {"--vcenter", server.url().toString(), "--thumbprint", server.thumbprint()};
  }

  private static Map<String, JsonObject> steps(Result result, int vcenter) {
    Map<String, JsonObject> steps = new TreeMap<>();
    JsonObject one = result.json().getAsJsonArray("vcenters").get(vcenter).getAsJsonObject();
    for (JsonElement step : one.getAsJsonArray("steps")) {
      JsonObject object = step.getAsJsonObject();
      steps.put(object.get("step").getAsString(), object);
    }
    return steps;
  }

  private static JsonObject step(Result result, int vcenter, String id) {
    return Objects.requireNonNull(steps(result, vcenter).get(id));
  }

  private static Map<String, String> statuses(Result result, int vcenter) {
    Map<String, String> statuses = new TreeMap<>();
    steps(result, vcenter)
        .forEach((id, step) -> statuses.put(id, step.get("status").getAsString()));
    return statuses;
  }

  private static String remedy(JsonObject step) {
    return step.get("remedy").getAsString();
  }

  private static JsonObject facts(JsonObject step) {
    return step.getAsJsonObject("facts");
  }

  /** What a failing step leaves to be done: the step is a problem, all that follow are skipped. */
  private static void assertEndsAt(String step, Result result) {
    assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
    List<String> order =
        List.of(
            "name",
            "connection",
            "certificate",
            "server",
            "login",
            "clock",
            "sessions",
            "inventory",
            "privileges",
            "installations",
            "logout");
    Map<String, String> statuses = statuses(result, 0);
    for (String id : order) {
      int position = Integer.compare(order.indexOf(id), order.indexOf(step));
      String expected = position < 0 ? "ok" : position == 0 ? "problem" : "skipped";
      assertEquals(expected, statuses.get(id), id + " in " + result);
    }
  }

  @Test
  void where_all_is_well_every_step_is_done_and_no_session_stays() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().apiVersion("8.0.3.0"))) {
      Result result = doctor(to(server));
      assertEquals(Exit.OK, result.code(), result.toString());
      Map<String, String> statuses = statuses(result, 0);
      for (String id :
          List.of("name", "connection", "certificate", "server", "login", "clock", "inventory")) {
        assertEquals("ok", statuses.get(id), result.toString());
      }
      assertEquals("ok", statuses.get("logout"), result.toString());
      assertTrue(step(result, 0, "name").get("text").getAsString().contains("an address"));
      assertEquals("pinned", facts(step(result, 0, "certificate")).get("trustedBy").getAsString());
      assertEquals(
          "8.0.3.0", facts(step(result, 0, "server")).get("apiVersionSpoken").getAsString());
      assertEquals(2, facts(step(result, 0, "inventory")).get("virtualMachines").getAsInt());
      assertEquals(3, facts(step(result, 0, "inventory")).get("hosts").getAsInt());
      assertEquals(1, server.stats().logins());
      assertEquals(0, server.stats().openSessions());
      assertTrue(result.json().get("well").getAsBoolean());
    }
  }

  @Test
  void a_server_that_says_yes_to_everybody_proves_no_privilege() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Result result = doctor(to(server));
      JsonObject privileges = step(result, 0, "privileges");
      assertEquals("undetermined", privileges.get("status").getAsString(), result.toString());
      assertEquals("UNDETERMINED", facts(privileges).get("audit").getAsString());
    }
  }

  @Tag("F14")
  @Test
  void a_wrong_password_is_tried_once() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Result result = doctor(shell().with("VPREFLIGHT_PASSWORD", "wrong"), to(server));
      assertEndsAt("login", result);
      assertTrue(remedy(step(result, 0, "login")).contains("domain"), result.toString());
      assertEquals(1, server.stats().refusedLogins());
      assertFalse((result.out() + result.err()).contains("wrong\""), "the password was printed");
    }
  }

  @Tag("F14")
  @Test
  void a_wrong_password_for_several_vcenters_is_never_tried_more_than_twice() {
    try (Vcsim one = Vcsim.start(VcsimOptions.model());
        Vcsim two = Vcsim.start(VcsimOptions.model());
        Vcsim three = Vcsim.start(VcsimOptions.model())) {
      List<String> words = new ArrayList<>();
      for (Vcsim server : List.of(one, two, three)) {
        words.addAll(List.of(to(server)));
      }
      Shell shell = shell().with("VPREFLIGHT_PASSWORD", "wrong");
      Result result = doctor(shell, words.toArray(String[]::new));
      assertEquals(Exit.INCOMPLETE, result.code());
      assertEquals("problem", statuses(result, 2).get("login"));
      int tries =
          one.stats().refusedLogins() + two.stats().refusedLogins() + three.stats().refusedLogins();
      assertEquals(2, tries, result.toString());
      words.add(0, "audit");
      shell.run(words.toArray(String[]::new));
      int after =
          one.stats().refusedLogins() + two.stats().refusedLogins() + three.stats().refusedLogins();
      assertEquals(2, after, "the next command knows of it");
    }
  }

  @Test
  void without_a_password_everything_before_the_login_is_told() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Result result = doctor(new Shell(temp).with("VPREFLIGHT_USERNAME", "user"), to(server));
      assertEndsAt("login", result);
      assertEquals(0, server.stats().logins() + server.stats().refusedLogins());
    }
  }

  @Test
  void a_certificate_that_is_not_pinned_ends_before_the_login_with_the_option_to_use() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Result result = doctor("--vcenter", server.url().toString(), "--thumbprint", WRONG_PIN);
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      JsonObject certificate = step(result, 0, "certificate");
      assertEquals("problem", certificate.get("status").getAsString());
      assertTrue(remedy(certificate).contains("--thumbprint " + server.thumbprint()));
      assertEquals("ok", statuses(result, 0).get("server"), "who answers is told all the same");
      assertEquals("skipped", statuses(result, 0).get("login"));
      assertEquals(0, server.stats().logins() + server.stats().refusedLogins());
    }
  }

  @Test
  void the_option_shown_for_an_unknown_certificate_is_all_that_is_needed() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Result unknown = doctor("--vcenter", server.url().toString());
      JsonObject certificate = step(unknown, 0, "certificate");
      assertEquals("problem", certificate.get("status").getAsString(), unknown.toString());
      String[] option = facts(certificate).get("option").getAsString().split(" ", -1);
      Result known = doctor("--vcenter", server.url().toString(), option[0], option[1]);
      assertEquals(Exit.OK, known.code(), known.toString());
    }
  }

  @Test
  void an_accepted_certificate_is_known_and_a_changed_one_is_told_apart() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Path known = temp.resolve("config/vpreflight/known_vcenters");
      Files.createDirectories(known.getParent());
      String address = "127.0.0.1:" + server.url().getPort();
      Files.writeString(known, address + " " + server.thumbprint() + "\n");
      Result accepted = doctor("--vcenter", server.url().toString());
      assertEquals(Exit.OK, accepted.code(), accepted.toString());
      assertEquals("known", facts(step(accepted, 0, "certificate")).get("trustedBy").getAsString());
      Files.writeString(known, address + " " + WRONG_PIN + "\n");
      Result changed = doctor("--vcenter", server.url().toString());
      JsonObject certificate = step(changed, 0, "certificate");
      assertEquals("problem", certificate.get("status").getAsString());
      assertTrue(remedy(certificate).contains(known.toString()), changed.toString());
    }
  }

  @Test
  void a_certificate_of_the_ca_file_is_trusted() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Result result =
          doctor(
              "--vcenter", server.url().toString(), "--ca-file", server.certificate().toString());
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals("ca", facts(step(result, 0, "certificate")).get("trustedBy").getAsString());
    }
  }

  @Test
  void a_name_without_an_address() {
    Result result = doctor("--vcenter", "https://no-such-host.invalid");
    assertEndsAt("name", result);
    assertTrue(remedy(step(result, 0, "name")).contains("DNS"));
  }

  @Test
  void a_port_where_nobody_listens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Result result = doctor("--vcenter", "https://127.0.0.1:" + port);
    assertEndsAt("connection", result);
    assertTrue(remedy(step(result, 0, "connection")).contains(" " + port + " "));
  }

  @Test
  void a_proxy_where_nobody_listens_is_named_as_the_proxy() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Result result = doctor("--vcenter", "https://vc.example.org", "--proxy", "127.0.0.1:" + port);
    assertEndsAt("connection", result);
    assertTrue(remedy(step(result, 0, "connection")).contains("--proxy"), result.toString());
  }

  @Test
  void a_web_server_is_no_vcenter() {
    try (WebServer web = new WebServer(temp, "-1d", 365, "<html><body>Welcome</body></html>")) {
      Result result = doctor("--vcenter", web.url(), "--thumbprint", web.thumbprint());
      assertEndsAt("server", result);
      assertTrue(remedy(step(result, 0, "server")).contains("proxy"), result.toString());
    }
  }

  @Test
  void a_pinned_certificate_that_has_expired_is_used_and_told() {
    try (WebServer web = new WebServer(temp, "-10d", 3, "<html></html>")) {
      Result result = doctor("--vcenter", web.url(), "--thumbprint", web.thumbprint());
      JsonObject certificate = step(result, 0, "certificate");
      assertEquals("warning", certificate.get("status").getAsString(), result.toString());
      assertTrue(certificate.get("text").getAsString().startsWith("expired 7 days"));
      assertTrue(facts(certificate).get("daysLeft").getAsInt() < 0);
    }
  }

  @Test
  void an_expired_certificate_that_nobody_pinned_is_a_problem() {
    try (WebServer web = new WebServer(temp, "-10d", 3, "<html></html>")) {
      JsonObject certificate = step(doctor("--vcenter", web.url()), 0, "certificate");
      assertEquals("problem", certificate.get("status").getAsString());
      assertTrue(certificate.get("text").getAsString().startsWith("not valid now"));
    }
  }

  @Test
  void a_certificate_that_ends_soon_is_a_warning() {
    try (WebServer web = new WebServer(temp, "-1d", 11, "<html></html>")) {
      Result result = doctor("--vcenter", web.url(), "--thumbprint", web.thumbprint());
      JsonObject certificate = step(result, 0, "certificate");
      assertEquals("warning", certificate.get("status").getAsString(), result.toString());
    }
  }

  @Tag("F18")
  @Test
  void a_clock_that_is_an_hour_ahead_is_a_problem_and_the_rest_is_still_told() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().clockOffset(Duration.ofHours(1)))) {
      Result result = doctor(to(server));
      assertEquals(Exit.INCOMPLETE, result.code());
      JsonObject clock = step(result, 0, "clock");
      assertEquals("problem", clock.get("status").getAsString(), result.toString());
      assertTrue(facts(clock).get("offsetSeconds").getAsDouble() > 3500);
      assertEquals("ok", statuses(result, 0).get("inventory"));
      assertEquals("ok", statuses(result, 0).get("logout"));
    }
  }

  @Tag("F18")
  @Test
  void a_clock_that_is_two_minutes_behind_is_a_warning() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().clockOffset(Duration.ofMinutes(-2)))) {
      Result result = doctor(to(server));
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals("warning", statuses(result, 0).get("clock"));
    }
  }

  @Test
  void a_stand_alone_host_is_told_as_one() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().esx())) {
      Result result = doctor(to(server));
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals("HostAgent", facts(step(result, 0, "server")).get("apiType").getAsString());
      assertEquals(1, facts(step(result, 0, "inventory")).get("hosts").getAsInt());
    }
  }

  @Test
  void sessions_that_may_not_be_read_are_no_problem() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().deny("SessionManager:sessionList"))) {
      Result result = doctor(to(server));
      assertEquals(Exit.OK, result.code(), result.toString());
      assertEquals("skipped", statuses(result, 0).get("sessions"));
    }
  }

  @Test
  void sessions_that_may_be_read_are_counted() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Result result = doctor(to(server));
      JsonObject sessions = step(result, 0, "sessions");
      assertEquals("ok", sessions.get("status").getAsString(), result.toString());
      assertEquals(1, facts(sessions).get("ofThisUser").getAsInt());
    }
  }

  @Test
  void a_dead_vcenter_does_not_keep_the_next_one_from_being_examined() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      List<String> words = new ArrayList<>(List.of("--vcenter", "https://no-such-host.invalid"));
      words.addAll(List.of(to(server)));
      Result result = doctor(words.toArray(String[]::new));
      assertEquals(Exit.INCOMPLETE, result.code());
      assertEquals("problem", statuses(result, 0).get("name"));
      assertEquals("ok", statuses(result, 1).get("logout"), result.toString());
    }
  }

  @Test
  void a_person_reads_a_line_a_step_in_either_language() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      List<String> words = new ArrayList<>(List.of("doctor"));
      words.addAll(List.of(to(server)));
      String[] command = words.toArray(String[]::new);
      String english = shell().run(command).out();
      assertTrue(english.contains("This machine\n  ok"), english);
      assertTrue(english.contains("2 virtual machines, 3 hosts"), english);
      assertTrue(
          english.contains("Nothing is broken, but one thing could not be found out"), english);
      String french = shell().in(Locale.FRENCH).run(command).out();
      assertTrue(french.contains("2 machines virtuelles, 3 hôtes"), french);
      assertTrue(
          french.contains("Rien n’est en panne, mais un point n’a pas pu être établi"), french);
      assertFalse(english.contains("doctor.") || french.contains("doctor."), french);
    }
  }

  @Test
  void nobody_named_is_wrong_usage() {
    assertEquals(Exit.USAGE, shell().run("doctor").code());
    assertEquals(Exit.USAGE, shell().run("doctor", "--vcenter", "vc", "--format", "xml").code());
  }
}
