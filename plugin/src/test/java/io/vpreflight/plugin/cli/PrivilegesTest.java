// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.access.Feature;
import io.vpreflight.plugin.access.Features;
import io.vpreflight.plugin.access.Role;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code privileges}: the role without a vCenter, and the account of one that answers. */
class PrivilegesTest {
  @TempDir Path temp;

  private Shell shell() {
    return new Shell(temp).with("VPREFLIGHT_USERNAME", "user").with("VPREFLIGHT_PASSWORD", "pass");
  }

  @Test
  void the_role_is_printed_without_any_vcenter() {
    Result result = shell().run("privileges");
    assertEquals(Exit.OK, result.code(), result.toString());
    assertTrue(
        result
            .out()
            .contains("govc role.create vpreflight-audit System.Anonymous System.Read System.View"),
        result.out());
    assertTrue(result.out().contains("-propagate=true -role vpreflight-audit /"), result.out());
    assertTrue(result.out().contains("Read-only"), result.out());
  }

  @Test
  void what_a_feature_needs_is_in_its_role() {
    JsonObject role =
        shell()
            .run("privileges", "--for", "audit,hostd-log", "--format", "json")
            .json()
            .getAsJsonObject("role");
    assertTrue(role.getAsJsonArray("privileges").toString().contains("Global.Diagnostics"));
    String french = shell().in(Locale.FRENCH).run("privileges", "--for", "audit,hostd-log").out();
    assertTrue(french.contains("Global > Diagnostics"), french);
  }

  @Test
  void an_unknown_feature_is_wrong_usage_and_a_near_one_is_offered() {
    Result result = shell().run("privileges", "--for", "hostd-logs,nonsense");
    assertEquals(Exit.USAGE, result.code());
    assertTrue(result.err().contains("hostd-log?"), result.err());
    assertTrue(result.err().contains("session-list"), result.err());
  }

