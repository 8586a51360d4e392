// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the certificate of a vCenter is judged, before anything secret is sent. */
@Timeout(600)
class CertificatesTest {
  private static final String OTHER = "AB:".repeat(31) + "CD";

  @TempDir Path temp;

  private Shell shell() {
    return new Shell(temp).with("VPREFLIGHT_PASSWORD", "pass").with("VPREFLIGHT_USERNAME", "user");
  }

  private static Result audit(Shell shell, Vcsim server, String... more) {
    String[] words = new String[3 + more.length];
    words[0] = "audit";
    words[1] = "--vcenter";
    words[2] = server.url().toString();
    System.arraycopy(more, 0, words, 3, more.length);
    return shell.run(words);
  }

  private Path known() {
    return temp.resolve("config/vpreflight/known_vcenters");
  }

  private static void assertNothingSecretWasSent(Vcsim server) {
    assertEquals(Map.of(), server.stats().calls());
  }

  @Tag("F2")
  @Test
  void without_a_terminal_an_unknown_one_is_refused_with_the_option_to_use() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Result refused = audit(shell(), server);
      assertEquals(Exit.INCOMPLETE, refused.code(), refused.toString());
      String said = refused.out().replaceAll("\\s+", " ");
      assertTrue(said.contains("--thumbprint " + server.thumbprint()), refused.out());
      assertNothingSecretWasSent(server);
      assertFalse(Files.exists(known()));
      Result accepted = audit(shell(), server, "--thumbprint", server.thumbprint());
      assertTrue(accepted.code() != Exit.INCOMPLETE, accepted.toString());
    }
  }

  @Test
  void with_a_terminal_it_is_shown_asked_for_and_remembered() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Result no = audit(shell().answering("no"), server);
      assertEquals(Exit.INCOMPLETE, no.code(), no.toString());
      assertTrue(no.err().contains(server.thumbprint()), no.err());
      assertTrue(no.err().contains("openssl s_client -connect 127.0.0.1:"), no.err());
      assertNothingSecretWasSent(server);
      assertFalse(Files.exists(known()));

      Result yes = audit(shell().answering("yes"), server);
      assertTrue(yes.code() != Exit.INCOMPLETE, yes.toString());
      assertEquals(
          "127.0.0.1:" + server.url().getPort() + " " + server.thumbprint() + "\n",
          Files.readString(known()));

      Result again = audit(shell().answering(), server);
      assertTrue(again.code() != Exit.INCOMPLETE, again.toString());
      assertFalse(again.err().contains("is not known"), again.err());
      Result unattended = audit(shell(), server);
      assertTrue(unattended.code() != Exit.INCOMPLETE, unattended.toString());
    }
  }

  @Tag("F2")
  @Test
  void one_that_has_changed_stops_and_is_not_even_asked_about() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Files.createDirectories(known().getParent());
      String before = "127.0.0.1:" + server.url().getPort() + " " + OTHER + "\n";
      Files.writeString(known(), before);
      Result result = audit(shell().answering("yes", "yes"), server);
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.err().contains("has changed"), result.err());
      for (String part : List.of(OTHER, server.thumbprint(), known().toString())) {
        assertTrue(result.err().contains(part), part + " in " + result.err());
      }
      assertEquals(before, Files.readString(known()));
      assertNothingSecretWasSent(server);

      Files.writeString(
          known(), before + "127.0.0.1:" + server.url().getPort() + " " + server.thumbprint());
      Result renewed = audit(shell(), server);
      assertTrue(renewed.code() != Exit.INCOMPLETE, renewed.toString());
    }
  }

  @Tag("F2")
  @Test
  void one_of_several_thumbprints_is_enough_and_a_wrong_one_is_never_asked_about() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Result wrong = audit(shell().answering("yes"), server, "--thumbprint", OTHER);
      assertEquals(Exit.INCOMPLETE, wrong.code(), wrong.toString());
      assertTrue(wrong.err().contains("is not the one that was named"), wrong.err());
      assertNothingSecretWasSent(server);
      Result both =
          audit(shell(), server, "--thumbprint", OTHER, "--thumbprint", server.thumbprint());
      assertTrue(both.code() != Exit.INCOMPLETE, both.toString());
    }
  }

  @Tag("F2")
  @Test
  void a_file_of_authorities_decides_alone() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1));
        Vcsim other = Vcsim.start(VcsimOptions.model().vms(1))) {
      Result right = audit(shell(), server, "--ca-file", server.certificate().toString());
      assertTrue(right.code() != Exit.INCOMPLETE, right.toString());
      Result wrong = audit(shell().answering("yes"), server, "--ca-file=" + other.certificate());
      assertEquals(Exit.INCOMPLETE, wrong.code(), wrong.toString());
      assertNothingSecretWasSent(other);
      assertEquals(1, server.stats().logins());
    }
  }

  @Tag("F2")
  @Test
  void govc_insecure_switches_nothing_off() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Result result =
          new Shell(temp)
              .with("GOVC_URL", server.url().toString())
              .with("GOVC_USERNAME", "user")
              .with("GOVC_PASSWORD", "pass")
              .with("GOVC_INSECURE", "1")
              .run("audit");
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.err().contains("GOVC_INSECURE is not followed"), result.err());
      assertNothingSecretWasSent(server);
    }
  }
}
