// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import io.vpreflight.plugin.Main;
import io.vpreflight.plugin.http.LocalAccess;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.BigInventory;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.History;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vCenter with more of everything than most have, read by processes with a heap of 512 MB: whole,
 * gently, and what is more than is read of its history is told.
 */
@Tag("long")
@Timeout(600)
class LargeInventoryTest {
  private static final int MACHINES = 10_000;
  private static final int HOSTS = 500;
  private static final int TASKS = 5_000;
  private static final int EVENTS = 200_000;
  private static final int FINDINGS = 10_000;

  /** What a run costs whatever its size. */
  private static final int FIXED_CALLS = 60;

  @TempDir static Path temp;
  private static final Map<String, LongAdder> CALLS = new ConcurrentHashMap<>();

  @SuppressWarnings("NullAway.Init")
  private static Simulated server;

  @BeforeAll
  static void start() throws IOException {
    Path dump = temp.resolve("dump");
    BigInventory.of(HOSTS, HOSTS, 1).writeTo(dump);
    server = Simulated.start(Simulator.load(dump), temp);
    World world = server.simulator().world();
    world.locked(
        () -> {
          new Copies(world).multiply(MACHINES / HOSTS);
          history(world);
        });
    server
        .simulator()
        .faults()
        .on("*")
        .always()
        .wire(
            new WireFault.Also(
                method -> CALLS.computeIfAbsent(method, m -> new LongAdder()).increment()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** What a busy day leaves: machines that were powered on, and tasks that are not done yet. */
  private static void history(World world) {
    History history = world.history();
    List<ManagedObject> machines = world.ofType("VirtualMachine");
    assertEquals(MACHINES, machines.size());
    // Somebody switched change tracking off, everywhere.
    for (ManagedObject machine : machines) {
      Objects.requireNonNull(machine.get("config")).put("changeTrackingEnabled", false);
    }
    Instant now = world.clock().now();
    for (int i = 0; i < EVENTS; i++) {
      String at = now.minusMillis(400L * (EVENTS - i)).toString();
      history.addEvent(
          Element.typed("Event", "VmPoweredOnEvent")
              .add("createdTime", at)
              .add("userName", "admin")
              .add(
                  new Element("vm").add("name", "vm").add("vm", machines.get(i % MACHINES).ref())));
    }
    for (int i = 0; i < TASKS; i++) {
      Ref task = new Ref("Task", "task-of-today-" + i);
      Instant at = now.minusSeconds(600L + i);
      history.putTask(
          task,
          new Element("TaskInfo")
              .add("key", task.id())
              .add("task", task)
              .add("name", "CreateSnapshot_Task")
              .add("descriptionId", "VirtualMachine.createSnapshot")
              .add("entity", machines.get(i * 2 % MACHINES).ref())
              .add("entityName", "vm")
              .add("state", i % 2 == 0 ? "queued" : "running")
              .add("cancelled", false)
              .add("cancelable", true)
              .add("queueTime", at)
              .add("startTime", i % 2 == 0 ? null : at)
              .add("eventChainId", i));
    }
  }

  @Tag("F19")
  @Test
  void ten_thousand_machines_are_read_reported_kept_and_listed_by_a_service() throws Exception {
    Path reports = temp.resolve("reports");
    Path config =
        Files.writeString(
            temp.resolve("vpreflight.yaml"),
            """
            vcenters:
              - {url: "%s", username: "%s", passwordFile: "%s", thumbprints: "%s"}
            schedules:
              all:
                cron: "0 0 0 1 1 ? 2099"
                profile: cbt-health
                formats: [json, text, html, csv]
                reports: "%s"
            """
                .formatted(
                    server.url(), server.username(), secret(), server.thumbprint(), reports));
    Path state = temp.resolve("state/vpreflight");
    try (Program service = Program.start("serve", "--config", config.toString(), "--now", "all")) {
      while (LocalAccess.read(state).isEmpty()) {
        service.requireAlive();
        Thread.sleep(100);
      }
      ServiceClient client = ServiceClient.of(LocalAccess.read(state).orElseThrow());
      while (json(client.get("/api/v1/audits")).getAsJsonArray("audits").isEmpty()) {
        service.requireAlive();
        Thread.sleep(500);
      }
      int found = listed(client);
      assertTrue(found >= FINDINGS, found + " findings");
      service.process.destroy();
      assertTrue(service.process.waitFor(5, TimeUnit.MINUTES), service::said);
    }
    try (Stream<Path> audits = Files.list(reports.resolve("all"))) {
      List<Path> all = audits.toList();
      assertEquals(1, all.size(), all.toString());
      judge(all.get(0));
    }
    assertTrue(server.simulator().mostCallsAtOnce() <= 2);
    assertEquals(0, server.simulator().openSessions());
  }

  /** What the reports say of each machine, of the calls, and of what was not read. */
  private static void judge(Path folder) throws IOException {
    JsonObject audit = new JsonObject();
    int machines = 0;
    try (JsonReader report =
        new JsonReader(Files.newBufferedReader(folder.resolve("report.json")))) {
      report.beginObject();
      while (report.hasNext()) {
        switch (report.nextName()) {
          case "audit" -> audit = JsonParser.parseReader(report).getAsJsonObject();
          case "vms" -> {
            report.beginArray();
            for (; report.hasNext(); machines++) {
              report.skipValue();
            }
            report.endArray();
          }
          default -> report.skipValue();
        }
      }
    }
    assertEquals(MACHINES, machines);
    assertEquals(0, audit.getAsJsonArray("incomplete").size(), audit.toString());
    JsonObject read = audit.getAsJsonArray("vcenters").get(0).getAsJsonObject();
    int asked = read.get("asked").getAsInt();
    assertTrue(asked > MACHINES + HOSTS, read.toString());
    assertEquals(asked, read.get("got").getAsInt(), read.toString());
    int calls = CALLS.values().stream().mapToInt(LongAdder::intValue).sum();
    assertTrue(calls <= FIXED_CALLS + 3 * (asked + 99) / 100, CALLS.toString());
    assertEquals(1 + MACHINES, lines(folder, "vms.csv"));
    assertEquals(1 + 3 * MACHINES, lines(folder, "disks.csv"));
    assertTrue(1 + FINDINGS <= lines(folder, "findings.csv"));
    for (String report : List.of("report.html", "report.text")) {
      assertTrue(Files.size(folder.resolve(report)) > 1000, report);
    }
    String unknown = Files.readString(folder.resolve("undetermined.csv"));
    assertTrue(unknown.contains("more tasks were kept than are read"));
    String unseen = Files.readString(folder.resolve("not-observable.csv"));
    assertTrue(unseen.contains("more events were kept than are read"), unseen);
  }

  private static long lines(Path folder, String file) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve(file))) {
      return lines.count();
    }
  }

