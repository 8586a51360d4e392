// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.session.Sessions;
import io.vpreflight.simulator.session.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service whose password is wrong, over several lives. */
@Timeout(600)
class WrongPasswordTest {
  private static final String CANARY = "C4n4ry-Zw1tsch";

  @TempDir Path temp;
  private Path password;

  @BeforeEach
  void file() throws IOException {
    password = Files.writeString(temp.resolve("password"), CANARY);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
  }

  private Path config(String url, String username, String thumbprint) throws IOException {
    return Files.writeString(
        temp.resolve("vpreflight.yaml"),
        """
        vcenters:
          - url: %s
            username: %s
            passwordFile: %s
            thumbprints: %s
        schedules:
          often:
            cron: "* * * * * ?"
            formats: json
        """
            .formatted(url, username, password, thumbprint));
  }

  private List<JsonObject> audits(Serving service, Predicate<List<JsonObject>> wanted)
      throws InterruptedException {
    return service.listed("audits", "audits", wanted);
  }

  private static boolean isWhole(JsonObject audit) {
    return audit.get("complete").getAsBoolean();
  }

  private static int count(String log, String words) {
    return log.split(words, -1).length - 1;
  }

  @Tag("F14")
  @Test
  void f14_a_restart_does_not_begin_again_with_a_password_that_was_wrong_twice() throws Exception {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1).login("audit", "right"))) {
      Path config = config(server.url().toString(), "audit", server.thumbprint());
      int seen = 0;
      for (int life = 0; life < 3; life++) {
        int more = seen + 3;
        try (Serving service = new Serving(temp, config)) {
          seen = audits(service, all -> all.size() >= more).size();
          String log = service.end().err();
          assertEquals(1, count(log, "refused its password twice"), log);
          assertTrue(log.contains("audit: " + server.url().getHost()), log);
          assertTrue(log.contains("vpreflight service reload"), log);
          assertFalse(log.contains(CANARY), log);
        }
        assertEquals(2, server.stats().calls("Login"), "in life " + life);
      }
      assertEquals(2, server.stats().refusedLogins());
      assertFalse(holds(temp.resolve("state"), CANARY));
      assertTrue(holds(temp.resolve("state"), "pbkdf2-sha256"), "the search finds what is there");
      Files.writeString(password, "right");
      Shell.Result doctor = new Shell(temp).run("doctor", "--config", config.toString());
      assertTrue(
          doctor.out().contains("has refused the password of audit (" + server.url().getHost()),
          doctor.toString());
      int before = seen;
      try (Serving service = new Serving(temp, config)) {
        audits(service, all -> all.size() > before && isWhole(all.get(0)));
        assertEquals(0, count(service.end().err(), "refused its password twice"));
      }
      doctor = new Shell(temp).run("doctor", "--config", config.toString());
      assertFalse(doctor.out().contains("has refused the password"), doctor.toString());
      assertEquals(2, server.stats().refusedLogins());
    }
  }

  @Tag("F14")
  @Test
  void f14_a_password_that_was_set_back_is_tried_again_after_a_reload_and_not_by_a_restart()
      throws Exception {
    Path dump = temp.resolve("paris");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    Sessions.Rules strict = Sessions.Rules.DEFAULT.lockOut(3, Duration.ofHours(1));
    try (Simulated server = Simulated.start(Simulator.load(dump).sessions(strict), temp)) {
      Path config = config(server.url().toString(), server.username(), server.thumbprint());
      try (Serving service = new Serving(temp, config)) {
        audits(service, all -> all.size() >= 3);
        service.end();
      }
      hoursPass();
      server.simulator().put(User.administrator(server.username(), CANARY));
      try (Serving service = new Serving(temp, config)) {
        List<JsonObject> all = audits(service, found -> found.size() >= 6);
        assertTrue(all.stream().noneMatch(WrongPasswordTest::isWhole), all.toString());
        Shell.Result reload = new Shell(temp).run("service", "reload");
        assertEquals(Exit.OK, reload.code(), reload.toString());
        audits(service, found -> isWhole(found.get(0)));
        String log = service.end().err();
        assertEquals(1, count(log, "is tried again, at the latest"), log);
      }
    }
  }

  /** What was refused was refused long ago. */
  private void hoursPass() throws SQLException {
    Path state = temp.resolve("state/vpreflight");
    try (Store store = Store.open(StorePlace.in(state), "test");
        Connection connection = store.connections().getConnection();
        Statement statement = connection.createStatement()) {
      int rows =
          statement.executeUpdate("update login_try set tried_at = tried_at - interval '5' hour");
      assertEquals(2, rows);
    }
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
}
