// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a configuration file, told all at once, and nothing else. */
class WrongConfigTest {
  /** A value for each key of each section, and nothing wrong with any of them. */
  private static final String WHOLE =
      """
      profile: discovery-audit
      failOn: error
      maxUnreadable: 5
      timeout: 30min
      format: html
      out: report.html
      waivers: HOME/waivers.yaml
      include: /Paris
      exclude: test*
      check: vm.cbt
      skip: vm.cbt.off
      vcenters:
        - url: https://vc1.example.org
          username: audit@vsphere.local
          passwordFile: HOME/secret
          thumbprints: 11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00
          proxy: proxy.example.org:3128
          repairUsername: repair@vsphere.local
          repairPasswordFile: HOME/secret
          writeBack:
            username: annotate@vsphere.local
            passwordFile: HOME/secret
            schedule: nightly
            tags: true
            attribute: true
            events: true
            minimum: warning
            eventsAtMost: 5
            lang: fr
            dryRun: true
      repair:
        service: true
        enabled: power-on-vm
      listen:
        address: 127.0.0.1:8443
        keyStore: HOME/secret
        keyStorePasswordFile: HOME/secret
        metrics: token
      schedules:
        nightly:
          cron: "0 30 2 * * ?"
          timeZone: Europe/Paris
          missed: skip
          jitter: 5min
          except: 2026-12-24
          keep: 3
          live: false
          reports: HOME/reports
          formats: json
          vcenters: vc1.example.org
        copies:
          job: backup
          cron: "0 30 3 * * ?"
          to: HOME/backups
          keep: 7
        ends:
          job: expiry
          cron: "0 30 4 * * ?"
          ahead: 30d
          passwordAge: 90d
        old:
          job: retention
          cron: "0 30 5 * * ?"
          resolved: 400d
      notify:
        box:
          type: mail
          server: mail.example.org
          security: tls
          username: audit
          passwordFile: HOME/secret
          from: a@example.org
          to: b@example.org
          schedules: nightly
          quiet: 20:00-06:00
          timeZone: Europe/Paris
          lang: fr
          minimum: warning
          always: true
        hook:
          type: webhook
          url: http://hooks.example.org/x
          allowHttp: true
          allowPrivate: true
          proxy: proxy.example.org:3128
          secretFile: HOME/secret
          template: HOME/template
        pager:
          type: pagerduty
          routingKeyFile: HOME/secret
        log:
          type: syslog
          server: log.example.org
      """;

  private static final Pattern PLACE = Pattern.compile("v\\.yaml:(\\d+:? .*)$");

  @TempDir Path temp;

