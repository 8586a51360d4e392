// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.mail;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.vsphere.soap.Tls;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Mail through a server that takes it. A connection is made for each message and closed after. */
public final class MailChannel implements Channel {
  private static final String CONNECT_MILLIS = "10000";
  private static final String ANSWER_MILLIS = "30000";

  private final Rules rules;
  private final MailServer server;
  private final MailWriter writer;

  /** To these people, through that server. */
  public MailChannel(Rules rules, MailServer server, Envelope envelope) {
    this.rules = rules;
    this.server = server;
    writer = new MailWriter(envelope, rules);
  }

  /** What is wrong with an address; null when nothing is. */
  public static @Nullable String problem(String address) {
    return MailWriter.problem(address);
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public void send(Notice notice) throws NotSentException {
    Secret secret = server.password();
    String password = secret == null ? null : secret.reveal();
    try {
      Session session = session();
      MimeMessage mail = writer.mail(notice, session);
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect(server.host(), server.port(), server.username(), password);
        transport.sendMessage(mail, mail.getAllRecipients());
      }
    } catch (SendFailedException e) {
      throw refused(e);
    } catch (AuthenticationFailedException e) {
      throw NotSentException.forNow(Text.of("notify.why.login", words(e)));
    } catch (MessagingException | IOException e) {
      throw NotSentException.forNow(words(e));
    }
  }

  /** Whoever has it must not get it again because another does not take it. */
  private NotSentException refused(SendFailedException e) {
    Address[] taken = e.getValidSentAddresses();
    if (taken == null || taken.length == 0) {
      return NotSentException.forNow(words(e));
    }
    return NotSentException.forEver(
        Text.of(
            "notify.why.partly",
            names(taken),
            names(e.getInvalidAddresses()) + names(e.getValidUnsentAddresses())));
  }

  private static String names(Address @Nullable [] addresses) {
    return addresses == null
        ? ""
        : Arrays.stream(addresses).map(Address::toString).collect(Collectors.joining(", "));
  }

  /** The innermost words say the most. */
  private String words(Exception e) {
    Throwable deepest = e;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    List<Secret> secrets = server.password() == null ? List.of() : List.of(server.password());
    String said = Secret.scrub(deepest.getMessage(), secrets);
    String kind = deepest.getClass().getSimpleName();
    return server.host() + ":" + server.port() + ": " + kind + (said.isEmpty() ? "" : ": " + said);
  }

  private Session session() throws IOException {
    Properties properties = new Properties();
    properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    properties.put("mail.smtp.timeout", ANSWER_MILLIS);
    properties.put("mail.smtp.writetimeout", ANSWER_MILLIS);
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", String.valueOf(server.username() != null));
    if (server.security() != MailServer.Security.NONE) {
      boolean fromTheFirstByte = server.security() == MailServer.Security.TLS;
      properties.put("mail.smtp.ssl.enable", String.valueOf(fromTheFirstByte));
      properties.put("mail.smtp.starttls.enable", String.valueOf(!fromTheFirstByte));
      properties.put("mail.smtp.starttls.required", String.valueOf(!fromTheFirstByte));
      properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
      properties.put("mail.smtp.ssl.socketFactory", new Tls(server.trust()).sockets());
      // A certificate that is known by its thumbprint needs no name.
      boolean isPinned = server.trust().caFile() == null && !server.trust().sha256Pins().isEmpty();
      properties.put("mail.smtp.ssl.checkserveridentity", String.valueOf(!isPinned));
    }
    return Session.getInstance(properties);
  }
}
