// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Shell.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where vCenters come from, and what one that is not there does to the others. */
class ConnectionsTest {
  @TempDir Path temp;

  /** An address at which nobody listens. */
  private static String nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "https://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Tag("F1")
  @Test
  void a_vcenter_that_is_not_there_does_not_keep_the_others_from_being_audited()
      throws IOException {
    String nobody = nobody();
    Result result =
        new Shell(temp)
            .with("VPREFLIGHT_USERNAME", "ada")
            .with("VPREFLIGHT_PASSWORD", "hunter2")
            .run("audit", "--vcenter", nobody, "--from", new Dumps(temp).withOldSnapshot("vc"));
    assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
    assertTrue(result.out().contains("vm.snapshot.age"), result.out());
    assertTrue(result.out().contains(nobody.substring("https://".length())), result.out());
    assertFalse(result.toString().contains("hunter2"));
  }

  @Test
  void who_names_a_file_means_the_file_whatever_the_environment_offers() throws IOException {
    Path config = Files.writeString(temp.resolve("v.yaml"), "vcenters:\n  - url: vc.invalid\n");
    Result result =
        new Shell(temp)
            .with("GOVC_URL", "https://govc.invalid")
            .run(
                "audit",
                "--config",
                config.toString(),
                "--from",
                new Dumps(temp).withOldSnapshot("vc"));
    assertEquals(Exit.OK, result.code(), result.toString());
  }

  @Test
  void the_environment_of_govc_is_enough() throws IOException {
    String nobody = nobody();
    Result result =
        new Shell(temp)
            .with("GOVC_URL", "https://administrator@vsphere.local:hunter2@" + nobody.substring(8))
            .run("audit");
    assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
    assertTrue(result.out().contains(nobody.substring(8)), result.out());
    assertFalse(result.toString().contains("hunter2"));
  }

  @Test
  void nobody_to_audit_is_wrong_usage_with_all_the_ways_to_name_one() {
    Result result = new Shell(temp).run("audit");
    assertEquals(Exit.USAGE, result.code());
    for (String way : new String[] {"--vcenter", "--from", "--config", "GOVC_URL"}) {
      assertTrue(result.err().contains(way), result.err());
    }
  }

  @Test
  void a_capture_is_of_one_vcenter() throws IOException {
    Result result =
        new Shell(temp)
            .run("capture", "--vcenter", "a.invalid", "--vcenter", "b.invalid", "--out", "c");
    assertEquals(Exit.USAGE, result.code(), result.toString());
  }
}
