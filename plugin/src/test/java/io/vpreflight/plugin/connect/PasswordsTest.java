// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.config.RepairAccount;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.config.VCenterSettings.PasswordSource;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {
  @TempDir Path temp;
  private final Map<String, String> variables = new HashMap<>();

  private record Typing(String answer) implements Console.Input {
    @Override
    public @Nullable String line(String prompt) {
      return null;
    }

    @Override
    public char[] secret(String prompt) {
      return answer.toCharArray();
    }
  }

  private String password(PasswordSource source, Console.@Nullable Input input) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Console console =
        new Console(
            nowhere, nowhere, Texts.in(Locale.ENGLISH, ZoneOffset.UTC), Style.PLAIN, input, false);
    VCenterSettings settings =
        new VCenterSettings(
            VCenterEndpoint.parse("vc.example.org"),
            "ada",
            source,
            ServerTrust.SYSTEM,
            null,
            RepairAccount.NONE);
    Passwords passwords = new Passwords(new Environment(variables), console);
    Secret kept = passwords.kept(settings);
    return new String((kept == null ? passwords.asked(settings, "ada") : kept).reveal());
  }

  private PasswordSource file(String content, String permissions) throws IOException {
    Path file = Files.writeString(temp.resolve("secret"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return new PasswordSource.FromFile(new SecretFile(file), "--password-file");
  }

  private String problem(PasswordSource source) {
    ConfigException e = assertThrows(ConfigException.class, () -> password(source, null));
    assertFalse(e.toString().contains("hunter2"), e.toString());
    return e.problems().get(0).key();
  }

  @Test
  void the_new_line_at_the_end_of_a_file_is_no_part_of_a_password() throws IOException {
    assertEquals(" pä ss ", password(file(" pä ss \r\n", "rw-------"), null));
    assertEquals("x", password(file("x", "r--------"), null));
  }

  @Tag("F44")
  @Test
  void a_file_that_others_can_read_or_change_is_refused() throws IOException {
    for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"}) {
      assertEquals("config.password-file-open", problem(file("hunter2", permissions)), permissions);
    }
  }

  @Tag("F14")
  @Test
  void an_empty_password_is_never_sent_as_it_locks_accounts() throws IOException {
    assertEquals("config.password-file-empty", problem(file("\n", "rw-------")));
    assertEquals(
        "config.bad-password", problem(new PasswordSource.FromEnvironment("VPREFLIGHT_PASSWORD")));
  }

  @Test
  void a_variable_is_taken_as_it_is() {
    variables.put("VPREFLIGHT_PASSWORD", "p@ss ");
    assertEquals(
        "p@ss ", password(new PasswordSource.FromEnvironment("VPREFLIGHT_PASSWORD"), null));
  }

  @Test
  void the_url_of_govc_gives_its_password() {
    variables.put("GOVC_URL", "https://a@b.local:s%2Fe@vc.example.org");
    assertEquals("s/e", password(new PasswordSource.FromGovcUrl(), null));
  }

  @Test
  void the_terminal_is_asked_when_somebody_is_there() {
    assertEquals("typed", password(new PasswordSource.Ask(), new Typing("typed")));
    assertEquals("config.no-password", problem(new PasswordSource.Ask()));
  }
}
