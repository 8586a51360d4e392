// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code why} and the environment of govc, against a server that we did not write. */
class WhyLiveTest {
  @TempDir Path temp;

  @Test
  void a_machine_of_a_living_vcenter_is_told_by_its_path_and_the_session_is_closed() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(3))) {
      String path = Govc.run(server, "find", "/", "-type", "m").lines().findFirst().orElseThrow();
      String name = path.substring(path.lastIndexOf('/') + 1);
      Result result =
          new Shell(temp)
              .with("VPREFLIGHT_USERNAME", server.username())
              .with("VPREFLIGHT_PASSWORD", server.password())
              .run(
                  "why",
                  name,
                  "--vcenter",
                  server.url().toString(),
                  "--thumbprint",
                  server.thumbprint());
      assertTrue(result.out().contains("/" + name + "\n  in 127.0.0.1:"), result.toString());
      assertFalse(result.out().contains("from a file"), result.out());
      assertTrue(result.out().contains("power"), result.out());
      assertEquals(0, server.stats().openSessions());
      assertFalse(result.toString().contains(server.password()), "the password was printed");
    }
  }

  @Test
  void govc_insecure_is_refused_with_the_pin_to_use_instead() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Shell shell =
          new Shell(temp)
              .with("GOVC_URL", server.url().toString())
              .with("GOVC_USERNAME", server.username())
              .with("GOVC_PASSWORD", server.password())
              .with("GOVC_INSECURE", "true");
      Result refused = shell.run("audit");
      assertEquals(Exit.INCOMPLETE, refused.code(), refused.toString());
      assertTrue(refused.err().contains("GOVC_INSECURE"), refused.err());
      assertTrue(refused.out().contains(server.thumbprint()), refused.toString());
      assertEquals(0, server.stats().logins());
      Result pinned = shell.run("audit", "--thumbprint", server.thumbprint());
      assertEquals(1, server.stats().logins(), pinned.toString());
      assertEquals(0, server.stats().openSessions());
    }
  }

  @Test
  void an_accepted_certificate_is_asked_about_once() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      String url = server.url().toString();
      Result first =
          new Shell(temp)
              .answering("yes", server.username(), server.password())
              .run("audit", "--vcenter", url);
      assertTrue(first.err().contains(server.thumbprint()), first.toString());
      assertEquals(1, server.stats().logins(), first.toString());
      Result second =
          new Shell(temp)
              .answering(server.username(), server.password())
              .run("audit", "--vcenter", url);
      assertEquals(2, server.stats().logins(), second.toString());
      assertFalse(second.err().contains(server.thumbprint()), second.err());
    }
  }
}