  @Test
  void a_server_that_says_yes_to_everybody_leaves_it_undetermined() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      Result result =
          shell()
              .run(
                  "privileges",
                  "--vcenter",
                  server.url().toString(),
                  "--thumbprint",
                  server.thumbprint(),
                  "--for",
                  "audit,hostd-log",
                  "--format",
                  "json");
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      JsonObject vcenter = result.json().getAsJsonArray("vcenters").get(0).getAsJsonObject();
      vcenter
          .getAsJsonArray("features")
          .forEach(
              feature ->
                  assertEquals(
                      "undetermined",
                      feature.getAsJsonObject().get("state").getAsString(),
                      result.toString()));
      assertEquals(0, server.stats().openSessions());
    }
  }

  /** The commands of the documentation, for the user of the server. */
  private static void grant(Vcsim server, Role role, String... more) {
    List<String> create = new ArrayList<>(List.of(role.createCommand().split(" ", -1)));
    create.addAll(List.of(more));
    Govc.run(server, create.subList(1, create.size()).toArray(String[]::new));
    String[] grant =
        role.grantCommand(server.username())
            .replace("'", "")
            .replace("/DATACENTER/vm/FOLDER", "/")
            .split(" ", -1);
    Govc.run(server, Arrays.copyOfRange(grant, 1, grant.length));
  }

  private Result privileges(Vcsim server, String features, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "privileges",
                "--vcenter",
                server.url().toString(),
                "--thumbprint",
                server.thumbprint(),
                "--for",
                features));
    words.addAll(List.of(more));
    return shell().run(words.toArray(String[]::new));
  }

  @Test
  void the_printed_commands_give_exactly_what_an_audit_needs() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().judge())) {
      grant(server, Role.of(Features.of(List.of("audit"))));
      Result audit = privileges(server, "audit,capture");
      assertEquals(Exit.OK, audit.code(), audit.toString());
      Result more = privileges(server, "audit,hostd-log");
      assertEquals(Exit.FINDINGS, more.code(), more.toString());
      assertTrue(more.out().contains("Global.Diagnostics on 4 of 4 objects"), more.out());
      assertTrue(more.out().contains("/DC0/host/DC0_C0/DC0_C0_H0"), more.out());
    }
  }

  @Test
  void the_printed_commands_give_every_feature_what_it_needs() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().judge())) {
      grant(server, Role.of(Features.reading()));
      Result all = privileges(server, "audit,capture,hostd-log,session-list");
      assertEquals(Exit.OK, all.code(), all.toString());
      Result doctor =
          shell()
              .run(
                  "doctor",
                  "--vcenter",
                  server.url().toString(),
                  "--thumbprint",
                  server.thumbprint());
      assertEquals(Exit.OK, doctor.code(), doctor.toString());
      assertTrue(
          doctor.out().contains("enough for audit, capture, hostd-log, session-list"),
          doctor.out());
    }
  }

  @Test
  void what_a_repair_lacks_is_said_before_anything_is_planned() {
    String repairs =
        Features.all().stream()
            .filter(Feature::repairs)
            .map(Feature::id)
            .collect(Collectors.joining(","));
    try (Vcsim server = Vcsim.start(VcsimOptions.model().judge())) {
      grant(server, Role.of(Features.of(List.of("audit"))));
      Result lacking = privileges(server, "repair-cbt");
      assertEquals(Exit.FINDINGS, lacking.code(), lacking.toString());
      assertTrue(
          lacking.out().contains("VirtualMachine.Config.ChangeTracking on 2 of 2 objects"),
          lacking.out());
      assertTrue(lacking.out().contains("name: vpreflight-repair"), lacking.out());
      assertTrue(lacking.out().contains("/DATACENTER/vm/FOLDER"), lacking.out());
      grant(server, Role.of(Features.all()));
      Result all = privileges(server, repairs);
      assertEquals(Exit.OK, all.code(), all.toString());
    }
  }

  @Test
  void a_weaker_role_on_one_object_is_found_there() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().judge())) {
      Role role = Role.of(Features.of(List.of("hostd-log")));
      grant(server, role);
      Govc.run(
          server,
          "permissions.set",
          "-principal",
          server.username(),
          "-role",
          "ReadOnly",
          "/DC0/host/DC0_C0/DC0_C0_H1");
      Result result = privileges(server, "hostd-log", "--format", "json");
      assertEquals(Exit.FINDINGS, result.code(), result.toString());
      JsonObject lack =
          result
              .json()
              .getAsJsonArray("vcenters")
              .get(0)
              .getAsJsonObject()
              .getAsJsonArray("features")
              .get(0)
              .getAsJsonObject()
              .getAsJsonArray("lacks")
              .get(0)
              .getAsJsonObject();
      assertEquals("Global.Diagnostics", lack.get("privilege").getAsString());
      assertEquals(1, lack.getAsJsonArray("objects").size());
      assertEquals(
          "/DC0/host/DC0_C0/DC0_C0_H1",
          lack.getAsJsonArray("objects").get(0).getAsJsonObject().get("path").getAsString());
    }
  }

  @Test
  void a_role_that_does_not_propagate_is_never_enough() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().judge())) {
      Govc.run(
          server,
          "permissions.set",
          "-principal",
          server.username(),
          "-propagate=false",
          "-role",
          "ReadOnly",
          "/");
      Result result = privileges(server, "audit");
      assertEquals(Exit.FINDINGS, result.code(), result.toString());
      assertTrue(result.out().contains("System.Read on"), result.out());
    }
  }

  @Test
  void no_access_below_is_never_enough() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().judge())) {
      grant(server, Role.of(Features.of(List.of("audit"))));
      Govc.run(
          server,
          "permissions.set",
          "-principal",
          server.username(),
          "-role",
          "NoAccess",
          "/DC0/vm");
      Result result = privileges(server, "audit");
      assertEquals(Exit.FINDINGS, result.code(), result.toString());
      assertTrue(result.out().contains("/DC0/vm"), result.out());
    }
  }

  @Test
  void a_question_that_is_not_answered_leaves_it_undetermined() throws IOException {
    Path faults = temp.resolve("faults.json");
    Files.writeString(
        faults, "[{\"method\": \"HasPrivilegeOnEntities\", \"fault\": \"NotSupported\"}]");
    try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(faults))) {
      Result result = privileges(server, "audit");
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.out().contains("NotSupported"), result.out());
    }
  }

  @Test
  void a_vcenter_that_nobody_gets_into_is_told_beside_the_role() {
    Result result = shell().run("privileges", "--vcenter", "https://no-such-host.invalid");
    assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
    assertTrue(result.out().contains("no address"), result.out());
    assertTrue(result.out().contains("govc role.create"), result.out());
  }
}
