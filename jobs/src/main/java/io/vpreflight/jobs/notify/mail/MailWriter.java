// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.mail;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.NoticeText;
import io.vpreflight.jobs.notify.Rules;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Makes a mail of a message: plain text, and HTML that mail clients show. */
final class MailWriter {
  private static final TemplateEngine PAGES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          MailWriter.class.getClassLoader(),
          MailWriter.class.getPackageName() + ".template");
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Envelope envelope;
  private final Rules rules;
  private final NoticeText text;

  MailWriter(Envelope envelope, Rules rules) {
    this.envelope = envelope;
    this.rules = rules;
    text = new NoticeText(rules);
  }

  /** The mail, ready to be sent; its id is that of the message. */
  MimeMessage mail(Notice notice, @Nullable Session session) throws MessagingException {
    InternetAddress from = new InternetAddress(envelope.from(), true);
    MimeMessage mail = new Named(session, notice.id(), domain(from));
    mail.setFrom(from);
    for (String to : envelope.to()) {
      mail.addRecipient(MimeMessage.RecipientType.TO, new InternetAddress(to, true));
    }
    mail.setSubject("[vpreflight] " + text.subject(notice), UTF_8);
    mail.setSentDate(Date.from(sentAt(notice)));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Auto-Response-Suppress", "All");
    mail.setHeader("Content-Language", notice.lang());
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text.plain(notice), UTF_8, "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(html(notice), UTF_8, "html");
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(plain);
    both.addBodyPart(html);
    mail.setContent(both);
    mail.saveChanges();
    return mail;
  }

  /** The HTML of it. */
  String html(Notice notice) {
    StringOutput out = new StringOutput();
    PAGES.render("mail.jte", new MailPage(notice, text, rules.locale().getLanguage()), out);
    return out.toString();
  }

  /** What was found then is told with the time of then, however late it arrives. */
  private static Instant sentAt(Notice notice) {
    return notice.parts().stream()
        .map(part -> Instant.parse(part.at()))
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static String domain(InternetAddress from) {
    String address = from.getAddress();
    return address.substring(address.indexOf('@') + 1);
  }

  /** What is wrong with an address; null when nothing is. */
  static @Nullable String problem(String address) {
    try {
      InternetAddress parsed = new InternetAddress(address, true);
      return parsed.getAddress().indexOf('@') < 1 ? "@" : null;
    } catch (AddressException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A mail whose id says which message it is. */
  private static final class Named extends MimeMessage {
    private final String id;

    Named(@Nullable Session session, String id, String domain) {
      super(session == null ? Session.getInstance(new Properties()) : session);
      this.id = "<" + id + ".vpreflight@" + domain + ">";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