  @BeforeEach
  void files() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret"), "c4n4ry\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(temp.resolve("template"), "{}");
    Files.writeString(temp.resolve("waivers.yaml"), "");
  }

  private Result config(String command, String yaml) throws IOException {
    Path file = Files.writeString(temp.resolve("v.yaml"), yaml.replace("HOME", temp.toString()));
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of("--config", file.toString()));
    return new Shell(temp).run(words.toArray(String[]::new));
  }

  /** What is told, each with its line in front. */
  private List<String> told(Result result) {
    assertEquals(Exit.USAGE, result.code(), result.toString());
    assertFalse(result.toString().contains("unread-"), result.toString());
    assertFalse(result.toString().contains("c4n4ry"), result.toString());
    return result
        .err()
        .lines()
        .map(PLACE::matcher)
        .filter(Matcher::find)
        .map(place -> place.group(1))
        .toList();
  }

  @Tag("F44")
  @Test
  void a_value_that_cannot_be_had_is_one_problem_wherever_it_stands() throws IOException {
    Result fine = config("config check", WHOLE);
    assertEquals(Exit.OK, fine.code(), fine.toString());
    String[] lines = WHOLE.split("\n", -1);
    int tried = 0;
    for (int i = 0; i < lines.length; i++) {
      String said = lines[i];
      int colon = said.indexOf(": ");
      if (colon > 0) {
        String key = said.substring(0, colon + 1);
        lines[i] = key + " ${NOT_SET}";
        assertEquals(
            List.of((i + 1) + ": the environment has no NOT_SET"),
            told(config("config check", String.join("\n", lines))),
            said);
        lines[i] = key;
        assertEquals(
            List.of((i + 1) + ": a single value is wanted here"),
            told(config("config check", String.join("\n", lines))),
            said);
        lines[i] = said;
        tried++;
      }
    }
    assertTrue(tried > 70, "only " + tried);
  }

  @Tag("F44")
  @Test
  void a_section_that_cannot_be_read_is_one_problem() throws IOException {
    String[] lines = WHOLE.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean isSection = lines[i].matches("[a-z]+:");
      if (isSection) {
        List<String> file = new ArrayList<>(List.of(lines));
        file.set(i, lines[i].replace(":", ": [1]"));
        while (file.get(i + 1).startsWith(" ")) {
          file.remove(i + 1);
        }
        List<String> told = told(config("config check", String.join("\n", file)));
        assertEquals(1, told.size(), lines[i] + told);
        assertTrue(told.get(0).startsWith((i + 1) + ": "), lines[i] + told);
      }
    }
  }

  private static final String BROKEN =
      """
      profil: cbt-health
      failOn: ${LEVEL}
      vcenters:
        - url: https://vc1.example.org
          username: audit@vsphere.local
          password: c4n4ry
          writeBack:
            username: annotate@vsphere.local
            password: c4n4ry
            schedule: nightli
            tags: true
        - username: nobody
      store:
        url: mysql://db/vpreflight
        username: v
        password: c4n4ry
      listen:
        address: ${HOST}:8443
        metrics: shut
      schedules:
        nightly:
          job: repare
          cron: "0 30 2 * * ?"
          timeZone: Europe/Pari
          length: 2h
          policy: p.yaml
        weekly: every sunday
        daily:
          cron:
          kep: 3
      notify:
        box:
          type: mial
        hook:
          type: webhook
          secret: c4n4ry
          url: ftp://x
          schedules: [weekly, dayly]
      repair:
        enabled: [power-of-vm]
      """;

  @Tag("F44")
  @Test
  void all_that_is_wrong_with_all_sections_is_told_in_one_run() throws IOException {
    List<String> wanted =
        List.of(
            "1: unknown key profil; did you mean profile?",
            "2: the environment has no LEVEL",
            "6: a password must not stand in this file",
            "9: a password must not stand in this file",
            "10: ",
            "12: a vCenter without url",
            "14: ",
            "16: a secret must not stand in this file",
            "18: the environment has no HOST",
            "19: ",
            "22: ",
            "24: ",
            "27: keys with values are wanted here",
            "29: a single value is wanted here",
            "30: unknown key kep; did you mean keep?",
            "33: ",
            "36: a secret must not stand in this file",
            "37: ",
            "38: ",
            "40 power-of-vm: ");
    for (String command : List.of("config check", "serve")) {
      List<String> told =
          told(config(command, BROKEN)).stream()
              .sorted(Comparator.comparingInt(WrongConfigTest::line))
              .toList();
      assertEquals(wanted.size(), told.size(), String.join("\n", told));
      for (int i = 0; i < wanted.size(); i++) {
        assertTrue(told.get(i).startsWith(wanted.get(i)), wanted.get(i) + " in " + told);
      }
    }
  }

  private static int line(String told) {
    return Integer.parseInt(told.replaceAll("\\D.*", ""));
  }

  @Test
  void a_key_store_that_is_named_by_half_is_one_problem_whatever_names_its_entries()
      throws IOException {
    String yaml =
        """
        secrets:
          store: HOME/secret
          passwordFile: ${NOT_SET}
        vcenters:
          - url: vc1.example.org
            passwordFile: p12:vc1
        """;
    assertEquals(List.of("3: the environment has no NOT_SET"), told(config("config check", yaml)));
    List<String> half =
        told(config("config check", yaml.replace("  passwordFile: ${NOT_SET}\n", "")));
    assertEquals(1, half.size(), half.toString());
    assertTrue(half.get(0).startsWith("1: secrets wants both"), half.toString());
  }
}
