// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretPlace;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.config.VCenterSettings.PasswordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords in a PKCS12 key store, which the JDK's own keytool has made. */
class SecretsStoreTest {
  private static final String STORE_PASSWORD = "st0re-c4n4ry";
  private static final String PASSWORD = "p4ss c4n4ry";

  @TempDir Path temp;
  private KeyStoreOfTests keys;

  @BeforeEach
  void a_store_with_one_entry() throws IOException {
    keys = KeyStoreOfTests.in(temp, STORE_PASSWORD);
    keys.put("paris-audit", PASSWORD);
  }

  private Path config(String value, String section) throws IOException {
    return Files.writeString(
        temp.resolve("v.yaml"),
        "vcenters:\n  - {url: vc1.example.org, username: ada, passwordFile: \"%s\"}\n%s"
            .formatted(value, section));
  }

  private List<Text> problems(String value) throws IOException {
    List<Text> problems = new ArrayList<>();
    resolve(value, problems);
    return problems;
  }

  private SecretPlace resolve(String value, List<Text> problems) throws IOException {
    Environment none = new Environment(Map.of());
    AuditDraft file = ConfigFile.read(config(value, keys.section()), none);
    VCenterSettings found =
        new VCenterResolver(none, problems).resolve(new AuditDraft(), file).get(0);
    return ((PasswordSource.FromFile) found.password()).place();
  }

  private String secret(String value) throws IOException {
    List<Text> problems = new ArrayList<>();
    SecretPlace place = resolve(value, problems);
    assertEquals(List.of(), problems);
    assertFalse(place.toString().contains("c4n4ry"), place.toString());
    return String.valueOf(place.read());
  }

