// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Shell.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit would send, before anything is sent: the address need not even exist. */
class ExplainTest {
  @TempDir Path temp;

  private Result explain(String... args) {
    String[] all = new String[args.length + 4];
    System.arraycopy(new String[] {"audit", "--explain", "--vcenter", "vc.invalid"}, 0, all, 0, 4);
    System.arraycopy(args, 0, all, 4, args.length);
    return new Shell(temp).run(all);
  }

  @Test
  void methods_properties_and_calls_are_told_without_a_login() {
    Result result = explain();
    assertEquals(Exit.OK, result.code(), result.toString());
    assertEquals("", result.err());
    List<String> lines = result.out().lines().toList();
    for (String line :
        List.of(
            "  RetrievePropertiesEx",
            "  Logout",
            "  VirtualMachine",
            "    config.hardware.device",
            "    runtime.consolidationNeeded",
            "  HostSystem",
            "  https://vc.invalid/sdk")) {
      assertTrue(lines.contains(line), line + " in " + result);
    }
    assertTrue(result.out().contains("calls for 1,000 objects"), result.out());
  }

  @Test
  void no_method_that_changes_anything_is_among_them() {
    for (String line : explain().out().lines().toList()) {
      assertFalse(
          line.matches(
              "  (Reconfig|PowerO|Create.*Snapshot|Remove|Consolidate|Destroy_|Refresh|Set(?!Collector"
                  + ")|Update|Add|Delete|Migrate|Relocate).*"),
          line);
    }
  }

  @Test
  void only_what_the_chosen_checks_need_is_read() {
    Result cbt = explain("--check", "vm.cbt.off");
    assertTrue(cbt.out().startsWith("1 check of the profile discovery-audit."), cbt.out());
    assertFalse(cbt.out().contains("guest.net"), cbt.out());
    assertTrue(explain().out().contains("guest.net"));
    assertFalse(explain().out().contains("hostd"), "the log of hosts is read only when asked for");
  }
}
