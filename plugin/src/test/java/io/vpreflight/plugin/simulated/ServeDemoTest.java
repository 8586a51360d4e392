// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.plugin.Main;
import io.vpreflight.plugin.http.ServiceClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody starts {@code serve --demo}, types what it prints, and ends it with a signal. */
@Timeout(600)
class ServeDemoTest {
  @TempDir Path home;

  @Test
  void audits_are_done_by_schedule_and_shown_and_nothing_is_left_at_the_end() throws Exception {
    Path said = home.resolve("said");
    Path log = home.resolve("log");
    Process demo = start(said, log);
    try {
      Matcher words = await(said, log, demo);
      ServiceClient api = ServiceClient.of(URI.create(words.group(2)), words.group(1), null);
      assertTrue(api.get("/health").contains("alive"));
      JsonArray audits = audits(api);
      while (audits.size() < 2) {
        TimeUnit.MILLISECONDS.sleep(200);
        audits = audits(api);
      }
      JsonObject first = audits.get(1).getAsJsonObject();
      assertTrue(first.get("complete").getAsBoolean(), first.toString());
      assertTrue(first.get("virtualMachines").getAsInt() > 100, first.toString());
      assertTrue(api.get("/metrics").contains("vpreflight_vm_finding{"));
      assertTrue(api.get("/api/v1/findings?severity=critical").contains("\"check\""));
    } finally {
      demo.destroy();
      assertTrue(demo.waitFor(5, TimeUnit.MINUTES), "it does not end");
    }
    assertFalse(Files.exists(home.resolve("vpreflight-demo")), Files.readString(log));
  }

  private static JsonArray audits(ServiceClient api) {
    return JsonParser.parseString(api.get("/api/v1/audits"))
        .getAsJsonObject()
        .getAsJsonArray("audits");
  }

  /** The token and the address, out of a command that is printed to be typed. */
  private static Matcher await(Path said, Path log, Process demo) throws Exception {
    Pattern wanted =
        Pattern.compile("curl -H 'Authorization: Bearer (vp_\\S+)' (http://\\S+)/api/v1/audits\n");
    while (true) {
      Matcher words = wanted.matcher(Files.readString(said));
      if (words.find() && Files.readString(said).contains("Ctrl-C")) {
        return words;
      }
      assertTrue(demo.isAlive(), Files.readString(log));
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private Process start(Path said, Path log) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--demo",
            "--lang",
            "en");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(said.toFile())
            .redirectError(log.toFile());
    builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
    builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
    return builder.start();
  }
}