  /** In both languages: place, remedy, and nothing secret. */
  private void says(String value, String key, String... words) throws IOException {
    List<Text> problems = problems(value);
    assertEquals(List.of(key), problems.stream().map(Text::key).toList());
    for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
      Result result =
          new Shell(temp)
              .run(
                  "config",
                  "check",
                  "--config",
                  temp.resolve("v.yaml").toString(),
                  "--lang",
                  language.getLanguage());
      assertEquals(2, result.code(), result.toString());
      assertFalse(result.toString().contains("c4n4ry"), result.toString());
      for (String word : words) {
        assertTrue(result.err().contains(word), word + " in " + result.err());
      }
    }
  }

  @Test
  void an_entry_of_keytool_is_a_password_whatever_the_capitals_of_its_name() throws IOException {
    assertEquals(PASSWORD, secret("p12:paris-audit"));
    assertEquals(PASSWORD, secret("p12:Paris-Audit"));
  }

  @Tag("F14")
  @Test
  void another_password_in_the_store_counts_from_then_on() throws IOException {
    List<Text> problems = new ArrayList<>();
    SecretPlace place = resolve("p12:paris-audit", problems);
    assertEquals(PASSWORD, String.valueOf(place.read()));
    keys.put("paris-audit", "another-c4n4ry");
    assertEquals("another-c4n4ry", String.valueOf(place.read()));
  }

  @Test
  void a_file_is_a_file_as_ever_beside_it() throws IOException {
    Path file = Files.writeString(temp.resolve("plain"), "plain\n");
    keys.mode(file, "rw-------");
    assertEquals("plain", secret(file.toString()));
  }

  @Tag("F44")
  @Test
  void a_name_that_is_not_there_is_told_with_the_nearest_one() throws IOException {
    says("p12:paris-audti", "config.secrets-no-alias.near", "v.yaml:2", "paris-audit");
    says("p12:zzz", "config.secrets-no-alias", "v.yaml:2", "keytool -importpass -alias zzz");
  }

  @Tag("F44")
  @Test
  void a_wrong_password_of_the_store_is_told_with_both_files() throws IOException {
    keys.password("wrong-c4n4ry");
    says(
        "p12:paris-audit",
        "config.secrets-password",
        "v.yaml:4",
        "secrets.p12",
        "secrets.password");
  }

  @Tag("F44")
  @Test
  void whatever_of_the_file_is_damaged_it_is_told_and_nothing_else_happens() throws IOException {
    byte[] whole = Files.readAllBytes(keys.file());
    for (int i = 0; i < whole.length; i += 23) {
      byte[] bent = whole.clone();
      bent[i] ^= 0x41;
      Files.write(keys.file(), bent);
      String key = problems("p12:paris-audit").stream().map(Text::key).findFirst().orElse("");
      assertTrue(key.startsWith("config.secrets-"), i + ": " + key);
    }
    Files.write(keys.file(), List.of("this is no key store"));
    says("p12:paris-audit", "config.secrets-damaged", "v.yaml:4", "keytool");
  }

  @Tag("F44")
  @Test
  void a_store_that_others_can_read_is_refused_as_keytool_leaves_it() throws IOException {
    keys.mode(keys.file(), "rw-r--r--");
    says("p12:paris-audit", "config.password-file-open", "secrets.p12", "chmod 600");
    Files.delete(keys.file());
    says("p12:paris-audit", "config.unreadable", "v.yaml:4", "secrets.p12");
  }

  @Test
  void a_key_with_its_certificate_is_no_password() throws IOException {
    keys.putKey("tls");
    says("p12:tls", "config.secrets-other-entry", "keytool -importpass");
  }

  @Tag("F44")
  @Test
  void an_entry_of_no_store_is_told_and_half_a_section_too() throws IOException {
    Shell shell = new Shell(temp);
    String config = config("p12:paris-audit", "").toString();
    Result none = shell.run("config", "check", "--config", config);
    assertTrue(none.err().contains("v.yaml:2: p12:paris-audit"), none.err());
    config("p12:paris-audit", "secrets:\n  store: " + keys.file() + "\n");
    Result half = shell.run("config", "check", "--config", config);
    assertTrue(half.err().contains("v.yaml:3"), half.err());
    Result flag =
        shell.run("audit", "--vcenter", "vc1", "--username", "a", "--password-file", "p12:x");
    assertEquals(2, flag.code(), flag.toString());
    assertTrue(flag.err().contains("--password-file: p12:x"), flag.err());
  }

  @Test
  void a_store_that_nobody_uses_yet_is_checked_as_well() throws IOException {
    keys.password("wrong-c4n4ry");
    Path file = Files.writeString(temp.resolve("v.yaml"), "failOn: error\n" + keys.section());
    Result result = new Shell(temp).run("config", "check", "--config", file.toString());
    assertEquals(2, result.code(), result.toString());
  }

  @Test
  void explain_shows_where_it_is_and_never_what_it_is() throws IOException {
    Result result =
        new Shell(temp)
            .run(
                "config",
                "explain",
                "--config",
                config("p12:paris-audit", keys.section()).toString());
    assertEquals(0, result.code(), result.toString());
    assertTrue(result.out().contains("in p12:paris-audit (" + keys.file() + ")"), result.out());
    assertTrue(result.out().contains("secrets.store"), result.out());
    assertFalse(result.out().contains("c4n4ry"), result.out());
  }

  @Test
  void the_age_of_a_password_is_that_of_its_entry_and_never_younger_than_the_file()
      throws IOException {
    Instant made = Instant.now();
    SecretPlace place = resolve("p12:paris-audit", new ArrayList<>());
    Files.setLastModifiedTime(keys.file(), FileTime.from(made.plus(Duration.ofDays(2))));
    assertTrue(Duration.between(made, place.writtenAt()).abs().toMinutes() < 5);
    Instant earlier = made.minus(Duration.ofDays(100));
    Files.setLastModifiedTime(keys.file(), FileTime.from(earlier));
    assertEquals(earlier.getEpochSecond(), place.writtenAt().getEpochSecond());
  }

  @Test
  void whatever_wants_a_secret_takes_one_from_there_and_who_repairs_only_when_it_repairs()
      throws IOException {
    keys.put("db", "database-c4n4ry");
    Path file =
        Files.writeString(
            temp.resolve("v.yaml"),
            """
            store: {url: "jdbc:postgresql://db.example.org/ops", username: v, passwordFile: "p12:db"}
            listen: {address: "0", keyStore: x.p12, keyStorePasswordFile: "p12:db"}
            vcenters:
              - {url: vc1, username: ada, repairUsername: eve, repairPasswordFile: "p12:dbb"}
            """
                + keys.section());
    AuditDraft draft = ConfigFile.read(file, new Environment(Map.of()));
    List<Text> problems = new ArrayList<>();
    PostgresServer server =
        Objects.requireNonNull(new StoreResolver(problems).resolve(draft.store));
    assertEquals("database-c4n4ry", Objects.requireNonNull(server.password()).line());
    ListenSettings listen =
        Objects.requireNonNull(new ListenResolver(problems).resolve(draft.listen));
    ListenSettings.Tls.KeyStoreFile tls =
        (ListenSettings.Tls.KeyStoreFile) Objects.requireNonNull(listen.tls());
    assertEquals("database-c4n4ry", tls.password().line());
    assertFalse((server + " " + listen).contains("c4n4ry"));

    Environment none = new Environment(Map.of());
    VCenterSettings vcenter =
        new VCenterResolver(none, problems).resolve(new AuditDraft(), draft).get(0);
    assertEquals(List.of(), problems);
    ConfigException e =
        assertThrows(
            ConfigException.class, () -> RepairAccount.in(vcenter, RepairAccount.NONE, none));
    assertEquals("config.secrets-no-alias.near", e.problems().get(0).key());
    keys.put("dbb", "repair-c4n4ry");
    PasswordSource password = RepairAccount.in(vcenter, RepairAccount.NONE, none).password();
    SecretPlace place = ((PasswordSource.FromFile) password).place();
    assertEquals("repair-c4n4ry", place.line());
  }

  @Test
  void what_cannot_be_read_later_says_nothing_secret() throws IOException {
    SecretPlace place = resolve("p12:paris-audit", new ArrayList<>());
    keys.password("wrong-c4n4ry");
    IOException e = assertThrows(IOException.class, place::read);
    assertFalse(e.toString().contains("c4n4ry"), e.toString());
    Text text = Objects.requireNonNull(SecretPlaces.problem(place, "here"));
    String said = Texts.in(Locale.ENGLISH, ZoneOffset.UTC).say(text.key(), text.args().toArray());
    assertFalse(said.contains("c4n4ry"), said);
  }
}
