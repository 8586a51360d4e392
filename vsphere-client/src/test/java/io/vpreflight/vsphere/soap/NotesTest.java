// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: S3cret!x",
        "Password=S3cret!x",
        "PASSWORD : S3cret!x",
        "passwd S3cret!x",
        "pwd is S3cret!x",
        "pw=S3cret!x",
        "root pw S3cret!x",
        "passphrase: \"S3cret!x with blanks\"",
        "password for root: S3cret!x",
        "root password (console) = S3cret!x",
        "Password:\nS3cret!x",
        "Password:\r\n  S3cret!x\r\nContact: Bob",
        "user=sa;password=S3cret!x;db=crm",
        "{\"user\":\"sa\",\"password\":\"S3cret!x\"}",
        "<password>S3cret!x</password>",
        "login: root / S3cret!x",
        "Administrator/S3cret!x",
        "root:S3cret!x",
        "iDRAC root:S3cretcalvin",
        "login: backup / S3cret!x",
        "Login = svc_backup/S3cret!x",
        "user: bob | S3cret!x",
        "utilisateur : bob / S3cret!x",
        "psk=S3cret!x",
        "wpa2 key: S3cret!x",
        "pre-shared key: S3cret!x",
        "Kennwort: S3cret!x",
        "AccountName=web;AccountKey=S3cret!x;",
        "Endpoint=sb://q/;SharedAccessKey=S3cret!x",
        "credentials: admin / S3cret!x",
        "api key: S3cret!x",
        "API_KEY=S3cret!x",
        "access-key = S3cret!x",
        "token -> S3cret!x",
        "secret：S3cret!x",
        "https://backup:S3cret!x@nas.example.org/share",
        "-----BEGIN RSA PRIVATE KEY-----\nS3cret!x\nS3cret!x\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nS3cret!x",
        "mot de passe : S3cret!x",
        "Mot de passe\u00a0: S3cret!x",
        "MOT DE PASSE\u202f: S3cret!x",
        "mots de passe : S3cret!x",
        "Mot de passe administrateur local : S3cret!x",
        "Mot de passe root = « S3cret!x »",
        "le mot de passe est S3cret!x",
        "mdp: S3cret!x",
        "MDP root S3cret!x",
        "mdp de root -> S3cret!x",
        "le mdp c'est S3cret!x",
        "identifiants : admin / S3cret!x",
        "code d’accès : S3cret!x",
        "clé : S3cret!x",
        "CLÉ API : S3cret!x",
        "clef secrète = S3cret!x",
        "jeton : S3cret!x",
        "communauté SNMP : S3cret!x"
      })
  void a_password_is_masked_however_it_is_written(String text) {
    String masked = Notes.masked(text);
    assertFalse(masked.contains("S3cret"), masked);
    assertTrue(masked.contains("***"), masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Web server of the intranet, contact: Bob Martin",
        "Compass: north. Bypass: none. Passport control.",
        "Restored on 2026-11-20 from /backup/root/web01",
        "VMware vCenter Server Appliance",
        "VEEAM BACKUP TEMPORARY SNAPSHOT",
        "Please do not delete. It is being used by Veeam Backup.",
        "Clone of web01 (prod)\nOwner: team A\nDo not power off",
        "https://wiki.example.org/vm/web01?x=1",
        "Ask administrator before shutdown",
        "Spinning disk: 7200"
      })
  void an_ordinary_note_stays_as_it_is(String text) {
    assertEquals(text, Notes.masked(text));
  }

  @Test
  void a_sentence_about_passwords_may_lose_a_word() {
    assertEquals("Passwords are *** the vault", Notes.masked("Passwords are in the vault"));
    assertEquals(
        "Les mots de passe sont *** coffre", Notes.masked("Les mots de passe sont au coffre"));
  }

  @Test
  void what_stands_around_it_stays() {
    assertEquals(
        "Owner: Bob\nroot password: ***\nReboot on Sunday",
        Notes.masked("Owner: Bob\nroot password: S3cret!x\nReboot on Sunday"));
    assertEquals(
        "https://backup:***@nas.example.org/share",
        Notes.masked("https://backup:S3cret!x@nas.example.org/share"));
  }

  @Tag("F50")
  @Test
  void secrets_that_give_themselves_away_are_masked_without_a_word_before_them() {
    assertEquals("key ***", Notes.masked("key AKIAIOSFODNN7EXAMPLE"));
    assertEquals("*** here", Notes.masked("ghp_0123456789abcdefghijABCDEFGHIJ012345 here"));
    assertEquals("***", Notes.masked("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"));
  }

  @Test
  void an_attribute_that_is_called_a_password_is_one_as_a_whole() {
    assertEquals("***", Notes.masked("Root password", "correct horse"));
    assertEquals("***", Notes.masked("Mot de passe", "cheval"));
    assertEquals("", Notes.masked("Password", ""));
    assertEquals("team A", Notes.masked("Owner", "team A"));
    assertEquals("pw=***", Notes.masked("Owner", "pw=S3cret!x"));
  }

  @Test
  void a_long_and_hostile_note_takes_no_time() {
    String[] hostile = {
      "password ".repeat(50_000),
      "password:".repeat(50_000),
      "root/".repeat(50_000),
      "a".repeat(400_000) + "@",
      "x://a:" + "b".repeat(400_000),
      "-----BEGIN PRIVATE KEY-----".repeat(5_000),
      "clé ".repeat(50_000) + "é".repeat(100_000),
      "\"".repeat(400_000),
      "pw" + " ".repeat(400_000)
    };
    for (String text : hostile) {
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Notes.masked(text));
    }
  }
}
