// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.ListenResolver;
import io.vpreflight.plugin.config.SecretsStore;
import io.vpreflight.plugin.config.StoreResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  private static final String SERVICE =
      """
      profile: cbt-health
      vcenters:
        - url: vc1.example.org
          username: audit@vsphere.local
          passwordFile: ${CREDENTIALS_DIRECTORY}/vc1
      schedules:
        nightly:
          cron: "0 30 2 * * ?"
          timeZone: Europe/Paris
          include: [/Paris/Production]
      """;

  @TempDir Path temp;

  @BeforeEach
  void password() throws IOException {
    Path file = Files.writeString(temp.resolve("vc1"), "very secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Result config(String command, String yaml, String... more) throws IOException {
    Path file = Files.writeString(temp.resolve("v.yaml"), yaml);
    List<String> args = new ArrayList<>(List.of("config", command, "--config", file.toString()));
    args.addAll(List.of(more));
    return new Shell(temp)
        .with("CREDENTIALS_DIRECTORY", temp.toString())
        .run(args.toArray(String[]::new));
  }

  private Map<String, JsonObject> explained(String yaml) throws IOException {
    Result result = config("explain", yaml, "--format", "json");
    assertEquals(0, result.code(), result.toString());
    assertFalse(result.out().contains("very secret"), result.out());
    Map<String, JsonObject> rows = new HashMap<>();
    for (JsonElement row : result.json().getAsJsonArray("settings")) {
      rows.put(row.getAsJsonObject().get("key").getAsString(), row.getAsJsonObject());
    }
    return rows;
  }

  private static JsonObject row(Map<String, JsonObject> rows, String key) {
    return Objects.requireNonNull(rows.get(key), rows.keySet()::toString);
  }

  private static String value(JsonObject row) {
    return row.get("value").getAsString();
  }

  @Test
  void a_file_that_serve_can_use_is_fine() throws IOException {
    Result result = config("check", SERVICE);
    assertEquals(0, result.code(), result.toString());
    assertTrue(result.out().contains("1 vCenter, 1 schedule"), result.out());
  }

  @Test
  void a_schedule_may_read_some_of_the_vcenters_by_the_names_that_the_file_has()
      throws IOException {
    String two =
        SERVICE.replace("schedules:", "  - url: vc2.example.org:8443\nschedules:")
            + "    vcenters: [%s]\n";
    assertEquals(
        "vc2.example.org:8443",
        value(row(explained(two.formatted("vc2.example.org:8443")), "schedules.nightly.vcenters")));
    Result near = config("check", two.formatted("vc3.example.org, nowhere"));
    assertEquals(2, near.code(), near.toString());
    assertTrue(near.err().contains("did you mean vc1.example.org?"), near.err());
    assertTrue(near.err().contains("there are: vc1.example.org, vc2.example.org"), near.err());
    Result none = config("check", two.formatted(""));
    assertEquals(2, none.code(), none.toString());
    assertTrue(none.err().contains("names none"), none.err());
  }

  @Tag("F44")
  @Test
  void a_vcenter_that_stands_in_the_file_twice_is_told_however_it_is_written() throws IOException {
    Result result =
        config(
            "check",
            """
            vcenters:
              - url: vc.example.org
              - url: other.example.org
              - url: https://VC.example.org:443/sdk
            """);
    assertEquals(Exit.USAGE, result.code(), result.toString());
    String said = "4: vc.example.org stands in the file twice, the other time at ";
    assertTrue(result.err().contains(said), result.toString());
    assertFalse(result.err().contains("other.example.org stands"), result.toString());
  }

  @Tag("F44")
  @Test
  void a_key_that_nobody_knows_does_not_hide_what_else_is_wrong() throws IOException {
    String keys =
        """
        failOn: never
        vcenters:
          - url: https://vc1.example.org
            user: ada
        schedules:
          nightly:
            cron: "0 30 2 * * ?"
            timeZone: Europe/Pari
            kep: 3
        """;
    Result result = config("check", keys);
    assertEquals(2, result.code(), result.toString());
    for (String told :
        List.of(
            ":4: unknown key user; did you mean username?",
            ":9: unknown key kep; did you mean keep?",
            "never",
            "did you mean Europe/Paris?")) {
      assertTrue(result.err().contains(told), told + " in " + result.err());
    }
    Result unread = config("check", keys + "include:\n  - [a]\n");
    assertEquals(2, unread.code(), unread.toString());
    assertTrue(unread.err().contains(":4: unknown key user"), unread.err());
  }

  @Test
  void a_file_that_only_commands_use_is_fine_as_well() throws IOException {
    Result result = config("check", "failOn: error\n");
    assertEquals(0, result.code(), result.toString());
    assertTrue(result.out().contains("no vCenter, no schedule"), result.out());
  }

  @Tag("F44")
  @Test
  void a_store_in_postgresql_is_explained_and_its_password_may_stand_nowhere_but_in_a_file()
      throws IOException {
    String store =
        """
        store:
          url: jdbc:postgresql://db.example.org/ops?sslmode=verify-full
          username: ada
          passwordFile: ${CREDENTIALS_DIRECTORY}/vc1
        """;
    String url = "jdbc:postgresql://db.example.org/ops?sslmode=verify-full";
    assertEquals(url, value(row(explained(SERVICE + store), "store.url")));
    assertEquals("ada", value(row(explained(store), "store.username")));
    for (String secret :
        List.of(
            store.replace("sslmode=verify-full", "password=hidden"),
            store.replace("db.example.org", "ada:hidden@db.example.org"),
            store.replace("username: ada", "password: hidden"))) {
      Result result = config("check", secret);
      assertEquals(2, result.code(), result.toString());
      assertTrue(result.err().contains("passwordFile"), result.err());
      assertFalse(result.err().contains("hidden"), result.err());
    }
    Result other = config("check", SERVICE + store.replace("jdbc:postgresql:", "jdbc:mysql:"));
    assertEquals(2, other.code(), other.toString());
    assertTrue(other.err().contains("v.yaml:12"), other.err());
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_with_its_line() throws IOException {
    Result result =
        config(
            "check",
            """
            profil: cbt-health
            vcenters:
              - url: vc1.example.org
                passwordFile: ${NOT_SET}/vc1
            """);
    assertEquals(2, result.code(), result.toString());
    assertTrue(result.err().contains("v.yaml:1"), result.err());
    assertTrue(result.err().contains("did you mean profile"), result.err());
    assertTrue(result.err().contains("v.yaml:4"), result.err());
    assertTrue(result.err().contains("NOT_SET"), result.err());
  }

  @Test
  void a_repair_that_cannot_be_switched_on_is_wrong() throws IOException {
    Result result = config("check", SERVICE + "repair:\n  enabled: [power-of-vm]\n");
    assertEquals(2, result.code(), result.toString());
    assertTrue(result.err().contains("v.yaml:12"), result.err());
  }

  @Test
  void what_is_written_back_wants_an_account_of_its_own_and_something_to_write()
      throws IOException {
    String file =
        """
        vcenters:
          - url: vc1.example.org
            username: audit@vsphere.local
            passwordFile: %s
            writeBack:
              %s
        schedules:
          nightly:
            cron: "0 30 2 * * ?"
        """;
    Path secret = temp.resolve("vc1");
    Result alone = config("check", file.formatted(secret, "minimum: bad"));
    assertEquals(2, alone.code(), alone.toString());
    assertTrue(alone.err().contains("v.yaml:5: nothing is switched on"), alone.err());
    assertTrue(alone.err().contains("v.yaml:5: who writes is missing"), alone.err());
    String account = "{username: annotate@vsphere.local, passwordFile: " + secret + ", %s}";
    Result wrong =
        config(
            "check",
            file.replace("\n      %s", " %s")
                .formatted(
                    secret,
                    account.formatted(
                        "tags: maybe, schedule: nightli, eventsAtMost: 0, lang: de, colour: red")));
    assertEquals(2, wrong.code(), wrong.toString());
    assertTrue(wrong.err().contains("colour"), wrong.err());
    Map<String, JsonObject> rows =
        explained(
            file.replace("\n      %s", " %s")
                .formatted(secret, account.formatted("tags: true, minimum: error")));
    assertEquals("error", value(row(rows, "vcenters.vc1.example.org.writeBack.minimum")));
  }

  @Test
  void a_schedule_that_inherits_tells_where_its_value_was_said() throws IOException {
    Map<String, JsonObject> rows = explained(SERVICE);
    JsonObject profile = row(rows, "schedules.nightly.profile");
    assertEquals("cbt-health", value(profile));
    assertTrue(profile.get("origin").getAsString().endsWith("v.yaml:1"), profile.toString());
    JsonObject cron = row(rows, "schedules.nightly.cron");
    assertTrue(cron.get("origin").getAsString().endsWith("v.yaml:8"), cron.toString());
    assertEquals("/Paris/Production", value(row(rows, "schedules.nightly.include")));
  }

  @Test
  void what_nobody_said_holds_without_a_place() throws IOException {
    JsonObject keep = row(explained(SERVICE), "schedules.nightly.keep");
    assertEquals("30", value(keep));
    assertTrue(keep.get("origin").isJsonNull(), keep.toString());
  }

  @Tag("F50")
  @Test
  void a_password_is_named_by_its_file_and_never_shown() throws IOException {
    String password = value(row(explained(SERVICE), "vcenters.vc1.example.org.password"));
    assertEquals("in " + temp.resolve("vc1"), password);
  }

  @Tag("F50")
  @Test
  void the_address_of_a_webhook_is_never_shown_and_may_come_from_the_environment()
      throws IOException {
    String hook = "notify:\n  a: {type: slack, minimum: error, url: 'https://hooks/very secret'}\n";
    assertEquals(2, config("check", SERVICE + hook).code());
    assertFalse(config("check", SERVICE + hook).toString().contains("very secret"));
    String good = "notify:\n  a: {type: slack, minimum: error, url: 'https://x${TOKEN}'}\n";
    Path file = Files.writeString(temp.resolve("v.yaml"), good);
    Result result =
        new Shell(temp)
            .with("TOKEN", ".example.org/very-secret")
            .run("config", "explain", "--config", file.toString());
    assertEquals(0, result.code(), result.toString());
    assertFalse(result.toString().contains("very-secret"), result.toString());
    assertTrue(result.out().contains("not shown"), result.out());
    assertTrue(result.out().contains("notify.a.minimum"), result.out());
  }

  @Test
  void two_dollars_are_just_that_text() throws IOException {
    String out = value(row(explained("out: $${HOME}.html\nformat: html\n"), "out"));
    assertEquals("${HOME}.html", out);
  }

  private Schema schema() {
    Result result = new Shell(temp).run("config", "schema");
    assertEquals(0, result.code(), result.toString());
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(result.out(), InputFormat.JSON);
  }

  @Test
  void the_schema_takes_what_the_pages_show() throws IOException {
    Schema schema = schema();
    for (String page : List.of("command-line.md", "serve.md", "notify.md", "write-back.md")) {
      Matcher example =
          Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
              .matcher(Files.readString(Path.of("../docs", page)));
      assertTrue(example.find(), page);
      assertEquals(List.of(), schema.validate(example.group(1), InputFormat.YAML), page);
    }
  }

  @Test
  void the_schema_refuses_what_the_program_refuses() {
    Schema schema = schema();
    assertFalse(schema.validate("profil: cbt-health", InputFormat.YAML).isEmpty());
    assertFalse(schema.validate("vcenters: [{username: ada}]", InputFormat.YAML).isEmpty());
    assertFalse(schema.validate("schedules: {a: {keep: 3}}", InputFormat.YAML).isEmpty());
  }

  @Test
  void the_schema_has_every_key_and_no_other() {
    JsonObject top = new Shell(temp).run("config", "schema").json().getAsJsonObject("properties");
    Set<String> known = new TreeSet<>(ConfigFile.VALUES);
    known.addAll(ConfigFile.LISTS);
    known.addAll(ConfigFile.SECTIONS);
    assertEquals(known, top.keySet());
    assertEquals(
        new TreeSet<>(ConfigFile.VCENTER),
        new TreeSet<>(
            top.getAsJsonObject("vcenters")
                .getAsJsonObject("items")
                .getAsJsonObject("properties")
                .keySet()));
    assertEquals(
        new TreeSet<>(ConfigFile.WRITE_BACK),
        new TreeSet<>(
            top.getAsJsonObject("vcenters")
                .getAsJsonObject("items")
                .getAsJsonObject("properties")
                .getAsJsonObject("writeBack")
                .getAsJsonObject("properties")
                .keySet()));
    assertEquals(
        new TreeSet<>(ListenResolver.KEYS),
        new TreeSet<>(top.getAsJsonObject("listen").getAsJsonObject("properties").keySet()));
    assertEquals(
        new TreeSet<>(StoreResolver.KEYS),
        new TreeSet<>(top.getAsJsonObject("store").getAsJsonObject("properties").keySet()));
    assertEquals(
        new TreeSet<>(SecretsStore.KEYS),
        new TreeSet<>(top.getAsJsonObject("secrets").getAsJsonObject("properties").keySet()));
    assertEquals(
        new TreeSet<>(ConfigFile.CHANNEL),
        new TreeSet<>(
            top.getAsJsonObject("notify")
                .getAsJsonObject("additionalProperties")
                .getAsJsonObject("properties")
                .keySet()));
    Set<String> schedule =
        top.getAsJsonObject("schedules")
            .getAsJsonObject("additionalProperties")
            .getAsJsonObject("properties")
            .keySet();
    assertTrue(schedule.containsAll(ConfigFile.SCHEDULE), schedule.toString());
    assertTrue(schedule.containsAll(ConfigFile.LISTS), schedule.toString());
  }
}
