// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.policy.PolicyLimits;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
  private static final String GOOD =
      """
      name: nightly
      enabled: true
      kind: remove-leftovers
      check: vm.snapshot.leftover
      scope:
        vcenter: vc01.example.org
        include: [/Paris/vm/Linux, web*]
      window: Saturday;22:00;6h|Sunday;22:00;4h
      zone: Europe/Paris
      limits:
        perRun: 3
      """;

  @TempDir Path temp;

  private Path file(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("policy.yaml"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  private List<Text> problems(String text) throws IOException {
    Path file = file(text);
    return assertThrows(ConfigException.class, () -> PolicyFile.read(file)).problems();
  }

  private static List<String> keys(List<Text> problems) {
    return problems.stream().map(Text::key).sorted().toList();
  }

  @Test
  void a_policy_is_read_and_known_again_by_its_bytes() throws IOException {
    Path file = file(GOOD);
    PolicyOrder order = PolicyFile.read(file);
    assertEquals(RepairKind.REMOVE_LEFTOVERS, order.policy().kind());
    assertEquals(3, order.policy().limits().perRun());
    assertEquals(PolicyLimits.DEFAULT.perDay(), order.policy().limits().perDay());
    assertEquals(2, order.policy().window().spans().size());
    assertEquals(64, order.sha256().length());
    assertEquals(Files.getOwner(file).getName(), order.owner());
    assertNull(order.withdrawn().get());
    Files.writeString(file, GOOD + "# a word more\n");
    assertEquals("policy.changed", Objects.requireNonNull(order.withdrawn().get()).key());
    Files.writeString(file, GOOD.replace("enabled: true", "enabled: false"));
    assertEquals("policy.off", Objects.requireNonNull(order.withdrawn().get()).key());
    Files.delete(file);
    assertEquals("policy.gone", Objects.requireNonNull(order.withdrawn().get()).key());
  }

  @Tag("F44")
  @Test
  void everything_that_is_wrong_is_told_at_once_each_with_its_line() throws IOException {
    List<Text> problems =
        problems(
            """
            name: two words
            enabled: yes
            kind: reset-cbt
            check: vm.snapshot.leftovers
            scope:
              vcentre: vc01.example.org
            window: Samedi;22:00;6h
            zone: Europe/Paris
            limits: { perRun: 1000, perDatastore: 0 }
            """);
    assertEquals(
        List.of(
            "config.at",
            "config.policy-check.near",
            "config.policy-enabled",
            "config.policy-limit",
            "config.policy-limit",
            "config.policy-name",
            "config.policy-never",
            "config.policy-wants",
            "config.policy-wants",
            "config.unknown-key.near"),
        keys(problems));
    assertTrue(
        problems.stream().allMatch(one -> one.args().get(0).toString().contains("policy.yaml:")),
        problems.toString());
  }

  @Test
  void what_is_not_said_is_not_meant() throws IOException {
    assertEquals(7, problems("limits: {}\n").size());
    assertEquals(List.of("config.not-a-map"), keys(problems("")));
    assertEquals(List.of("config.not-a-map"), keys(problems("- a list\n")));
    assertEquals(List.of("config.not-yaml"), keys(problems("name: [\n")));
    assertEquals(
        List.of("config.policy-kind"), keys(problems(GOOD.replace("remove-leftovers", "mend"))));
    assertEquals(
        List.of("config.policy-check"),
        keys(problems(GOOD.replace("vm.snapshot.leftover", "host.standby"))));
  }

  @Test
  void a_file_that_others_can_change_orders_nothing() throws IOException {
    Path file = file(GOOD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    ConfigException e = assertThrows(ConfigException.class, () -> PolicyFile.read(file));
    assertEquals(List.of("config.policy-open"), keys(e.problems()));
    ConfigException gone =
        assertThrows(ConfigException.class, () -> PolicyFile.read(temp.resolve("none.yaml")));
    assertEquals(List.of("config.unreadable"), keys(gone.problems()));
  }
}
