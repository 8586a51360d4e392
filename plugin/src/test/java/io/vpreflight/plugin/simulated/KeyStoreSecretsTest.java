// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.config.KeyStoreOfTests;
import io.vpreflight.simulator.SimulatorBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service whose password is an entry of a key store. */
@Timeout(600)
class KeyStoreSecretsTest {
  private static final String STORE_PASSWORD = "st0re-c4n4ry";

  @TempDir Path temp;
  private KeyStoreOfTests keys;

  @BeforeEach
  void a_key_store() throws IOException {
    keys = KeyStoreOfTests.in(temp, STORE_PASSWORD);
    keys.put("vc", SimulatorBuilder.PASSWORD);
  }

  private Path config(RepairBench bench) throws IOException {
    String jobs =
        """
          watch: {job: expiry, ahead: 30d, passwordAge: 90d, cron: "0 0 0 1 1 ? 2099"}
        notify:
          box: {type: mail, folder: "%s", from: a@example.org, to: b@example.org}
        """
            .formatted(temp.resolve("mail"));
    Path file = ServedBench.config(bench, "", "");
    String said = Files.readString(file).replace(bench.password().toString(), "p12:vc");
    return Files.writeString(file, said + jobs + keys.section());
  }

  /** Does the audit now; true when it is whole. */
  private static boolean isWhole(ServedBench service, int audits) throws InterruptedException {
    assertEquals(Exit.OK, service.command("schedules run never").code());
    while (true) {
      var listed = service.command("audits --format json");
      JsonArray all =
          listed.code() == Exit.OK ? listed.json().getAsJsonArray("audits") : new JsonArray();
      if (all.size() == audits) {
        return all.get(0).getAsJsonObject().get("complete").getAsBoolean();
      }
      Thread.sleep(100);
    }
  }

  @Tag("F14")
  @Test
  void another_password_in_the_key_store_counts_without_a_restart() throws Exception {
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO);
        ServedBench service = new ServedBench(bench, config(bench))) {
      Files.delete(bench.password());
      assertEquals(true, isWhole(service, 1));
      keys.put("vc", "wrong-c4n4ry");
      assertEquals(false, isWhole(service, 2));
      keys.put("vc", SimulatorBuilder.PASSWORD);
      assertEquals(true, isWhole(service, 3));
      assertFalse(service.end().toString().contains("c4n4ry"));
      assertTrue(holds(bench.state(), "discovery-audit"), "the search finds what is there");
      assertFalse(holds(bench.state(), "c4n4ry"));
      assertFalse(holds(temp.resolve("mail"), "c4n4ry"));
    }
  }

  @Test
  void an_entry_that_was_written_long_ago_is_told_in_time() throws Exception {
    try (RepairBench bench = new RepairBench(temp, RepairBench.plant(temp, 1), Duration.ZERO);
        ServedBench service = new ServedBench(bench, config(bench))) {
      Files.setLastModifiedTime(
          keys.file(), FileTime.from(Instant.now().minus(Duration.ofDays(70))));
      assertEquals(Exit.OK, service.command("schedules run watch").code());
      while (!holds(temp.resolve("mail"), "The password in p12:vc")) {
        Thread.sleep(100);
      }
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
