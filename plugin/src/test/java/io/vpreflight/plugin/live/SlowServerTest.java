// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.FaultProxy;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.plugin.server.VcsimStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that take their time, or never answer: every run ends, and says what it did not see. */
@Timeout(600)
class SlowServerTest {
  @TempDir Path temp;

  @Tag("F6")
  @Test
  void a_slow_server_is_waited_for() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().delay(Duration.ofMillis(60)))) {
      Result result = Live.audit(temp, server);
      assertTrue(result.code() != Exit.INCOMPLETE, result.toString());
      Live.assertGentle(server.stats(), 1);
    }
  }

  @Tag("F6")
  @Test
  void a_call_that_never_comes_back_ends_with_the_time_that_was_given() {
    VcsimOptions options = VcsimOptions.model().methodDelay("CreateContainerView:200000");
    try (Vcsim server = Vcsim.start(options)) {
      Result result = Live.audit(temp, server, "--timeout", "3s");
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.out().contains("stopped before it was read whole"), result.out());
      VcsimStats stats = server.stats();
      assertEquals(1, stats.logouts(), stats.toString());
      assertEquals(0, stats.openSessions(), stats.toString());
    }
  }

  @Tag("F6")
  @Test
  void what_was_read_in_the_time_that_was_given_is_kept() {
    VcsimOptions options = VcsimOptions.model().methodDelay("CreateCollectorForTasks:200000");
    try (Vcsim server = Vcsim.start(options)) {
      Result result = Live.audit(temp, server, "--timeout", "8s");
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertEquals(2, Live.vms(result).size());
      JsonObject vcenter = Live.vcenter(result);
      Live.assertConserved(vcenter);
      assertEquals(0, vcenter.get("missing").getAsInt());
      assertEquals(List.of("stopped"), Live.causes(result));
      assertTrue(result.out().contains("--timeout"), result.out());
      assertTrue(
          Live.objects(result.json(), "undetermined").stream()
              .anyMatch(u -> u.get("reason").getAsString().contains("Cancelled")),
          result.out());
      assertEquals(1, server.stats().logouts());
      assertEquals(0, server.stats().openSessions());
    }
  }

  @Tag("F6")
  @Test
  void a_line_that_falls_silent_in_the_middle_ends_with_the_time_that_was_given() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model());
        FaultProxy proxy = FaultProxy.before(server.url()).stallAfter(20_000)) {
      Result result = Live.audit(temp, server, proxy.url(), "--timeout", "6s");
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
    }
  }

  @Tag("F2")
  @Tag("F6")
  @Test
  void a_server_that_accepts_and_says_nothing_ends_with_the_time_that_was_given()
      throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1));
        ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("https://127.0.0.1:" + silent.getLocalPort());
      Result result = Live.audit(temp, server, url, "--timeout", "3s");
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.out().contains("stopped before it was read whole"), result.out());
    }
  }

  @Tag("F33")
  @Test
  void who_is_interrupted_logs_out() throws Exception {
    VcsimOptions options = VcsimOptions.model().methodDelay("CreateContainerView:200000");
    try (Vcsim server = Vcsim.start(options)) {
      List<String> words = new ArrayList<>(List.of("audit"));
      words.addAll(Live.vcenter(server, server.url()));
      Map<String, String> variables = Map.of("VPREFLIGHT_PASSWORD", server.password());
      Files.createDirectories(temp);
      try (Program program = Program.start(temp, variables, words)) {
        while (server.stats().calls("CreateContainerView") == 0) {
          assertTrue(program.isAlive(), program.err());
        }
        program.interrupt();
        assertEquals(128 + 15, program.await());
        assertEquals(1, server.stats().logouts(), program.err());
        assertEquals(0, server.stats().openSessions());
      }
    }
  }
}
