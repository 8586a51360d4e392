// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section {@code notify:} of the file. */
class ChannelResolverTest {
  private static final Texts TEXTS =
      Texts.in(Locale.ENGLISH, ZoneOffset.UTC)
          .with(App.WORDS, ChannelResolverTest.class.getClassLoader());

  @TempDir Path temp;
  private final List<String> problems = new ArrayList<>();

  private List<Channel> resolve(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("v.yaml"), text.replace("TEMP", temp.toString()));
    problems.clear();
    List<Text> found = new ArrayList<>();
    List<Channel> channels = List.of();
    try {
      channels =
          new ChannelResolver(new Tool("vpreflight", "1"), Clock.systemUTC(), TEXTS, found)
              .resolve(ConfigFile.read(file, new Environment(Map.of())));
    } catch (ConfigException e) {
      found.addAll(e.problems());
    }
    found.forEach(one -> problems.add(TEXTS.say(one).replace(temp + "/", "")));
    return channels;
  }

  private void secret(String name, String value) throws IOException {
    Path file = Files.writeString(temp.resolve(name), value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void every_type_is_made_of_the_keys_that_it_wants() throws IOException {
    secret("secret", "x");
    Files.writeString(temp.resolve("form.json"), "{\"text\": \"${subject}\"}");
    List<Channel> channels =
        resolve(
            """
            notify:
              a: {type: mail, server: smtp.example.org, from: v@example.org, to: [ops@example.org], username: v, passwordFile: TEMP/secret}
              b: {type: mail, folder: TEMP/mail, from: v@example.org, to: ops@example.org}
              c: {type: webhook, url: "https://example.org/x", secretFile: TEMP/secret, template: TEMP/form.json}
              d: {type: slack, urlFile: TEMP/secret, proxy: "proxy.example.org:3128"}
              e: {type: teams, urlFile: TEMP/secret}
              f: {type: pagerduty, routingKeyFile: TEMP/secret}
              g: {type: syslog, server: "siem.example.org:6514"}
            """);
    assertEquals(List.of(), problems);
    assertEquals(
        List.of("a", "b", "c", "d", "e", "f", "g"),
        channels.stream().map(channel -> channel.rules().name()).toList());
  }

  @Test
  void what_a_channel_wants_to_hear_is_as_it_was_said() throws IOException {
    List<Channel> channels =
        resolve(
            """
            schedules:
              nightly: {cron: "0 0 2 * * ?"}
            notify:
              a:
                type: syslog
                server: siem.example.org
                lang: fr
                minimum: critical
                schedules: [nightly]
                quiet: 22:00-07:00
                timeZone: Europe/Paris
                always: true
              b: {type: syslog, server: siem.example.org}
            """);
    assertEquals(List.of(), problems);
    Rules said = channels.get(0).rules();
    assertEquals(Locale.FRENCH, said.locale());
    assertEquals(Severity.CRITICAL, said.minimum());
    assertEquals(ZoneId.of("Europe/Paris"), Objects.requireNonNull(said.quiet()).zone());
    assertTrue(said.isAlways());
    Rules usual = channels.get(1).rules();
    assertEquals(Severity.WARNING, usual.minimum());
    assertEquals(Locale.ENGLISH, usual.locale());
    assertFalse(usual.isAlways());
  }

  @Tag("F44")
  @Test
  void every_wrong_key_is_told_with_its_line_and_the_nearest_name() throws IOException {
    resolve(
        """
        notify:
          a:
            type: mial
          b:
            type: slack
            urlFiel: x
          c:
            type: mail
            password: hunter2
          d:
            server: x
        """);
    assertEquals(
        List.of(
            "v.yaml:3: there is no type mial; did you mean mail?",
            "v.yaml:6: unknown key urlFiel; did you mean urlFile?",
            "v.yaml:9: a secret must not stand in this file: use passwordFile",
            "v.yaml:11: a channel says of which type it is: mail, pagerduty, slack, syslog, teams,"
                + " webhook"),
        problems);
  }

  @Tag("F44")
  @Test
  void every_wrong_value_is_told_at_once_and_no_address_of_a_webhook() throws IOException {
    Files.writeString(temp.resolve("open"), "x");
    Files.setPosixFilePermissions(
        temp.resolve("open"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(temp.resolve("form.json"), "{\n\"text\": \"${subjekt}\"}");
    Files.writeString(temp.resolve("bad.json"), "{\"text\": ${subject}}");
    resolve(
        """
        schedules:
          nightly: {cron: "0 0 2 * * ?"}
        notify:
          a: {type: slack, url: "http://example.org/T0K3N"}
          b: {type: teams}
          c: {type: pagerduty}
          d: {type: webhook, urlFile: TEMP/open, template: TEMP/form.json}
          e: {type: webhook, url: "https://example.org/T0K3N", template: TEMP/bad.json, schedules: nihgtly}
          f: {type: mail, server: "x:99999", from: nobody, username: v, security: none, lang: de}
          g: {type: syslog, server: siem, minimum: bad, quiet: late, timeZone: Europe/Pari, always: perhaps}
        """);
    String all = String.join("\n", problems);
    for (String wanted :
        List.of(
            "v.yaml:4: not an https address",
            "v.yaml:5: the channel b wants url",
            "v.yaml:6: the channel c wants routingKeyFile",
            "others can read this password file",
            "form.json:2: nothing stands for ${subjekt}; did you mean ${subject}?",
            "bad.json: this template does not become JSON",
            "v.yaml:8: there is no schedule nihgtly; did you mean nightly?",
            "v.yaml:9: not a server",
            "v.yaml:9: not a mail address: nobody",
            "v.yaml:9: the channel f wants to",
            "v.yaml:9: the channel f wants passwordFile",
            "v.yaml:9: whoever logs in",
            "v.yaml:9: there is no language de",
            "v.yaml:10: there is no severity bad",
            "v.yaml:10: not quiet hours",
            "v.yaml:10: there is no time zone Europe/Pari; did you mean Europe/Paris?",
            "v.yaml:10: perhaps is true or false")) {
      assertTrue(all.contains(wanted), wanted + " in\n" + all);
    }
    assertFalse(all.contains("T0K3N"), all);
  }
}
