// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import java.nio.file.Path;
import java.util.Locale;
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

  @Test
  void a_vcenter_that_nobody_gets_into_is_told_beside_the_role() {
    Result result = shell().run("privileges", "--vcenter", "https://no-such-host.invalid");
    assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
    assertTrue(result.out().contains("no address"), result.out());
    assertTrue(result.out().contains("govc role.create"), result.out());
  }
}
