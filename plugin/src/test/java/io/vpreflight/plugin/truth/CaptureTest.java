// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.capture.CaptureCollector;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.TaskRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture says what the living vCenter said; one under other names gives nobody away. */
class CaptureTest {
  /** Names and words that every vCenter has. */
  private static final Set<String> OF_VCENTER =
      Set.of("Datacenters", "datastore", "network", "Resources", "VSPHERE.LOCAL", "vCenter");

  /** What no check reads, and is there as a count of nothing or a mark of being read in part. */
  private static final List<String> NOT_ASKED =
      List.of(" config.extraConfig.complete", " placement.network.size");

  @TempDir Path temp;

  private VcsimOptions paris() throws IOException {
    Path folder = temp.resolve("dump");
    DemoCompany.now().vcenters().get(0).writeTo(folder);
    return VcsimOptions.dump(folder).clockOffset(Duration.between(Instant.now(), DemoCompany.NOW));
  }

  @Test
  void an_audit_of_a_capture_says_what_the_audit_of_the_living_vcenter_said() throws IOException {
    Audits audits = new Audits(temp);
    try (Vcsim server = Vcsim.start(paris())) {
      Path capture = audits.capture(server, "paris");
      for (String profile : SchemaTest.PROFILES) {
        JsonObject live =
            Audits.json(audits.on(server, "audit", "--format", "json", "--profile", profile));
        JsonObject kept =
            Audits.json(
                audits.run(
                    "audit",
                    "--from",
                    capture.toString(),
                    "--format",
                    "json",
                    "--profile",
                    profile));
        assertSame(lines(live), lines(kept), profile);
        assertSame(verdicts(live), verdicts(kept), profile);
        assertEquals(live.get("disks"), kept.get("disks"), profile);
        assertEquals(live.get("vms"), kept.get("vms"), profile);
        assertTrue(Audits.results(live).size() > 50, profile);
      }
    }
  }

  private static void assertSame(List<String> expected, List<String> found, String message) {
    assertEquals(
        String.join("\n", expected.stream().filter(line -> !found.contains(line)).toList()),
        String.join("\n", found.stream().filter(line -> !expected.contains(line)).toList()),
        message);
    assertEquals(expected.size(), found.size(), message);
  }

  /** Two reads are not made in the same moment: what is counted from it is seconds apart. */
  private static List<String> lines(JsonObject audit) {
    return Audits.results(audit).stream().map(CaptureTest::withoutMoment).toList();
  }

  private static List<String> verdicts(JsonObject audit) {
    return Audits.all(audit, "verdicts").stream()
        .map(verdict -> withoutMoment(verdict.toString()))
        .toList();
  }

  private static String withoutMoment(String line) {
    return line.replaceAll("(?<=\"(events.since|CurrentTime(.offset)?)\":\")[^\"]*", "")
        .replaceAll("started [^\"]*? ago", "started some time ago");
  }

  @Test
  void whatever_a_capture_has_is_what_the_living_vcenter_had() throws IOException {
    try (Vcsim server = Vcsim.start(paris())) {
      Facts captured = OurFacts.of(read(new Audits(temp).capture(server, "paris")));
      Facts live = OurFacts.of(OurReader.read(server));
      List<String> wrong = new ArrayList<>();
      for (Difference difference : Difference.between(captured, live)) {
        boolean notAsked =
            difference.ours() == null
                || NOT_ASKED.stream().anyMatch(end -> difference.name().endsWith(end));
        if (!notAsked) {
          wrong.add(difference.toString());
        }
      }
      assertEquals(List.of(), wrong);
      assertTrue(captured.values().size() > 50_000, captured.values().size() + " facts");
    }
  }

  @Test
  void a_capture_under_other_names_has_the_same_findings_and_no_name_of_before()
      throws IOException {
    Audits audits = new Audits(temp);
    try (Vcsim server = Vcsim.start(paris())) {
      Path plain = audits.capture(server, "plain");
      Path redacted = audits.capture(server, "redacted", "--redact");
      for (String profile : SchemaTest.PROFILES) {
        Map<String, Integer> before = counts(audits, plain, profile);
        assertEquals(before, counts(audits, redacted, profile), profile);
        assertTrue(before.size() > 20, before.toString());
      }
      String file = text(redacted);
      String original = text(plain);
      Set<String> secrets = secrets(read(plain));
      secrets.removeIf(secret -> !original.contains(secret));
      assertTrue(secrets.size() > 1_000, secrets.size() + " secrets");
      assertEquals(List.of(), secrets.stream().filter(file::contains).toList());
    }
  }

  private static Map<String, Integer> counts(Audits audits, Path capture, String profile) {
    return Audits.counts(
        Audits.json(
            audits.run(
                "audit", "--from", capture.toString(), "--format", "json", "--profile", profile)));
  }

  /** Whatever names somebody or something of this company, and is long enough to be sought. */
  private static Set<String> secrets(Inventory inventory) {
    Set<String> found = new TreeSet<>();
    inventory.hosts().forEach(host -> found.add(host.name()));
    inventory.datastores().forEach(datastore -> found.add(datastore.name()));
    inventory.networks().forEach(network -> found.add(network.name()));
    inventory.clusters().forEach(cluster -> found.add(cluster.name()));
    inventory
        .virtualMachines()
        .forEach(
            vm -> {
              found.add(vm.name());
              found.add(String.valueOf(vm.config().instanceUuid()));
              found.add(String.valueOf(vm.guest().hostName()));
              found.add(String.valueOf(vm.guest().ipAddress()));
              for (GuestNic nic :
                  Objects.requireNonNullElse(vm.guest().net(), List.<GuestNic>of())) {
                nic.ipAddress().forEach(ip -> found.add(ip.ipAddress()));
              }
              if (vm.config().hardware() != null) {
                vm.config().hardware().adapters().forEach(a -> found.add("" + a.macAddress()));
                vm.config().hardware().disks().forEach(d -> found.add("" + d.backing().uuid()));
              }
            });
    for (TaskRecord task : inventory.history().tasks()) {
      // A domain and a user: what lies between them is two characters in JSON.
      found.addAll(List.of(String.valueOf(task.userName()).split("\\\\", -1)));
    }
    inventory.containers().forEach(container -> found.add(container.name()));
    found.add("valombre");
    found.removeAll(OF_VCENTER);
    found.removeIf(secret -> secret.equals("null") || secret.length() < 7);
    return found;
  }

  private static Inventory read(Path capture) {
    return new CaptureCollector(capture)
        .collect(new CollectionRequest(Set.of(), Duration.ZERO), CollectionProgress.NONE);
  }

  private static String text(Path capture) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(capture))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
