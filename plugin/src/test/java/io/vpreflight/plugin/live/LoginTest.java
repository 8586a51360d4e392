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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Passwords: how often a wrong one is tried, and where a right one is never seen. */
@Timeout(600)
class LoginTest {
  private static final String CANARY = "C4n4ry<&>\"'\u20ac-Zw1tsch";

  @TempDir Path temp;

  @Tag("F14")
  @Test
  void a_wrong_password_is_tried_once_and_ends_with_three() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().login("audit", "right"))) {
      Shell shell = new Shell(temp).with("VPREFLIGHT_PASSWORD", "wrong-" + CANARY);
      Result result = shell.run(words("audit", server));
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.out().contains("does not accept this user name"), result.out());
      assertFalse(result.toString().contains(CANARY));
      assertEquals(1, server.stats().calls("Login"));
      assertEquals(1, server.stats().refusedLogins());
      assertEquals(0, server.stats().openSessions());
    }
  }

  @Tag("F14")
  @Test
  void f14_the_third_command_with_a_wrong_password_sends_none_and_says_when() throws Exception {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1).login("audit", "right"))) {
      Shell shell = new Shell(temp).with("VPREFLIGHT_PASSWORD", "wrong-" + CANARY);
      for (int i = 0; i < 2; i++) {
        Result tried = shell.run(words("audit", server));
        assertTrue(tried.out().contains("does not accept this user name"), tried.out());
      }
      for (String command : List.of("audit", "doctor")) {
        Result third = shell.run(words(command, server));
        assertEquals(Exit.INCOMPLETE, third.code(), third.toString());
        assertTrue(third.out().contains("was refused twice within three minutes"), third.out());
        assertTrue(
            third.out().matches("(?s).*again after [A-Z][a-z]{2} \\d.* UTC\\..*"), third.out());
      }
      assertEquals(2, server.stats().calls("Login"));
      Path file = temp.resolve("state/vpreflight/logins.json");
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertFalse(Files.readString(file).contains(CANARY));
      Result right =
          new Shell(temp).with("VPREFLIGHT_PASSWORD", "right").run(words("audit", server));
      assertFalse(right.code() == Exit.INCOMPLETE, right.toString());
    }
  }

  @Tag("F14")
  @Test
  void f14_commands_in_processes_of_their_own_try_a_wrong_password_twice_together()
      throws Exception {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1).login("audit", "right"))) {
      List<Program> all = new ArrayList<>();
      try {
        for (int i = 0; i < 4; i++) {
          all.add(
              Program.start(
                  temp, Map.of("VPREFLIGHT_PASSWORD", "wrong"), List.of(words("audit", server))));
        }
        for (Program one : all) {
          assertEquals(Exit.INCOMPLETE, one.await(), one.err());
        }
      } finally {
        all.forEach(Program::close);
      }
      assertEquals(2, server.stats().calls("Login"));
    }
  }

  @Tag("F14")
  @Test
  void vcenters_with_one_account_share_the_two_tries() {
    List<Vcsim> servers = new ArrayList<>();
    try {
      List<String> words = new ArrayList<>(List.of("audit", "--username", "audit"));
      for (int i = 0; i < 5; i++) {
        Vcsim server =
            Vcsim.start(
                VcsimOptions.model()
                    .vms(1)
                    .login("audit", "right")
                    .instanceUuid("00000000-0000-4000-8000-00000000000" + i));
        servers.add(server);
        words.addAll(
            List.of("--vcenter", server.url().toString(), "--thumbprint", server.thumbprint()));
      }
      Result result =
          new Shell(temp).with("VPREFLIGHT_PASSWORD", "wrong").run(words.toArray(String[]::new));
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      // They may have one single sign-on, which would have locked the account at the fifth.
      assertEquals(2, servers.stream().mapToInt(s -> s.stats().calls("Login")).sum());
      assertTrue(result.out().contains("was refused twice"), result.out());
      Result right =
          new Shell(temp).with("VPREFLIGHT_PASSWORD", "right").run(words.toArray(String[]::new));
      assertFalse(right.code() == Exit.INCOMPLETE, right.toString());
      servers.forEach(server -> assertEquals(1, server.stats().logins()));
      servers.forEach(server -> assertEquals(0, server.stats().openSessions()));
    } finally {
      servers.forEach(Vcsim::close);
    }
  }

  @Tag("F14")
  @Test
  void what_is_wrong_with_passwords_is_said_at_once_and_before_a_byte_is_sent() throws IOException {
    Path empty = Live.secretFile(temp, "empty", "\n");
    Path open = temp.resolve("open");
    Files.writeString(open, CANARY);
    Path noCertificate = Live.secretFile(temp, "ca.pem", "nothing");
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      int before = server.stats().calls().size();
      String url = server.url().toString();
      Result result =
          new Shell(temp)
              .run(
                  "audit",
                  "--username=user",
                  "--vcenter=" + url,
                  "--password-file=" + empty,
                  "--vcenter=" + url,
                  "--password-file=" + open,
                  "--vcenter=" + url,
                  "--password-file=" + temp.resolve("absent"),
                  "--vcenter=" + url,
                  "--ca-file=" + noCertificate);
      assertEquals(Exit.USAGE, result.code(), result.toString());
      for (String part : List.of("empty", "chmod 600", "absent", "ca.pem")) {
        assertTrue(result.err().contains(part), part + " in " + result.err());
      }
      assertFalse(result.toString().contains(CANARY));
      assertEquals(before, server.stats().calls().size());
    }
  }

  @Test
  void without_a_password_and_without_anybody_to_ask_nothing_is_sent() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Result result = new Shell(temp).with("VPREFLIGHT_PASSWORD", "").run(words("audit", server));
      assertEquals(Exit.USAGE, result.code(), result.toString());
      assertTrue(result.err().contains("--password-file"), result.err());
      assertEquals(Map.of(), server.stats().calls());
    }
  }

  @Tag("F14")
  @Test
  void an_empty_answer_to_the_question_is_no_password() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(1))) {
      Result result = new Shell(temp).answering("").run(words("audit", server));
      assertEquals(Exit.USAGE, result.code(), result.toString());
      assertEquals(0, server.stats().calls("Login"));
    }
  }

  @Tag("F50")
  @Test
  void the_password_is_nowhere_to_be_seen() throws Exception {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().login("audit", CANARY))) {
      for (List<String> command :
          List.of(
              List.of("audit", "--format=json"),
              List.of("audit", "--format=html", "--out=" + temp.resolve("report.html")),
              List.of("audit", "--format=csv", "--out=" + temp.resolve("csv")),
              List.of("audit"),
              List.of("capture", "--out=" + temp.resolve("vc.vpreflight")))) {
        List<String> words = new ArrayList<>(command);
        words.addAll(Live.vcenter(server, server.url()));
        words.addAll(List.of("--log-level", "debug"));
        Map<String, String> variables = Map.of("VPREFLIGHT_PASSWORD", CANARY);
        try (Program program = Program.start(temp, variables, words)) {
          int code = program.await();
          assertTrue(code == Exit.OK || code == Exit.FINDINGS, program.err());
          assertTrue(program.err().contains("DEBUG"), program.err());
        }
      }
      assertTrue(server.stats().logins() == 5, server.stats().toString());
    }
    try (Vcsim server = Vcsim.start(VcsimOptions.model().login("audit", "other"))) {
      List<String> words = new ArrayList<>(List.of("audit", "--log-level", "debug"));
      words.addAll(Live.vcenter(server, server.url()));
      try (Program program = Program.start(temp, Map.of("VPREFLIGHT_PASSWORD", CANARY), words)) {
        assertEquals(Exit.INCOMPLETE, program.await());
      }
    }
    try (Stream<Path> files = Files.walk(temp)) {
      List<Path> written = files.filter(Files::isRegularFile).toList();
      assertTrue(written.size() > 12, written.toString());
      for (Path file : written) {
        String text = text(file);
        for (String secret : List.of(CANARY, "C4n4ry", "Zw1tsch", "vmware_soap_session")) {
          assertFalse(text.contains(secret), secret + " in " + file);
        }
      }
    }
  }

  private static String text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
      try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        bytes = in.readAllBytes();
      }
    }
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String[] words(String command, Vcsim server) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(Live.vcenter(server, server.url()));
    return words.toArray(String[]::new);
  }
}
