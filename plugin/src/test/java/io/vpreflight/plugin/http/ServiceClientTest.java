// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a service is asked that allows so many requests a second. */
@Timeout(600)
class ServiceClientTest {
  @TempDir Path temp;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Text> said = new ArrayList<>();

  /** What is answered with 429 first: how long to wait; empty says nothing. */
  private final List<String> waits = new CopyOnWriteArrayList<>();

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Accept-Language"));
          boolean tooMany = !waits.isEmpty();
          byte[] body =
              (tooMany ? "{\"detail\": \"slowly\"}" : "{}").getBytes(StandardCharsets.UTF_8);
          if (tooMany) {
            String wait = waits.remove(0);
            if (!wait.isEmpty()) {
              exchange.getResponseHeaders().add("Retry-After", wait);
            }
          }
          exchange.sendResponseHeaders(tooMany ? 429 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ServiceClient client() throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return ServiceClient.of(url, "vp_x", null).speaking(Locale.FRENCH, said::add);
  }

  @Test
  void who_asks_too_fast_waits_as_long_as_is_said_and_is_told_once() throws IOException {
    waits.addAll(List.of("1", "0"));
    ServiceClient client = client();
    assertEquals("{}", client.get("/api/v1/audits"));
    waits.add("1");
    assertEquals("{}", client.post("/api/v1/plans", "{}", Map.of()));
    waits.add("1");
    Path file = temp.resolve("copy");
    client.download("/api/v1/baselines/nightly/uuid", file);
    assertEquals("{}", Files.readString(file), "and nothing of what was refused");
    assertEquals(
        List.of("GET fr", "GET fr", "GET fr", "POST fr", "POST fr", "GET fr", "GET fr"), asked);
    assertEquals(List.of("service.waits"), said.stream().map(Text::key).toList());
  }

  @Test
  void who_would_have_to_wait_for_long_or_nobody_knows_how_long_is_refused_at_once()
      throws IOException {
    for (String wait : List.of("60", "99999999999", "Sun, 22 Nov 2026 10:00:00 GMT", "")) {
      waits.add(wait);
      ServiceException refused =
          assertThrows(ServiceException.class, () -> client().get("/api/v1/audits"), wait);
      assertTrue(refused.problem().args().toString().contains("slowly"), wait);
    }
    assertEquals(4, asked.size());
    assertEquals(List.of(), said);
  }
}