  /** Page by page, each finding once. */
  private static int listed(ServiceClient client) {
    Set<String> seen = new HashSet<>();
    String after = "";
    do {
      JsonObject page = json(client.get("/api/v1/findings?limit=500" + after));
      JsonArray rows = page.getAsJsonArray("findings");
      assertTrue(rows.size() <= 500);
      for (JsonElement row : rows) {
        assertTrue(seen.add(row.toString()), row.toString());
      }
      JsonElement next = page.get("next");
      after = next == null || next.isJsonNull() ? "" : "&after=" + next.getAsString();
    } while (!after.isEmpty());
    return seen.size();
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static Path secret() throws IOException {
    Path file = Files.writeString(temp.resolve("password"), server.password());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /** vpreflight as it is installed, with a small heap. */
  private record Program(Process process, Path output) implements AutoCloseable {
    static Program start(String... words) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.addAll(List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
      command.addAll(List.of(words));
      Path output = Files.createTempFile(temp, "said", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("XDG_CONFIG_HOME", temp.resolve("config").toString());
      builder.environment().put("XDG_STATE_HOME", temp.resolve("state").toString());
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      return new Program(builder.start(), output);
    }

    void requireAlive() {
      assertTrue(process.isAlive(), this::said);
    }

    String said() {
      try {
        return Files.readString(output);
      } catch (IOException e) {
        return e.toString();
      }
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
