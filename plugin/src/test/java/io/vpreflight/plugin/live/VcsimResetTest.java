// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reset of many machines, as an admin types it, on a server that we did not write. */
@Timeout(900)
class VcsimResetTest {
  private static final int MACHINES = 20;
  private static final String LAB = "lab01";

  @TempDir Path temp;

  @SuppressWarnings("NullAway.Init")
  private Vcsim server;

  @Test
  void twenty_machines_are_reset_and_what_the_server_cannot_show_is_not_called_proven()
      throws IOException {
    List<String> names = IntStream.rangeClosed(1, MACHINES).mapToObj("app%02d"::formatted).toList();
    server = Vcsim.start(VcsimOptions.dump(plant(names)));
    try {
      Shell.Result rehearsed =
          repair(
              "rehearse",
              "--vm",
              LAB,
              "--own-vm",
              "none",
              "--now",
              "--reason",
              "it may be lost",
              "--format",
              "json");
      assertEquals(Exit.OK, rehearsed.code(), rehearsed.toString());

      PlanFile plan = planned(names);
      assertEquals(MACHINES, plan.plan().repaired().size(), plan.json());
      String digest = plan.digest();
      Shell.Result approved =
          command("approve", digest, "--digest", digest, "--reason", "ticket 7");
      assertEquals(Exit.OK, approved.code(), approved.toString());
      Shell.Result run = repair("run", digest, "--now", "--reason", "a test", "--format", "json");
      assertEquals(Exit.OK, run.code(), run.toString());

      int count = 0;
      for (JsonElement target : run.json().getAsJsonArray("targets")) {
        JsonObject one = target.getAsJsonObject();
        assertEquals("complete-not-proven", one.get("outcome").getAsString(), run.toString());
        JsonObject reason = one.getAsJsonObject("reason");
        assertEquals("repair.reason.not-shown", reason.get("key").getAsString());
        assertTrue(one.getAsJsonArray("left").isEmpty(), run.toString());
        count++;
      }
      assertEquals(MACHINES, count);
      for (String name : names) {
        String path = "/Plant/vm/" + name;
        assertEquals("", Govc.run(server, "snapshot.tree", "-vm", path).strip(), name);
        assertEquals(
            "true",
            Govc.run(server, "object.collect", "-s", path, "config.changeTrackingEnabled").strip(),
            name);
      }
      // Two of each for a machine; the rehearsal took one snapshot more, for its proof.
      assertEquals(2 * MACHINES + 2, server.stats().calls("ReconfigVM_Task"));
      assertEquals(2 * MACHINES + 3, server.stats().calls("CreateSnapshot_Task"));
      assertEquals(2 * MACHINES + 3, server.stats().calls("RemoveSnapshot_Task"));
      assertEquals(0, server.stats().openSessions());
      Shell.Result verified = new Shell(temp).run("journal", "verify", "--state-dir", state());
      assertEquals(Exit.OK, verified.code(), verified.toString());
    } finally {
      server.close();
    }
  }

  /** As little as there must be for a plan: the ready-made model leaves too much unsaid. */
  private Path plant(List<String> names) throws IOException {
    VCenterScenario vcenter =
        Scenario.vcenter("vcenter-plant", Instant.now().truncatedTo(ChronoUnit.SECONDS));
    DatacenterScenario plant = vcenter.datacenter("Plant");
    List<HostScenario> hosts = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      hosts.add(plant.cluster("Production").host("esx0" + i + ".example.org"));
    }
    for (int i = 0; i < names.size(); i++) {
      plant.vm(names.get(i)).on(hosts.get(i % hosts.size()));
    }
    plant.vm(LAB).on(hosts.get(0));
    Path folder = temp.resolve("plant");
    vcenter.writeTo(folder);
    return folder;
  }

  private PlanFile planned(List<String> names) throws IOException {
    Path out = temp.resolve("plan.json");
    List<String> words = new ArrayList<>(List.of("--kind", "reset-cbt", "--own-vm", "none"));
    words.addAll(List.of("--out", out.toString(), "--per-host", "4", "--per-datastore", "4"));
    names.forEach(name -> words.addAll(List.of("--vm", name)));
    // The rehearsal proved nothing either, so that each machine but one wants a word of its own.
    Shell.Result first = repair("plan", words.toArray(String[]::new));
    assertEquals(Exit.FINDINGS, first.code(), first.toString());
    PlanFile before = PlanFile.read(Files.readAllBytes(out));
    assertEquals(1, before.plan().repaired().size(), first.toString());
    for (PlanTarget target : before.plan().refused()) {
      assertEquals(List.of("not-rehearsed"), target.refusals().stream().map(Refusal::id).toList());
      words.addAll(List.of("--acknowledge", "not-rehearsed=" + target.object().ref().moId()));
    }
    Shell.Result planned = repair("plan", words.toArray(String[]::new));
    assertEquals(Exit.OK, planned.code(), planned.toString());
    return PlanFile.read(Files.readAllBytes(out));
  }

  private String state() {
    return temp.resolve("state").toString();
  }

  private Shell.Result repair(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--vcenter", server.url().toString()));
    words.addAll(List.of("--thumbprint", server.thumbprint()));
    return command(command, words.toArray(String[]::new));
  }

  private Shell.Result command(String command, String... more) {
    List<String> words = new ArrayList<>(List.of("repair", command));
    words.addAll(List.of(more));
    words.addAll(List.of("--state-dir", state()));
    return new Shell(temp)
        .hurrying()
        .with("VPREFLIGHT_USERNAME", server.username())
        .with("VPREFLIGHT_PASSWORD", server.password())
        .run(words.toArray(String[]::new));
  }
}
