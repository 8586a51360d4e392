// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.FaultProxy;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dead vCenters beside healthy ones: the healthy are audited whole, the dead named with a remedy.
 */
@Timeout(600)
class SeveralVCentersTest {
  @TempDir Path temp;

  @Tag("F1")
  @Test
  void the_dead_neither_hide_nor_harm_the_healthy() throws IOException {
    try (Vcsim one = Vcsim.start(options(1));
        Vcsim two = Vcsim.start(options(2));
        Vcsim wrong = Vcsim.start(options(3));
        FaultProxy resets = FaultProxy.before(one.url()).refuse();
        ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket filling = new Socket(hole.getInetAddress(), hole.getLocalPort());
        Socket full = new Socket(hole.getInetAddress(), hole.getLocalPort())) {
      assertTrue(filling.isConnected() && full.isConnected());
      int closed;
      try (ServerSocket free = new ServerSocket(0)) {
        closed = free.getLocalPort();
      }
      List<String> words = new ArrayList<>(List.of("audit", "--format", "json"));
      words.addAll(List.of("--username", "user"));
      add(words, "https://127.0.0.1:" + hole.getLocalPort(), one.thumbprint());
      add(words, "https://no-such-host.invalid", one.thumbprint());
      add(words, one.url().toString(), one.thumbprint());
      add(words, "https://127.0.0.1:" + closed, one.thumbprint());
      add(words, wrong.url().toString(), one.thumbprint());
      add(words, resets.url().toString(), one.thumbprint());
      add(words, two.url().toString(), two.thumbprint());
      Result result =
          new Shell(temp).with("VPREFLIGHT_PASSWORD", "pass").run(words.toArray(String[]::new));

      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertEquals(2, Live.vcenters(result).size(), result.err());
      Live.vcenters(result).forEach(Live::assertConserved);
      assertEquals(4, Live.vms(result).size());
      Live.assertGentle(one.stats(), 1);
      Live.assertGentle(two.stats(), 1);
      assertEquals(Map.of(), wrong.stats().calls());

      Map<String, String> failed = new HashMap<>();
      for (JsonObject each : Live.objects(result.json().getAsJsonObject("audit"), "failed")) {
        failed.put(each.get("name").getAsString(), each.get("error").getAsString());
      }
      assertEquals(5, failed.size(), failed.toString());
      assertSays(failed, "no-such-host.invalid", "Check the spelling and DNS");
      assertSays(failed, "127.0.0.1:" + closed, "Check address, port and firewall");
      assertSays(failed, "127.0.0.1:" + hole.getLocalPort(), "Check firewall and route");
      assertSays(
          failed, "127.0.0.1:" + wrong.url().getPort(), "--thumbprint " + wrong.thumbprint());
      assertSays(failed, "127.0.0.1:" + resets.url().getPort(), "the connection broke");
    }
  }

  @Tag("F1")
  @Test
  void one_that_answers_is_read_while_any_number_of_others_answer_nothing() throws Exception {
    List<ServerSocket> silent = new ArrayList<>();
    try (Vcsim one = Vcsim.start(options(1))) {
      List<String> words = new ArrayList<>(List.of("audit", "--format", "json"));
      words.addAll(List.of("--username", "user"));
      for (int i = 0; i < 5; i++) {
        // Connections are taken, and nobody ever reads from them.
        ServerSocket each = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        silent.add(each);
        add(words, "https://127.0.0.1:" + each.getLocalPort(), one.thumbprint());
      }
      add(words, one.url().toString(), one.thumbprint());
      CompletableFuture<Result> running =
          CompletableFuture.supplyAsync(
              () ->
                  new Shell(temp)
                      .with("VPREFLIGHT_PASSWORD", "pass")
                      .run(words.toArray(String[]::new)));
      while (!one.stats().calls().containsKey("RetrievePropertiesEx") && !running.isDone()) {
        Thread.sleep(50);
      }
      // Whoever had given one of them up before would say that it took too long.
      closeAll(silent);
      Result result = running.get();
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertEquals(1, Live.vcenters(result).size(), result.err());
      List<JsonObject> failed = Live.objects(result.json().getAsJsonObject("audit"), "failed");
      assertEquals(5, failed.size());
      for (JsonObject each : failed) {
        String error = each.get("error").getAsString();
        assertFalse(error.contains("no answer in time"), error);
      }
    } finally {
      closeAll(silent);
    }
  }

  private static void closeAll(List<ServerSocket> sockets) throws IOException {
    for (ServerSocket each : sockets) {
      each.close();
    }
  }

  @Test
  void one_vcenter_under_two_addresses_is_refused_and_named() {
    try (Vcsim server = Vcsim.start(options(1));
        FaultProxy alias = FaultProxy.before(server.url())) {
      List<String> words = new ArrayList<>(List.of("audit", "--username", "user"));
      add(words, server.url().toString(), server.thumbprint());
      add(words, alias.url().toString(), server.thumbprint());
      Result result =
          new Shell(temp).with("VPREFLIGHT_PASSWORD", "pass").run(words.toArray(String[]::new));
      assertEquals(Exit.USAGE, result.code(), result.toString());
      assertTrue(result.err().contains(":" + alias.url().getPort()), result.err());
      assertEquals(0, server.stats().openSessions());
    }
  }

  private static VcsimOptions options(int number) {
    return VcsimOptions.model().instanceUuid("00000000-0000-4000-8000-00000000000" + number);
  }

  private static void add(List<String> words, String url, String thumbprint) {
    words.addAll(List.of("--vcenter", url, "--thumbprint", thumbprint));
  }

  private static void assertSays(Map<String, String> failed, String name, String part) {
    String said = failed.getOrDefault(name, "nothing in " + failed);
    assertTrue(said.contains(part), said);
  }
}
