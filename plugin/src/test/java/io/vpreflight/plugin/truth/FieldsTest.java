// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.Locations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same server read by us, by govc and by pyVmomi: whatever we know of a vCenter, they know the
 * same. Every component of the inventory is compared; what may differ is listed in {@link
 * Accepted}.
 */
class FieldsTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"vcenter-paris", "vcenter-lyon", "vcenter-frankfurt"})
  void every_field_of_the_demo_company_is_what_govc_and_pyvmomi_read(
      String name, TestReporter reporter) throws IOException {
    try (Vcsim server = Vcsim.start(dump(name))) {
      compare(server, name, 20_000, reporter);
    }
  }

  @Test
  void every_field_of_a_model_of_the_servers_own_is_what_govc_and_pyvmomi_read(
      TestReporter reporter) throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().clusters(2).hosts(2).vms(6))) {
      Govc.run(server, "snapshot.create", "-vm", "DC0_C0_RP0_VM0", "before-upgrade");
      Govc.run(server, "vm.power", "-off", "DC0_C0_RP0_VM1");
      compare(server, "model", 1_000, reporter);
    }
  }

  @Test
  void every_virtual_machine_is_where_govc_finds_it() throws IOException {
    try (Vcsim server = Vcsim.start(dump("vcenter-paris"))) {
      Inventory inventory = OurReader.read(server);
      Locations locations = new Locations(inventory);
      Set<String> ours =
          inventory.virtualMachines().stream()
              .map(vm -> locations.refOf(vm.ref()))
              .map(ref -> ref.path() + "/" + ref.name())
              .collect(Collectors.toCollection(TreeSet::new));
      List<String> datacenters = Govc.run(server, "find", "/", "-type", "d").lines().toList();
      Set<String> theirs = new TreeSet<>();
      for (String path : Govc.run(server, "find", "/", "-type", "m").lines().toList()) {
        theirs.add(withoutHiddenFolder(path, datacenters));
      }
      assertTrue(ours.size() > 200, ours.toString());
      assertEquals(theirs, ours);
    }
  }

  /** Admins never see the folder that all virtual machines of a datacenter are in. */
  private static String withoutHiddenFolder(String path, List<String> datacenters) {
    for (String datacenter : datacenters) {
      if (path.startsWith(datacenter + "/vm/")) {
        return datacenter + path.substring(datacenter.length() + "/vm".length());
      }
    }
    return path;
  }

  /** The server believes that it is the present of the demo, so that its history is recent. */
  private VcsimOptions dump(String name) throws IOException {
    for (VCenterScenario vcenter : DemoCompany.now().vcenters()) {
      if (vcenter.name().equals(name)) {
        Path folder = temp.resolve("dump");
        vcenter.writeTo(folder);
        return VcsimOptions.dump(folder)
            .clockOffset(Duration.between(Instant.now(), DemoCompany.NOW));
      }
    }
    throw new AssertionError("the demo has no " + name);
  }

  private void compare(Vcsim server, String name, int fewest, TestReporter reporter)
      throws IOException {
    JsonObject first = PyvmomiReader.time(server);
    Inventory inventory = OurReader.read(server);
    JsonObject second = PyvmomiReader.everything(server);
    Instant now = inventory.vcenter().collectedAt();
    assertFalse(now.isBefore(time(first, "before")), "CurrentTime goes on: " + now);
    assertFalse(now.isAfter(time(second, "after")), "CurrentTime goes on: " + now);
    assertEquals(0, second.getAsJsonArray("missing").size(), "unreadable for pyVmomi");

    Facts ours = OurFacts.of(inventory);
    Facts pyvmomi = TheirFacts.of(PyvmomiReader.readings(second));
    Facts govc = TheirFacts.of(GovcReader.read(server, temp));
    compare(new Comparison(name, "pyvmomi", ours, pyvmomi), inventory, fewest, reporter);
    compare(new Comparison(name, "govc", ours, govc), inventory, fewest, reporter);
  }

  private static Instant time(JsonObject answer, String name) {
    return OffsetDateTime.parse(answer.get(name).getAsString()).toInstant();
  }

  private record Comparison(String server, String client, Facts ours, Facts theirs) {}

  private static void compare(
      Comparison comparison, Inventory inventory, int fewest, TestReporter reporter) {
    Instant since = inventory.vcenter().collectedAt().minus(OurReader.WINDOW);
    Accepted.Context context =
        new Accepted.Context(comparison.client(), root(inventory), since, comparison.theirs());
    List<Difference> differences = Difference.between(comparison.ours(), comparison.theirs());
    Map<Accepted, Integer> accepted = new EnumMap<>(Accepted.class);
    List<Difference> wrong = new ArrayList<>();
    for (Difference difference : differences) {
      Accepted.of(difference, context)
          .ifPresentOrElse(a -> accepted.merge(a, 1, Integer::sum), () -> wrong.add(difference));
    }
    assertEquals(
        List.of(), wrong.subList(0, Math.min(40, wrong.size())), wrong.size() + " facts differ");
    long same =
        comparison.ours().values().size()
            - differences.stream().filter(d -> d.ours() != null).count();
    assertTrue(same >= fewest, same + " facts are too few to prove anything");
    report(comparison, same, accepted, reporter);
  }

  private static void report(
      Comparison comparison, long same, Map<Accepted, Integer> accepted, TestReporter reporter) {
    StringBuilder text = new StringBuilder();
    text.append(same).append(" facts equal, none unexplained");
    accepted.forEach(
        (why, count) -> text.append("; ").append(count).append(": ").append(why.reason()));
    reporter.publishEntry(comparison.server() + " against " + comparison.client(), text.toString());
  }

  private static String root(Inventory inventory) {
    return inventory.containers().stream()
        .filter(c -> c.parent() == null)
        .map(c -> c.ref().moId())
        .findFirst()
        .orElseThrow();
  }
}
