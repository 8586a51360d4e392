// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the service keeps of its last whole audit, for commands that compare with it. */
@Timeout(600)
class StoredBaselineTest {
  @TempDir Path temp;
  private Simulated server;
  private Path state;

  @BeforeEach
  void start() throws IOException {
    Path dump = temp.resolve("paris");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    server = Simulated.start(Simulator.load(dump), temp);
    Files.writeString(temp.resolve("password"), server.password());
    Files.setPosixFilePermissions(
        temp.resolve("password"), PosixFilePermissions.fromString("rw-------"));
    state = temp.resolve("state/vpreflight");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path config() throws IOException {
    return Files.writeString(
        temp.resolve("v.yaml"),
        """
        vcenters:
          - {url: "%s", username: "%s", passwordFile: "%s", thumbprints: "%s"}
        schedules:
          nightly: {cron: "0 0 0 1 1 ? 2099", profile: cbt-health}
        """
            .formatted(
                server.url(), server.username(), temp.resolve("password"), server.thumbprint()));
  }

  private Result run(String... words) {
    return new Shell(temp).run(words);
  }

  @Test
  void what_a_schedule_compares_with_is_listed_copied_and_compared_with_by_its_name()
      throws Exception {
    assertTrue(run("baseline").out().contains("Nothing is kept yet"));
    JsonObject kept;
    try (Serving service = new Serving(temp, config(), "--now", "nightly")) {
      kept = service.listed("baseline", "baselines", rows -> true).get(0);
    }
    assertEquals("nightly", kept.get("schedule").getAsString());
    Path file = Path.of(kept.get("file").getAsString());
    String uuid = kept.get("instanceUuid").getAsString();
    assertEquals(uuid + ".vpf", file.getFileName().toString());
    int machines = kept.get("virtualMachines").getAsInt();
    String line = run("baseline", "--schedule", "nightly").out();
    assertTrue(line.contains("nightly: " + kept.get("vcenter").getAsString()), line);
    assertTrue(line.contains(machines + " virtual machines"), line);
    assertFalse(run("baseline", "--schedule", "other").out().contains("nightly"));

    Path copy = temp.resolve("copy.vpreflight");
    Result exported = run("baseline", "export", "nightly", "--out", copy.toString());
    assertEquals(Exit.OK, exported.code(), exported.toString());
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(copy));

    List<String> json = List.of("audit", "--from", copy.toString(), "--format", "json");
    JsonObject by = compared(json, "--baseline", "stored:nightly");
    assertEquals(compared(json, "--baseline", copy.toString()), by);
    assertEquals(
        by, compared(json, "--baseline", "stored:nightly", "--state-dir", state.toString()));
    Result why =
        run("why", "no-such-vm", "--from", copy.toString(), "--baseline", "stored:nightly");
    assertEquals(Exit.USAGE, why.code(), why.toString());
  }

  /** The findings, which say by themselves whether there was something to compare with. */
  private JsonObject compared(List<String> words, String... more) {
    List<String> all = new java.util.ArrayList<>(words);
    all.addAll(List.of(more));
    Result audited = run(all.toArray(String[]::new));
    assertTrue(List.of(Exit.OK, Exit.FINDINGS).contains(audited.code()), audited.toString());
    JsonObject report = audited.json();
    assertFalse(audited.out().contains("first-run"), audited.out());
    JsonObject found = new JsonObject();
    found.add("findings", report.get("findings"));
    found.add("undetermined", report.get("undetermined"));
    return found;
  }

  private Path capture(String schedule, int vcenter) throws IOException {
    Path dump = temp.resolve("dump" + vcenter);
    DemoCompany.now().vcenters().get(vcenter).writeTo(dump);
    Path folder = Files.createDirectories(state.resolve("baselines").resolve(schedule));
    Path file = folder.resolve(vcenter + ".vpf");
    Result result = run("capture", "--from", dump.toString(), "--out", file.toString());
    assertTrue(Files.exists(file), result.toString());
    return file;
  }

  @Test
  void of_several_vcenters_one_is_copied_and_the_question_names_them() throws IOException {
    capture("weekly", 0);
    Path second = capture("weekly", 1);
    Result both = run("baseline", "export", "weekly", "--out", temp.resolve("x").toString());
    assertEquals(Exit.USAGE, both.code(), both.toString());
    assertTrue(both.err().contains("--vcenter"), both.err());
    String name =
        run("baseline", "--format", "json").json().getAsJsonArray("baselines").asList().stream()
            .map(one -> one.getAsJsonObject())
            .filter(one -> one.get("file").getAsString().equals(second.toString()))
            .map(one -> one.get("vcenter").getAsString())
            .findFirst()
            .orElseThrow();
    assertTrue(both.err().contains(name), both.err());
    Path copy = temp.resolve("copy");
    Result one = run("baseline", "export", "weekly", "--vcenter", name, "--out", copy.toString());
    assertEquals(Exit.OK, one.code(), one.toString());
    assertArrayEquals(Files.readAllBytes(second), Files.readAllBytes(copy));
    Result none = run("baseline", "export", "weekly", "--vcenter", "x", "--out", copy.toString());
    assertEquals(Exit.USAGE, none.code(), none.toString());
    assertTrue(none.err().contains(name), none.err());
  }

  @Test
  void a_name_that_is_not_there_is_told_with_the_nearest_one_and_nothing_is_sent()
      throws IOException {
    Path file = capture("nightly", 0);
    Result near = run("audit", "--from", file.toString(), "--baseline", "stored:nihgtly");
    assertEquals(Exit.USAGE, near.code(), near.toString());
    assertTrue(near.err().contains("did you mean nightly"), near.err());
    Result above =
        run("audit", "--from", file.toString(), "--baseline", "stored:../baselines/nightly");
    assertEquals(Exit.USAGE, above.code(), above.toString());
  }

  @Test
  void one_that_is_damaged_is_named_stays_and_hides_no_other() throws IOException {
    capture("good", 0);
    Path bad = capture("bad", 1);
    Files.writeString(bad, "no capture");
    Result listed = run("baseline");
    assertEquals(Exit.INCOMPLETE, listed.code(), listed.toString());
    assertTrue(listed.err().contains(bad.toString()), listed.err());
    assertTrue(listed.out().contains("good: "), listed.out());
    assertTrue(Files.exists(bad));
  }

  @Test
  void in_the_file_of_a_service_it_is_not_needed_and_said_so() throws IOException {
    Path file =
        Files.writeString(config(), Files.readString(config()) + "baseline: stored:nightly\n");
    Result checked = run("config", "check", "--config", file.toString());
    assertEquals(Exit.USAGE, checked.code(), checked.toString());
    assertTrue(checked.err().contains("by itself"), checked.err());
  }
}
