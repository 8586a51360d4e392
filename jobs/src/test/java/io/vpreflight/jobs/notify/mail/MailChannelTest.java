// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.ANotice;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.NoticeText;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.jobs.notify.Turn;
import io.vpreflight.jobs.notify.mail.MailServer.Security;
import io.vpreflight.jobs.report.Hostile;
import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.vsphere.ServerTrust;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mail as a real server takes it. */
@Timeout(600)
class MailChannelTest {
  private static final String PASSWORD = "canary-of-the-mail";
  private static final Envelope ENVELOPE =
      new Envelope("vpreflight <vpreflight@example.org>", List.of("ops@example.org"));

  @TempDir Path temp;
  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            patient(ServerSetup.PROTOCOL_SMTP), patient(ServerSetup.PROTOCOL_SMTPS)
          });

  /** A machine that builds other things besides is slow to start one. */
  private static ServerSetup patient(String protocol) {
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
    setup.setServerStartupTimeout(30_000);
    return setup;
  }

  @BeforeEach
  void start() {
    server.start();
    server.setUser("ops@example.org", "ops", PASSWORD);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private MailChannel plain(Rules rules) {
    return new MailChannel(
        rules,
        new MailServer(
            "127.0.0.1", server.getSmtp().getPort(), Security.NONE, ServerTrust.SYSTEM, null, null),
        ENVELOPE);
  }

  private MailChannel secured(ServerTrust trust, Secret password) {
    return new MailChannel(
        ANotice.rules("ops"),
        new MailServer(
            "127.0.0.1", server.getSmtps().getPort(), Security.TLS, trust, "ops", password),
        ENVELOPE);
  }

  private MimeMessage received() {
    MimeMessage[] all = server.getReceivedMessages();
    assertEquals(1, all.length);
    return all[0];
  }

  private static String part(MimeMessage mail, int number) throws Exception {
    MimeMultipart both = (MimeMultipart) mail.getContent();
    assertTrue(both.getContentType().startsWith("multipart/alternative"));
    return (String) both.getBodyPart(number).getContent();
  }

  /** The certificate of the server, as an admin would take it down. */
  private String thumbprint() throws Exception {
    SSLContext anyone = SSLContext.getInstance("TLS");
    anyone.init(null, new javax.net.ssl.TrustManager[] {new Anyone()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            anyone.getSocketFactory().createSocket("127.0.0.1", server.getSmtps().getPort())) {
      byte[] leaf = socket.getSession().getPeerCertificates()[0].getEncoded();
      return HexFormat.ofDelimiter(":")
          .formatHex(MessageDigest.getInstance("SHA-256").digest(leaf))
          .toUpperCase(Locale.ROOT);
    }
  }

  private static final class Anyone implements javax.net.ssl.X509TrustManager {
    @Override
    public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public java.security.cert.X509Certificate[] getAcceptedIssuers() {
      return new java.security.cert.X509Certificate[0];
    }
  }

  @Test
  void a_mail_arrives_in_both_forms_with_what_changed_on_top() throws Exception {
    Notice notice =
        ANotice.of(Turn.NEW, Severity.CRITICAL, "srv-é")
            .and(Turn.RESOLVED, Severity.ERROR, "vm.cbt.off", 0, "old")
            .build();
    plain(ANotice.rules("ops")).send(notice);
    MimeMessage mail = received();
    assertEquals("[vpreflight] nightly: 1 new, 1 resolved", mail.getSubject());
    assertEquals("<" + notice.id() + ".vpreflight@example.org>", mail.getMessageID());
    assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
    String text = part(mail, 0);
    assertTrue(text.contains("srv-é: disks need consolidation"), text);
    assertTrue(text.contains("Resolved: Title of vm.cbt.off"), text);
    assertTrue(text.contains("/srv/reports/nightly"), text);
    String html = part(mail, 1);
    assertTrue(html.indexOf("1 new, 1 resolved") < html.indexOf("All there is"), html);
    assertTrue(html.contains("srv-é"), html);
  }

  @Test
  void the_subject_of_a_french_channel_arrives_as_it_was_written() throws Exception {
    Rules french = ANotice.rules("ops", Severity.INFO, Locale.FRENCH);
    Notice notice = new ANotice().and(Turn.RESOLVED, Severity.ERROR, "vm.cbt.off", 0, "a").build();
    plain(french).send(notice);
    assertEquals("[vpreflight] nightly : 1 résolu", spaced(received().getSubject()));
    assertTrue(part(received(), 1).contains("<html lang=\"fr\">"));
  }

  @Test
  void a_french_mail_is_set_and_agrees_as_french_does() throws Exception {
    Rules french = ANotice.rules("ops", Severity.INFO, Locale.FRENCH);
    Notice many = ANotice.of(Turn.NEW, Severity.ERROR, "a", "b").vms(1).build();
    plain(french).send(many);
    String text = spaced(part(received(), 0));
    assertTrue(text.contains("\nNouveaux : Title of "), text);
    assertTrue(text.contains("  - a : disks need consolidation"), text);
    assertTrue(text.contains("En tout : 1 machine virtuelle ; 1 critique, 2 erreurs"), text);
    assertFalse(text.matches("(?s).*[^ \\d]: .*"), text);
    String html = spaced(part(received(), 1));
    assertTrue(html.contains("nightly : 2 nouveaux"), html);
  }

  /** With one kind of blank, as the tests are written. */
  private static String spaced(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', ' ');
  }

  @Test
  void one_virtual_machine_is_not_told_as_several() throws Exception {
    plain(ANotice.rules("ops")).send(ANotice.of(Turn.NEW, Severity.ERROR, "a").vms(1).build());
    String text = part(received(), 0);
    assertTrue(text.contains("All there is: 1 virtual machine; 1 critical, 2 errors"), text);
  }

  @Test
  void a_mail_says_how_many_changed_below_what_its_channel_wants() throws Exception {
    plain(ANotice.rules("ops", Severity.ERROR, Locale.ENGLISH))
        .send(ANotice.of(Turn.NEW, Severity.ERROR, "a").belowMinimum(12).build());
    String said = "12 more findings below “error” changed and are not in this message: see the";
    assertTrue(part(received(), 0).contains(said), part(received(), 0));
    assertTrue(part(received(), 1).contains(said), part(received(), 1));
  }

  @Test
  void one_that_is_not_told_is_one_and_none_is_no_line() {
    NoticeText french = new NoticeText(ANotice.rules("ops", Severity.WARNING, Locale.FRENCH));
    assertEquals(
        "1 autre constat en dessous de « avertissement » a changé et n’est pas dans ce message :"
            + " voir les rapports",
        spaced(french.belowMinimum(new ANotice().belowMinimum(1).build().parts().get(0))));
    assertFalse(french.plain(new ANotice().build()).contains("message"), "nothing was left out");
  }

  @Test
  void a_message_of_an_older_version_that_waits_in_the_store_can_still_be_read() {
    String kept = new ANotice().build().toJson().replace("\"belowMinimum\":0,", "");
    assertFalse(kept.contains("belowMinimum"), kept);
    assertEquals(0, Notice.fromJson(kept).parts().get(0).belowMinimum());
  }

  @Test
  void a_summary_is_not_cut_because_of_its_colon() throws Exception {
    String summary = "word ".repeat(60) + "end";
    ANotice notice =
        new ANotice().summary(summary).and(Turn.NEW, Severity.ERROR, "vm.cbt.off", 1, "a");
    plain(ANotice.rules("ops")).send(notice.build());
    assertTrue(part(received(), 0).contains("a: " + summary), part(received(), 0));
  }

  @Test
  void a_mail_has_nothing_that_a_client_would_not_show() throws Exception {
    plain(ANotice.rules("ops"))
        .send(
            ANotice.of(Turn.NEW, Severity.ERROR, "a")
                .concern(Concern.State.NEW, "unreachable", "vc1")
                .build());
    String html = part(received(), 1);
    for (String banned :
        List.of(
            "<script", "<svg", "<link", "<style", "<img", "url(", "http:", "https:", "class=")) {
      assertFalse(html.contains(banned), banned);
    }
    assertTrue(html.contains("vc1 could not be read"), html);
    assertTrue(html.contains("resolves nothing"), html);
  }

  @Test
  void a_name_that_means_harm_stays_a_name() throws Exception {
    plain(ANotice.rules("ops"))
        .send(ANotice.of(Turn.NEW, Severity.ERROR, Hostile.NAMES.toArray(String[]::new)).build());
    String html = part(received(), 1);
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("<img"), html);
    String text = part(received(), 0);
    assertFalse(text.contains("\u202e"), text);
    assertFalse(text.contains("\n2026-11-20 INFO"), text);
  }

  @Test
  void more_than_twenty_names_are_counted() throws Exception {
    String[] many = new String[250];
    java.util.Arrays.setAll(many, i -> "srv-" + i);
    plain(ANotice.rules("ops")).send(ANotice.of(Turn.NEW, Severity.ERROR, many).build());
    assertTrue(part(received(), 0).contains("and 230 more"), part(received(), 0));
    assertFalse(part(received(), 1).contains("srv-20<"));
  }

  @Test
  void a_server_without_starttls_gets_nothing() {
    MailChannel channel =
        new MailChannel(
            ANotice.rules("ops"),
            new MailServer(
                "127.0.0.1",
                server.getSmtp().getPort(),
                Security.STARTTLS,
                ServerTrust.SYSTEM,
                "ops",
                Secret.of(PASSWORD)),
            ENVELOPE);
    NotSentException why =
        assertThrows(NotSentException.class, () -> channel.send(new ANotice().build()));
    assertFalse(why.reason().contains(PASSWORD), why.reason());
    assertEquals(0, server.getReceivedMessages().length);
  }

  @Test
  void a_certificate_nobody_vouches_for_gets_nothing_and_a_known_one_gets_the_mail()
      throws Exception {
    Notice notice = ANotice.of(Turn.NEW, Severity.ERROR, "a").build();
    assertThrows(
        NotSentException.class,
        () -> secured(ServerTrust.SYSTEM, Secret.of(PASSWORD)).send(notice));
    assertEquals(0, server.getReceivedMessages().length);
    ServerTrust pinned = new ServerTrust(null, List.of(thumbprint()));
    Path file = temp.resolve("password");
    Files.writeString(file, PASSWORD + "\n");
    secured(pinned, Secret.in(new SecretFile(file))).send(notice);
    assertEquals("[vpreflight] nightly: 1 new", received().getSubject());
  }

  @Test
  void a_wrong_password_is_said_without_the_password() throws Exception {
    ServerTrust pinned = new ServerTrust(null, List.of(thumbprint()));
    NotSentException why =
        assertThrows(
            NotSentException.class,
            () -> secured(pinned, Secret.of("wrong-" + PASSWORD)).send(new ANotice().build()));
    assertTrue(why.reason().startsWith("login refused"), why.reason());
    assertFalse(why.reason().contains(PASSWORD), why.reason());
  }

  @Test
  void a_folder_gets_a_whole_mail_that_others_cannot_read() throws Exception {
    Path folder = temp.resolve("mail");
    Notice notice = ANotice.of(Turn.NEW, Severity.ERROR, "a").build();
    FolderChannel channel = new FolderChannel(ANotice.rules("ops"), folder, ENVELOPE);
    channel.send(notice);
    channel.send(notice);
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(List.of(folder.resolve(notice.id() + ".eml")), all);
      MimeMessage mail = GreenMailUtil.newMimeMessage(Files.readString(all.get(0)));
      assertEquals("[vpreflight] nightly: 1 new", mail.getSubject());
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        assertEquals(
            "rw-------",
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(all.get(0))));
      }
    }
  }
}
