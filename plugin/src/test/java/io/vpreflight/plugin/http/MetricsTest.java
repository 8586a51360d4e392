// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.plugin.config.ListenSettings;
import io.vpreflight.plugin.server.Prometheus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Metrics as Prometheus reads them, and what our dashboards and alerts ask of them. */
@Timeout(600)
class MetricsTest {
  private static final Pattern NAME = Pattern.compile("vpreflight_[a-z_]+");

  /** The rest are gauges; the client of Prometheus tells counters without their ending. */
  private static final Map<String, String> TYPES =
      Map.of(
          "vpreflight_repair_actions", "counter",
          "vpreflight_repair_duration_seconds", "summary",
          "vpreflight_vcenter_request_seconds", "histogram");

  private static final List<Path> USERS =
      List.of(Path.of("../docs/grafana"), Path.of("../docs/prometheus"));

  private static final List<String> HOSTILE =
      List.of(
          "a\"} 1\nvpreflight_x 2", "back\\slash\\n", "\r\n# HELP x", "émoji 🖥 \u202ertl", "{}");

  @TempDir Path temp;
  private final TreeMap<String, JsonObject> families = new TreeMap<>();

  @BeforeEach
  void scrape() throws Exception {
    try (AService service =
        new AService(temp.resolve("state"), null).withAudits(temp.resolve("reports"))) {
      int number = 0;
      for (String name : HOSTILE) {
        String object = "VirtualMachine:vm-10" + number++;
        SeenFinding seen = new SeenFinding("vm.cbt.off", "uuid-1", object, "", name, "error");
        StoredAudit audit =
            new StoredAudit(
                "x" + number,
                "other",
                "cbt-health",
                AService.START,
                AService.START,
                true,
                new StoredAudit.Counts(1, 0, 1, 0, 0, 0),
                "");
        service.store.audits().record(audit, List.of(seen), Set.of(), Set.of());
      }
      HttpResponse<String> answer = service.call("GET", "/metrics", service.token(Scope.READ));
      assertEquals(200, answer.statusCode());
      assertTrue(answer.headers().firstValue("Content-Type").orElse("").contains("version=0.0.4"));
      Path file = Files.writeString(temp.resolve("metrics"), answer.body());
      for (JsonElement family : Prometheus.families(file)) {
        JsonObject one = family.getAsJsonObject();
        assertFalse(families.containsKey(one.get("name").getAsString()), one.toString());
        families.put(one.get("name").getAsString(), one);
      }
    }
  }

  @Test
  void the_client_of_prometheus_understands_all_of_it_whatever_machines_are_called() {
    for (JsonObject family : families.values()) {
      String name = family.get("name").getAsString();
      assertTrue(NAME.matcher(name).matches(), name);
      assertEquals(TYPES.getOrDefault(name, "gauge"), family.get("type").getAsString(), name);
      assertFalse(family.get("help").getAsString().isBlank(), name);
      Set<String> series = new HashSet<>();
      for (JsonElement sample : family.getAsJsonArray("samples")) {
        JsonObject one = sample.getAsJsonObject();
        assertTrue(series.add(one.get("name") + " " + one.get("labels")), sample.toString());
      }
    }
    // The machine of AService, and each of ours.
    JsonObject machines = Objects.requireNonNull(families.get("vpreflight_vm_finding"));
    assertEquals(1 + HOSTILE.size(), machines.getAsJsonArray("samples").size());
    assertTrue(machines.toString().contains("vcenter\":\"vc1\""), "by name");
  }

  @Test
  void dashboards_and_alerts_ask_for_what_there_is() throws IOException {
    int found = 0;
    for (Path folder : USERS) {
      List<Path> files;
      try (Stream<Path> all = Files.list(folder)) {
        files = all.toList();
      }
      for (Path file : files) {
        TreeSet<String> asked = new TreeSet<>();
        Matcher name = NAME.matcher(Files.readString(file));
        while (name.find()) {
          asked.add(name.group());
        }
        assertFalse(asked.isEmpty(), file.toString());
        asked.removeAll(families.keySet());
        TYPES.forEach(
            (family, type) -> {
              if (type.equals("counter")) {
                asked.remove(family + "_total");
              } else {
                List.of("_bucket", "_sum", "_count").forEach(end -> asked.remove(family + end));
              }
            });
        assertEquals(new TreeSet<>(), asked, file.toString());
        found++;
      }
    }
    assertEquals(4, found);
  }

  @Test
  void on_this_machine_they_can_be_open_and_nothing_else_is() throws Exception {
    ListenSettings open = new ListenSettings("127.0.0.1", 0, true, null, true);
    try (AService service = new AService(temp.resolve("open"), open)) {
      assertEquals(200, service.call("GET", "/metrics", null).statusCode());
      assertEquals(401, service.call("GET", "/api/v1/audits", null).statusCode());
    }
    try (AService service = new AService(temp.resolve("closed"), null)) {
      assertEquals(401, service.call("GET", "/metrics", null).statusCode());
    }
  }
}
